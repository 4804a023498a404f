import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** code-server 4.139.1 is VS Code 1.139.1; it needs Node 24. */
const CODE_SERVER = 'code-server@4.139.1';
const NODE = `node-${process.platform}-${process.arch}@24.21.0`;

/** Programs that start a VS Code server. */
export interface VsCodeServer {
  readonly nodePath: string;
  readonly entryPath: string;
}

/** Outside the checkout, so that a fresh clone need not download it again. */
export function cacheFolder(): string {
  const base = process.env['XDG_CACHE_HOME'] ?? path.join(os.homedir(), '.cache');
  return process.env['NAS_WORKBENCH_CACHE'] ?? path.join(base, 'nas-workbench');
}

/**
 * The VS Code server, installed from npm on first use (about 800 MB, a minute or two; no lifecycle scripts run). Later
 * calls only look whether it is there.
 */
export async function setupVsCodeServer(say: (line: string) => void): Promise<VsCodeServer> {
  const folder = path.join(cacheFolder(), 'code-server');
  const ready = path.join(folder, 'ready.txt');
  if (!existsSync(ready)) {
    if (process.platform === 'win32')
      throw new Error('code-server does not run on Windows: use the desktop program.');
    say(`Installing ${CODE_SERVER} and ${NODE} into ${folder} (once; about 800 MB).`);
    const fresh = `${folder}.${process.pid}`;
    mkdirSync(fresh, { recursive: true });
    try {
      await install(fresh, say);
      writeFileSync(path.join(fresh, 'ready.txt'), `${CODE_SERVER} ${NODE}\n`);
      // Two that install at the same time both end with a whole folder.
      rmSync(folder, { recursive: true, force: true });
      renameSync(fresh, folder);
    } finally {
      rmSync(fresh, { recursive: true, force: true });
    }
  }
  return {
    nodePath: path.join(folder, `node_modules/node-${process.platform}-${process.arch}/bin/node`),
    entryPath: path.join(folder, 'node_modules/code-server/out/node/entry.js'),
  };
}

async function install(folder: string, say: (line: string) => void): Promise<void> {
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  await npm(folder, ['install', ...quiet, CODE_SERVER, NODE]);

  const nodeHome = path.join(folder, `node_modules/node-${process.platform}-${process.arch}`);
  const vscode = path.join(folder, 'node_modules/code-server/lib/vscode');
  await npm(vscode, ['install', '--omit=dev', ...quiet]);
  try {
    // Compiled from source with the headers of that Node: the writer of log files, which the Output view reads.
    await npm(
      vscode,
      [
        'rebuild',
        '@vscode/spdlog',
        `--nodedir=${nodeHome}`,
        '--dangerously-allow-all-scripts',
        '--loglevel=error',
      ],
      { PATH: `${path.join(nodeHome, 'bin')}${path.delimiter}${process.env['PATH'] ?? ''}` },
    );
  } catch {
    say(
      'The Output view will be empty in this server: its log writer needs a C++ compiler, make and Python 3.',
    );
  }
}

function npm(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('npm', args, {
      cwd,
      env: { ...cleanEnv(), ...env },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let errors = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`npm ${args.join(' ')} ended with ${code}:\n${errors.slice(-2000)}`));
    });
  });
}

/** Without what an outer `npm run` sets: its settings would be taken for ours. */
function cleanEnv(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('npm_')));
}
