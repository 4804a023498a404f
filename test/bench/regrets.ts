/**
 * Races strategies on every table that is there, as regret: 0 is the best of the table, 100 its median.
 *
 *     node test/support/run-ts.mjs test/bench/regrets.ts --strategies random,auto
 *         [--tables macro] [--seeds 10] [--evaluations 200] [--first 0]
 *
 * Prints the mean (and standard error) over seeds after 30, 50, 100 and 200 evaluations, and the mean over tables.
 */
import { parseArgs } from 'node:util';

import { regretCurve, scoredSpaces } from '../support/table-suite';

const { values: given } = parseArgs({
  options: {
    strategies: { type: 'string', default: 'random' },
    tables: { type: 'string', default: '' },
    seeds: { type: 'string', default: '10' },
    first: { type: 'string', default: '0' },
    evaluations: { type: 'string', default: '200' },
  },
});
const evaluations = Number(given.evaluations);
const marks = [30, 50, 100, 200, 500].filter((n) => n <= evaluations);
const tables = scoredSpaces().filter(({ title }) =>
  given.tables.split(',').some((part) => title.includes(part)),
);
for (const strategy of strategiesOf(given.strategies)) {
  const totals = marks.map(() => 0);
  const start = process.cpuUsage();
  let nTrials = 0;
  const lines: string[] = [];
  for (const table of tables) {
    const curves = Array.from({ length: Number(given.seeds) }, (_, i) =>
      regretCurve(table, strategy, Number(given.first) + i, evaluations),
    );
    nTrials += curves.reduce((sum, curve) => sum + curve.length, 0);
    const cells = marks.map((n, k) => {
      const values = curves.map((curve) => curve[Math.min(n, curve.length) - 1]!);
      const mean = values.reduce((a, b) => a + b, 0) / values.length;
      const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / Math.max(1, values.length - 1);
      totals[k]! += mean / tables.length;
      return `${mean.toFixed(2)} (${Math.sqrt(variance / values.length).toFixed(2)})`.padEnd(14);
    });
    lines.push(`  ${table.title.padEnd(36)} ${cells.join(' ')}`);
  }
  const { user, system } = process.cpuUsage(start);
  console.log(`${JSON.stringify(strategy)}: regret after ${marks.join('/')}`);
  console.log(lines.join('\n'));
  console.log(
    `  ${'mean of the tables'.padEnd(36)} ${totals.map((total) => total.toFixed(2).padEnd(14)).join(' ')} ` +
      `${((user + system) / 1000 / nTrials).toFixed(2)} ms of processor a trial`,
  );
}

/** Split at commas outside of braces. */
function strategiesOf(list: string): ({ kind: string } & Record<string, unknown>)[] {
  return [...list.matchAll(/\{[^}]*\}|[^,]+/g)].map(([part]) =>
    part.startsWith('{') ? (JSON.parse(part) as { kind: string }) : { kind: part },
  );
}
