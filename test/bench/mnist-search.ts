import { execFile } from 'node:child_process';
import os from 'node:os';
import { promisify } from 'node:util';

import { benchFile } from '../support/bench-data';
import { wilcoxonSignedRank } from '../support/wilcoxon';
import { median } from './median';
import { buildProduct } from './product-run';
import { peerEnvironment, peerScript, peersPython } from './python-home';
import { LINE_MARK } from './questions';
import type { BenchOptions, Verdict } from './report';
import { atMost, table } from './report';
import { benchMnist } from './searches';

const THREADS = 2;
const MOST_OF_WALL_TIME = 0.4;
const CLAIM = 'MNIST search: wall time over that of PyTorch + Optuna';

interface Search {
  /** Of the whole program, start to end. */
  readonly seconds: number;
  readonly searchSeconds: number;
  readonly bestValAccuracy: number;
  readonly testAccuracy: number | undefined;
}

/**
 * A small search over MNIST digits with our program and with one that a user
 * would write in Python, in turns and with equal seeds. Theirs searches the
 * learning rate too; ours has one rate and evolves.
 */
export async function benchMnistSearch({ seeds }: BenchOptions): Promise<Verdict[]> {
  const python = peersPython();
  buildProduct();
  const rows: string[][] = [];
  const pairs: { readonly ours: Search; readonly theirs: Search | undefined }[] = [];
  for (let seed = 0; seed < seeds; seed++) {
    const ours = await searchWithOurs(seed);
    if (!ours) return [{ claim: CLAIM, measured: 'not measured', holds: undefined }];
    const theirs = python === undefined ? undefined : await searchWithOptuna(python, seed);
    pairs.push({ ours, theirs });
    rows.push([
      `seed ${seed}`,
      ...cellsOf(ours),
      ...(theirs ? cellsOf(theirs) : ['', '', '', '']),
      os.loadavg()[0]!.toFixed(1),
    ]);
  }
  const titles = ['s', 'searching', 'best val', 'test'];
  console.log(
    table(['', ...titles.map((t) => `ours ${t}`), ...titles.map((t) => `Optuna ${t}`), 'load'], rows),
  );
  return judge(pairs);
}

function judge(pairs: readonly { readonly ours: Search; readonly theirs: Search | undefined }[]): Verdict[] {
  const both = pairs.flatMap(({ ours, theirs }) => (theirs ? [{ ours, theirs }] : []));
  if (both.length === 0) return [{ claim: CLAIM, measured: 'not measured', holds: undefined }];
  const ratio =
    median(both.map(({ ours }) => ours.seconds)) / median(both.map(({ theirs }) => theirs.seconds));
  const gains = both.map(({ ours, theirs }) => ours.bestValAccuracy - theirs.bestValAccuracy);
  const gain = gains.reduce((sum, value) => sum + value, 0) / gains.length;
  const better = wilcoxonSignedRank(gains);
  const worse = wilcoxonSignedRank(gains.map((value) => -value));
  return [
    atMost(CLAIM, ratio, MOST_OF_WALL_TIME),
    {
      claim: `MNIST search: best validation accuracy over ${both.length} seeds is at least as good`,
      measured: `${gain >= 0 ? '+' : ''}${gain.toFixed(4)} on the mean; signed ranks, one-sided: better p = ${better.toFixed(3)}, worse p = ${worse.toFixed(3)}`,
      holds: gain >= 0,
    },
  ];
}

/** `undefined` where the digits are absent. */
async function searchWithOurs(seed: number): Promise<Search | undefined> {
  for await (const search of benchMnist({ rounds: 1, seeds: [seed], trials: 20 })) return search;
  return undefined;
}

async function searchWithOptuna(python: string, seed: number): Promise<Search | undefined> {
  const files = ['images-idx3', 'labels-idx1'].map((name) => benchFile(`train/mnist10k-${name}-ubyte.gz`)!);
  const args = [peerScript('torch_search.py'), `${seed}`, `${THREADS}`, ...files];
  const start = performance.now();
  const { stdout } = await promisify(execFile)(python, args, {
    env: { ...process.env, ...peerEnvironment(THREADS) },
  });
  const seconds = (performance.now() - start) / 1000;
  const line = stdout.split('\n').find((text) => text.startsWith(LINE_MARK))!;
  const said = JSON.parse(line.slice(LINE_MARK.length)) as Omit<Search, 'seconds'> | { absent: string };
  if (!('absent' in said)) return { ...said, seconds };
  console.log(`skipped: PyTorch + Optuna: ${said.absent}`);
  return undefined;
}

function cellsOf({ seconds, searchSeconds, bestValAccuracy, testAccuracy }: Search): string[] {
  return [
    seconds.toFixed(1),
    searchSeconds.toFixed(1),
    bestValAccuracy.toFixed(4),
    testAccuracy?.toFixed(4) ?? '',
  ];
}
