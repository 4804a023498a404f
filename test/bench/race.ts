/**
 * Races strategies on NAS-Bench-201, for a quick look while one is written:
 *
 *     node test/support/run-ts.mjs test/bench/race.ts --strategies random,regularized-evolution
 *         [--dataset c10|c100] [--protocol validation|oracle|front] [--seeds 20] [--evaluations 200] [--first 0]
 *
 * A strategy is a kind, or JSON with its options. Prints mean and standard error after 30, 50, 100 ... evaluations.
 */
import { parseArgs } from 'node:util';

import { benchData } from '../support/bench-data';
import { racesOn } from '../support/table-races';
import type { Protocol } from '../support/table-races';

const { values: given } = parseArgs({
  options: {
    strategies: { type: 'string', default: 'random' },
    dataset: { type: 'string', default: 'c10' },
    protocol: { type: 'string', default: 'validation' },
    seeds: { type: 'string', default: '20' },
    first: { type: 'string', default: '0' },
    evaluations: { type: 'string', default: '200' },
  },
});
const text = benchData('nasbench201.json.gz');
if (text !== undefined) {
  const evaluations = Number(given.evaluations);
  const race = racesOn(text, given.dataset as 'c10' | 'c100', given.protocol as Protocol);
  for (const strategy of strategiesOf(given.strategies)) {
    const races = Array.from({ length: Number(given.seeds) }, (_, i) =>
      race(strategy, Number(given.first) + i, evaluations),
    );
    const at = [30, 50, 100, 200, 300, 500].filter((n) => n <= evaluations);
    const cells = at.map((n) => {
      const values = races.map(({ curve }) => curve[Math.min(n, curve.length) - 1]!);
      const mean = values.reduce((a, b) => a + b, 0) / values.length;
      const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / Math.max(1, values.length - 1);
      return `@${n} ${mean.toFixed(3)} (${Math.sqrt(variance / values.length).toFixed(3)})`;
    });
    const ms =
      (1000 * races.reduce((sum, { thinkingSeconds }) => sum + thinkingSeconds, 0)) /
      races.reduce((sum, { curve }) => sum + curve.length, 0);
    console.log(`${JSON.stringify(strategy)}: ${cells.join('  ')}  ${ms.toFixed(2)} ms of processor a trial`);
  }
}

/** Split at commas outside of braces. */
function strategiesOf(list: string): ({ kind: string } & Record<string, unknown>)[] {
  return [...list.matchAll(/\{[^}]*\}|[^,]+/g)].map(([part]) =>
    part.startsWith('{') ? (JSON.parse(part) as { kind: string }) : { kind: part },
  );
}
