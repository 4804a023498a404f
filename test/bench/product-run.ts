import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import type { JournalEvent, JournalEventOf } from '../../src/core/journal/event';
import { readJournal } from '../../src/core/journal/read';
import type { HostOffer, SearchOffer } from '../../src/protocol/run-protocol';
import { OwnedChild } from '../../src/worker/child-process';
import { runsOf } from '../../src/worker/run-folder';

const POLL_MS = 50;

/** A run of the product from outside: what was written, and what its processes took. */
export interface ProductRun {
  /** From the start of the program to its end. */
  readonly wallMs: number;
  readonly events: readonly JournalEvent[];
  readonly log: readonly string[];
  /** Largest resident memory of the search process, in MB; `undefined` where the system does not tell. */
  readonly searchMb: number | undefined;
  /** Of each evaluator, in the order of their process ids. */
  readonly evaluatorsMb: readonly number[];
  /** Load average of the last minute, when the run ended. */
  readonly load: number;
}

/** Builds the programs that a user has, into `dist`. */
export function buildProduct(): void {
  const { status } = spawnSync(process.execPath, ['.esbuild.mjs', 'search', 'evaluator', 'cli'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error('the product could not be built');
}

/** `nas-workbench run` on an experiment file whose folder has no runs. */
export async function runFromTerminal(file: string, ...options: readonly string[]): Promise<ProductRun> {
  const start = performance.now();
  const child = spawn(process.execPath, [path.resolve('dist/cli.js'), 'run', file, '--json', ...options], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return watch(file, child.pid, start, ended(child));
}

/** A run as the extension starts it: a search process that is asked over its channel. */
export async function runFromEditor(file: string): Promise<ProductRun> {
  const start = performance.now();
  const child = new OwnedChild<HostOffer, SearchOffer>(
    { name: 'the search process', entry: path.resolve('dist/search.js'), readyTimeoutMs: 30_000 },
    {},
  );
  await child.ready('search/ready');
  const done = new Promise<void>((resolve, reject) => {
    child.peer.on('run/done', ({ reason, message }) => {
      if (reason === 'budget') resolve();
      else reject(new Error(message));
    });
    // Also how a pause is told: it waits for somebody to look at it.
    child.peer.on('run/log', ({ level, message }) => {
      if (level === 'error') reject(new Error(message));
    });
  });
  try {
    await child.peer.request('run/start', { experimentPath: file, backend: 'auto', evaluators: 'auto' });
    return await watch(
      file,
      child.pid,
      start,
      done.then(() => child.exited),
    );
  } finally {
    await child.end(1_000);
  }
}

/** Milliseconds from the first question to the last answer. */
export function searchMs({ events }: ProductRun): number {
  const asked = events.find(({ type }) => type === 'trial-asked');
  const ended = events.findLast(({ type }) => type === 'trial-measured' || type === 'trial-failed');
  return (ended?.at ?? NaN) - (asked?.at ?? NaN);
}

export function measured({ events }: ProductRun): JournalEventOf<'trial-measured'>[] {
  return events.filter((event) => event.type === 'trial-measured');
}

async function ended(child: ChildProcess): Promise<void> {
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`nas-workbench ended with code ${code ?? 'unknown'}`);
}

async function watch(
  file: string,
  pid: number | undefined,
  start: number,
  end: Promise<unknown>,
): Promise<ProductRun> {
  const peaks = new Map<number, number>();
  const look = setInterval(() => {
    for (const process of pid === undefined ? [] : [pid, ...childrenOf(pid)]) {
      const mb = peakMb(process);
      if (mb !== undefined) peaks.set(process, mb);
    }
  }, POLL_MS);
  try {
    await end;
  } finally {
    clearInterval(look);
  }
  const wallMs = performance.now() - start;
  const run = runsOf(file).at(-1);
  if (!run) throw new Error(`${file} has no run`);
  const { [pid ?? 0]: searchMb, ...others } = Object.fromEntries(peaks);
  return {
    wallMs,
    events: readJournal(readFileSync(run.journal, 'utf8')).events,
    log: readFileSync(run.log, 'utf8').split('\n'),
    searchMb,
    evaluatorsMb: Object.values(others),
    load: os.loadavg()[0]!,
  };
}

/** Linux only; elsewhere none. */
function childrenOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
      readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
    );
  } catch {
    return [];
  }
}

/** The kernel's own record of the largest resident size. */
function peakMb(pid: number): number | undefined {
  try {
    const kb = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kb === undefined ? undefined : Number(kb) / 1024;
  } catch {
    return undefined;
  }
}
