import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';

import { benchFile } from '../../support/bench-data';
import { cacheFolder } from '../../support/vscode/setup';
import { peerEnvironment, peerScript, peersPython } from '../python-home';
import { LINE_MARK } from '../questions';

/** A sampler of another program, in the setting that it is compared in. */
export interface Peer {
  readonly method: string;
  readonly protocol: 'validation' | 'front';
  readonly dataset: 'c10' | 'c100';
  /** Its cost grows with the square or cube of the history. */
  readonly evaluations: number;
  readonly seeds: number;
}

export interface PeerRace {
  readonly seed: number;
  readonly curve: readonly number[];
  readonly cpuSeconds: number;
  readonly versions: Readonly<Record<string, string>>;
}

/** `known`: those only that have been run before. */
export const PEER_CHOICES = ['all', 'known'] as const;
export type PeerChoice = (typeof PEER_CHOICES)[number];

const pending = new Set<Promise<unknown>>();

/**
 * The peer's races, from the cache where they have been run before: they depend on nothing of ours, and an hour of
 * Python is long. `undefined` where Python or the packages are absent.
 */
export async function peerRaces(peer: Peer, choice: PeerChoice): Promise<readonly PeerRace[] | undefined> {
  const { method, protocol, dataset, evaluations, seeds } = peer;
  const file = path.join(
    cacheFolder(),
    'peer-races',
    `${method}.${protocol}.${dataset}.${evaluations}.jsonl`,
  );
  const known = existsSync(file) ? racesIn(readFileSync(file, 'utf8')) : [];
  if (known.length >= seeds) return known.slice(0, seeds);
  if (choice === 'known') {
    console.log(`skipped: ${method}: not run before`);
    return undefined;
  }
  const python = peersPython();
  const table = benchFile('nasbench201.json.gz');
  if (python === undefined || table === undefined) return undefined;
  while (pending.size >= availableParallelism()) await Promise.race(pending);
  const missing = Array.from({ length: seeds - known.length }, (_, i) => `${known.length + i}`);
  const running = printed(python, [
    peerScript('table_search.py'),
    table,
    method,
    protocol,
    dataset,
    `${evaluations}`,
    ...missing,
  ]);
  pending.add(running);
  const text = await running.finally(() => pending.delete(running));
  const races = [...known, ...racesIn(text)];
  if (races.length < seeds) {
    console.log(`skipped: ${method}: ${text.trim().split('\n').at(-1) ?? 'it printed nothing'}`);
    return undefined;
  }
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(`${file}.part`, races.map((race) => `${LINE_MARK}${JSON.stringify(race)}\n`).join(''));
  renameSync(`${file}.part`, file);
  return races;
}

function racesIn(text: string): PeerRace[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith(LINE_MARK))
    .map((line) => JSON.parse(line.slice(LINE_MARK.length)) as PeerRace)
    .filter(({ curve }) => Array.isArray(curve));
}

function printed(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(
      program,
      args,
      { env: { ...process.env, ...peerEnvironment(1) }, maxBuffer: 2 ** 28 },
      (error, out) => {
        resolve(error ? `${out}\n${error.message}` : out);
      },
    );
  });
}
