/*
 * Whole searches, run as a user runs them; each part prints lines of JSON, one a run:
 *
 *     npm run bench:evaluators -- ratio        trials an hour with one and with two evaluators
 *     npm run bench:evaluators -- candidates   twenty cells of NAS-Bench-201, from first ask to last result
 *     npm run bench:evaluators -- endurance    1,000 trials: memory of every process, tensors before and after
 *     npm run bench:evaluators -- mnist        the MNIST search that is compared with Optuna's
 *     npm run bench:evaluators                 all of them
 *
 * Options: --rounds 5, --seeds 10 (or --seed 3 for one), --trials 1000.
 */
import { parseArgs } from 'node:util';

import { benchCandidates, benchEndurance, benchMnist, benchRatio } from './searches';
import { buildProduct } from './product-run';

const PARTS = {
  ratio: benchRatio,
  candidates: benchCandidates,
  endurance: benchEndurance,
  mnist: benchMnist,
} as const;

const { values: given, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '5' },
    seeds: { type: 'string', default: '10' },
    seed: { type: 'string' },
    trials: { type: 'string', default: '1000' },
  },
});
const seeds =
  given.seed === undefined ? Array.from({ length: Number(given.seeds) }, (_, i) => i) : [Number(given.seed)];
const options = { rounds: Number(given.rounds), seeds, trials: Number(given.trials) };

buildProduct();
for (const [name, run] of Object.entries(PARTS)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  for await (const line of run(options)) console.log(JSON.stringify({ part: name, ...line }));
}
