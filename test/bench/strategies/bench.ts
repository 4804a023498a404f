/*
 * Everything that the strategies promise, measured on published tables, with the peers' samplers beside them:
 *
 *     npm run bench:strategies -- [--only c10,c100,front,tables,bands,thinking] [--seeds 100] [--contenders auto,random]
 *         [--peers all|known]
 *
 * Ends with a line for each promise; the exit code is 1 when one is missed. The peers' races are kept in the cache folder,
 * because nothing of ours changes them.
 */
import os from 'node:os';
import { parseArgs } from 'node:util';

import type { Verdict } from '../report';
import { verdictLine } from '../report';
import { benchBands } from './bands-part';
import { benchFront } from './front-part';
import { PEER_CHOICES } from './peer-races';
import type { PeerChoice } from './peer-races';
import { RacePool } from './race-pool';
import { benchTables } from './tables-part';
import { benchThinking } from './thinking-part';
import { benchValidation } from './validation-part';

/** What every part gets. */
export interface StrategyBench {
  readonly pool: RacePool;
  readonly seeds: number;
  /** Titles or kinds; all without. */
  readonly contenders: readonly string[] | undefined;
  readonly peers: PeerChoice;
}

const PARTS: Readonly<
  Record<string, { readonly title: string; readonly run: (bench: StrategyBench) => Promise<Verdict[]> }>
> = {
  c10: {
    title: 'NAS-Bench-201, CIFAR-10: chosen by one noisy validation',
    run: (bench) => benchValidation('c10', bench),
  },
  c100: {
    title: 'NAS-Bench-201, CIFAR-100: chosen by one noisy validation',
    run: (bench) => benchValidation('c100', bench),
  },
  front: { title: 'Accuracy and FLOPs: share of the true hypervolume', run: benchFront },
  tables: { title: 'Other tables, same defaults', run: benchTables },
  bands: { title: 'Published curves, noise-free', run: benchBands },
  thinking: { title: 'Cost of thinking', run: benchThinking },
};

const { values: given } = parseArgs({
  options: {
    only: { type: 'string' },
    seeds: { type: 'string', default: '100' },
    contenders: { type: 'string' },
    peers: { type: 'string', default: 'all' },
  },
});
const chosen = given.only?.split(',') ?? Object.keys(PARTS);
const unknown = chosen.find((name) => !(name in PARTS));
if (unknown !== undefined)
  throw new Error(`--only: expected some of ${Object.keys(PARTS).join(', ')}, but got ${unknown}`);

const peers = PEER_CHOICES.find((choice) => choice === given.peers);
if (peers === undefined)
  throw new Error(`--peers: expected ${PEER_CHOICES.join(' or ')}, but got ${given.peers}`);

const start = performance.now();
console.log(
  `${os.cpus()[0]?.model ?? 'unknown processor'}, ${os.cpus().length} cores; Node ${process.version}`,
);
const pool = await RacePool.start();
const verdicts: Verdict[] = [];
for (const name of chosen) {
  const { title, run } = PARTS[name]!;
  console.log(`\n=== ${title}`);
  const found = await run({
    pool,
    seeds: Number(given.seeds),
    contenders: given.contenders?.split(','),
    peers,
  });
  console.log('');
  for (const verdict of found) console.log(verdictLine(verdict));
  verdicts.push(...found);
}
pool.close();
const missed = verdicts.filter(({ holds }) => holds === false);
const unmeasured = verdicts.filter(({ holds }) => holds === undefined);
if (chosen.length > 1) console.log(`\n=== All\n${verdicts.map(verdictLine).join('\n')}`);
console.log(
  `\n${verdicts.length - missed.length - unmeasured.length} hold, ${missed.length} missed, ${unmeasured.length} could not be measured; ` +
    `${((performance.now() - start) / 60_000).toFixed(1)} minutes`,
);
process.exitCode = missed.length > 0 ? 1 : 0;
