/**
 * Prints what strategies cost on NAS-Bench-201 at their defaults: median microseconds of processor time of one question and
 * one answer, after so many trials.
 *
 *     node test/support/run-ts.mjs test/bench/thinking.ts [--strategies random,lts] [--cap 60]
 *
 * A strategy ends early after `cap` seconds of processor time. Ends with the time of a whole search: 10,000 trials of regularised
 * evolution, look-ups in the table included.
 */
import { parseArgs } from 'node:util';

import { STRATEGIES } from '../../src/core/strategy/catalog';
import { benchData } from '../support/bench-data';
import { racesOn } from '../support/table-races';
import { HISTORIES, thinkingOn } from './thinking-costs';

const { values: given } = parseArgs({
  options: { strategies: { type: 'string' }, cap: { type: 'string', default: '60' } },
});
const text = benchData('nasbench201.json.gz');
if (text !== undefined) {
  const measure = thinkingOn(text);
  const kinds = given.strategies?.split(',') ?? Object.keys(STRATEGIES);
  console.log(['strategy'.padEnd(24), ...HISTORIES.map((n) => `@${n}`.padStart(9)), '   µs'].join(''));
  for (const kind of kinds) {
    measure({ kind }, 0.2); // once to warm up
    const { medianMicros, seconds, trials } = measure({ kind }, Number(given.cap));
    const cells = HISTORIES.map((n) => (medianMicros.get(n)?.toFixed(0) ?? '-').padStart(9));
    console.log(`${kind.padEnd(24)}${cells.join('')}   ${trials} trials in ${seconds.toFixed(2)} s`);
  }

  const race = racesOn(text, 'c10', 'validation');
  const start = process.cpuUsage();
  race({ kind: 'regularized-evolution', allowRepeats: true }, 1, 10_000);
  const { user, system } = process.cpuUsage(start);
  console.log(
    `10,000 trials of regularised evolution and the table: ${((user + system) / 1e6).toFixed(2)} s`,
  );
}
