/**
 * Races strategies of several fidelities on NAS-Bench-201 in simulated seconds:
 *
 *     node test/support/run-ts.mjs test/bench/second-race.ts [--strategies random,asha] [--dataset c10|c100] [--seeds 100]
 *         [--accuracies 0.938,0.94,0.942] [--hours 200]
 *
 * A strategy is a kind. Prints quartiles of the hours of training until the best so far has that test accuracy.
 */
import { parseArgs } from 'node:util';

import { benchData } from '../support/bench-data';
import { secondRaces } from '../support/second-races';

const { values: given } = parseArgs({
  options: {
    strategies: { type: 'string', default: 'random,successive-halving,hyperband,asha,bohb' },
    dataset: { type: 'string', default: 'c10' },
    seeds: { type: 'string', default: '100' },
    accuracies: { type: 'string', default: '0.938,0.94,0.942' },
    hours: { type: 'string', default: '200' },
  },
});
const text = benchData('nasbench201.json.gz');
if (text !== undefined) {
  const race = secondRaces(text, given.dataset as 'c10' | 'c100', Number(given.hours) * 3600);
  for (const kind of given.strategies.split(',')) {
    const start = performance.now();
    const cells = given.accuracies.split(',').map((accuracy) => {
      const hours = Array.from(
        { length: Number(given.seeds) },
        (_, seed) => race({ kind }, seed, Number(accuracy)) / 3600,
      ).sort((a, b) => a - b);
      const [low, median, high] = [0.25, 0.5, 0.75].map((q) => hours[Math.floor(q * (hours.length - 1))]!);
      const missed = hours.filter((one) => one === Infinity).length;
      return `${accuracy}: ${median!.toFixed(1)} h (${low!.toFixed(1)} to ${high!.toFixed(1)}, ${missed} never)`;
    });
    console.log(`${kind}: ${cells.join('  ')}  [${((performance.now() - start) / 1000).toFixed(1)} s]`);
  }
}
