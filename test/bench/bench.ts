/*
 * Everything that the training engine promises, measured, with the peers beside it:
 *
 *     npm run bench -- [--only networks,kernels,random,losses,candidates,search,evaluators,memory] [--rounds 5] [--seconds 1]
 *                      [--count 1000] [--seeds 10] [--engines plan,wasm,tensorflow,pytorch,keras]
 *
 * Ends with a line for each promise; the exit code is 1 when one is missed.
 */
import os from 'node:os';
import { parseArgs } from 'node:util';

import { benchCandidates } from './candidates';
import { benchMemory, benchTwoEvaluators } from './evaluator-promises';
import { benchKernels } from './kernel-rates';
import { benchLossCurves } from './loss-curves';
import { benchMnistSearch } from './mnist-search';
import { benchRandomArchitectures } from './random-architectures';
import type { BenchOptions, Verdict } from './report';
import { verdictLine } from './report';
import { benchThroughput } from './throughput';

interface Part {
  readonly title: string;
  readonly run: (options: BenchOptions) => Promise<Verdict[]>;
}

const PARTS: Readonly<Record<string, Part>> = {
  networks: { title: 'Networks, one thread each', run: benchThroughput },
  kernels: { title: 'Kernels', run: benchKernels },
  random: { title: 'Random architectures', run: benchRandomArchitectures },
  losses: { title: 'Loss curves', run: benchLossCurves },
  candidates: { title: 'Twenty candidates', run: benchCandidates },
  search: { title: 'A search over MNIST', run: benchMnistSearch },
  evaluators: { title: 'Two evaluators', run: benchTwoEvaluators },
  memory: { title: 'A long run', run: benchMemory },
};

const { values: given } = parseArgs({
  options: {
    only: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '1' },
    count: { type: 'string', default: '1000' },
    seeds: { type: 'string', default: '10' },
    engines: { type: 'string' },
  },
});
const chosen = given.only?.split(',') ?? Object.keys(PARTS);
const unknown = chosen.find((name) => !(name in PARTS));
if (unknown !== undefined)
  throw new Error(`--only: expected some of ${Object.keys(PARTS).join(', ')}, but got ${unknown}`);
const options: BenchOptions = {
  rounds: Number(given.rounds),
  seconds: Number(given.seconds),
  count: Number(given.count),
  seeds: Number(given.seeds),
  engines: given.engines?.split(','),
};

const start = performance.now();
const cpus = os.cpus();
console.log(
  `${cpus[0]?.model ?? 'unknown processor'}, ${cpus.length} cores; Node ${process.version}; ${load()}`,
);
if (os.loadavg()[0]! > 0.5)
  console.log('Others are busy on this machine: times, and even ratios, are not to be trusted.');
const verdicts: Verdict[] = [];
for (const name of chosen) {
  const { title, run } = PARTS[name]!;
  console.log(`\n=== ${title}`);
  const found = await run(options).catch((error: unknown): Verdict[] => [
    {
      claim: `${title}: could be measured`,
      measured: error instanceof Error ? error.message : String(error),
      holds: false,
    },
  ]);
  console.log('');
  for (const verdict of found) console.log(verdictLine(verdict));
  verdicts.push(...found);
}
const missed = verdicts.filter(({ holds }) => holds === false);
const unmeasured = verdicts.filter(({ holds }) => holds === undefined);
console.log(`\n=== All\n${verdicts.map(verdictLine).join('\n')}`);
console.log(
  `\n${verdicts.length - missed.length - unmeasured.length} hold, ${missed.length} missed, ${unmeasured.length} could not be measured; ` +
    `${((performance.now() - start) / 60_000).toFixed(1)} minutes; ${load()}`,
);
process.exitCode = missed.length > 0 ? 1 : 0;

function load(): string {
  return `load ${os.loadavg()[0]!.toFixed(2)}`;
}
