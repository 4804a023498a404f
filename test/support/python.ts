import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const SCRIPTS = join(import.meta.dirname, 'python');

/**
 * The Python that can import `module`: NAS_PYTHON, `python3` on the path, or the
 * system's. `undefined`, with a printed word, where none can.
 */
export function pythonWith(module: string): string | undefined {
  const candidates = [process.env['NAS_PYTHON'], 'python3', '/usr/bin/python3'].filter(
    (c) => c !== undefined,
  );
  const found = candidates.find((python) => spawnSync(python, ['-c', `import ${module}`]).status === 0);
  if (found === undefined) console.log(`skipped: no python3 that can import ${module}`);
  return found;
}

/** Runs a script of `test/support/python` and returns what it printed; throws with its errors when it fails. */
export function runPython(python: string, script: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(python, [join(SCRIPTS, script), ...args], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
  });
  if (status !== 0) throw new Error(`${script} ended with ${status}\n${stdout}${stderr}`);
  return stdout;
}
