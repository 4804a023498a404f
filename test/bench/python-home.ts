import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { cacheFolder } from '../support/vscode/setup';

const PACKAGES = [
  ...['torch', 'tensorflow-cpu', 'keras', 'optuna', 'numpy'],
  // Of Optuna's Gaussian process and of pymoo.
  ...['scipy', 'scikit-learn', 'moocore', 'autograd', 'cma', 'dill', 'deprecated'],
];

/** Without what it names, because its progress bar is not to be had everywhere. */
const ALONE = ['pymoo'];

/** The bundle of this file lies in `.cache/run`; the scripts stay where they are. */
const SCRIPTS = path.resolve('test/bench/peers');

let found: string | null | undefined;

/**
 * The Python of the benchmark's own virtual environment, which is made on first
 * use; `undefined`, with a printed word, where it cannot be had.
 */
export function peersPython(): string | undefined {
  found ??= makePython() ?? null;
  return found ?? undefined;
}

export function peerScript(name: string): string {
  return path.join(SCRIPTS, name);
}

/** One thread, no GPU, no files left behind. */
export function peerEnvironment(threads: number): NodeJS.ProcessEnv {
  return {
    OMP_NUM_THREADS: `${threads}`,
    PYTHONDONTWRITEBYTECODE: '1',
    CUDA_VISIBLE_DEVICES: '',
    TF_CPP_MIN_LOG_LEVEL: '3',
    KERAS_BACKEND: 'tensorflow',
  };
}

function makePython(): string | undefined {
  const home = path.join(cacheFolder(), 'bench-python');
  const python = path.join(home, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  const ready = path.join(home, 'ready.txt');
  const wanted = `${[...PACKAGES, ...ALONE].join('\n')}\n`;
  if (existsSync(ready) && readFileSync(ready, 'utf8') === wanted) return python;
  console.log(
    `Making a virtual environment with ${[...PACKAGES, ...ALONE].join(', ')} in ${home} (once; minutes).`,
  );
  mkdirSync(path.dirname(home), { recursive: true });
  // What cannot be reached is not waited for: there may be another index.
  const quick = ['--quiet', '--timeout', '5', '--retries', '0'];
  const problem =
    run('python3', ['-m', 'venv', home]) ??
    run(python, ['-m', 'pip', 'install', ...quick, ...PACKAGES]) ??
    run(python, ['-m', 'pip', 'install', ...quick, '--no-deps', ...ALONE]);
  if (problem === undefined) {
    writeFileSync(ready, wanted);
    return python;
  }
  rmSync(home, { recursive: true, force: true });
  console.log(`skipped: PyTorch and Keras: ${problem}`);
  return undefined;
}

/** What went wrong, in its last line. */
function run(program: string, args: readonly string[]): string | undefined {
  const { status, stderr, error } = spawnSync(program, args, { encoding: 'utf8', timeout: 1_200_000 });
  if (error) return error.message;
  return status === 0 ? undefined : (stderr.trim().split('\n').at(-1) ?? `${program} ended with ${status}`);
}
