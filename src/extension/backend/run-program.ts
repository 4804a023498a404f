import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { l10n } from 'vscode';
import { InputError } from '../../core/base/errors';

export interface ProgramOptions {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Each line of its standard output and error. */
  readonly onLine: (line: string) => void;
  /** Ends it and everything that it started. */
  readonly signal: AbortSignal;
}

/** How a program ended; `aborted` when that was on request. */
export type ProgramEnd = { readonly kind: 'exit'; readonly code: number } | { readonly kind: 'aborted' };

/** Runs a program to its end. Rejects with `InputError` when it cannot be started. */
export function runProgram(
  command: string,
  { args, cwd, env, onLine, signal }: ProgramOptions,
): Promise<ProgramEnd> {
  const isWindows = process.platform === 'win32';
  const child = spawn(isWindows ? `"${command}"` : command, [...args], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
    // A script of Windows runs in its shell only; elsewhere a group of its own ends as one.
    shell: isWindows,
    detached: !isWindows,
  });
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', onLine);
  const kill = (): void => {
    killTree(child);
  };
  signal.addEventListener('abort', kill, { once: true });
  process.once('exit', kill);
  if (signal.aborted) kill();
  return new Promise<ProgramEnd>((resolve, reject) => {
    child.once('error', (error) => {
      if (child.pid === undefined)
        reject(new InputError(command, l10n.t('cannot be started: {0}', error.message)));
    });
    child.once('close', (code) => {
      resolve(signal.aborted ? { kind: 'aborted' } : { kind: 'exit', code: code ?? 1 });
    });
  }).finally(() => {
    signal.removeEventListener('abort', kill);
    process.off('exit', kill);
  });
}

function killTree({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(pid), '/T', '/F'], { windowsHide: true });
    return;
  }
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // It has ended by itself in the meantime.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
