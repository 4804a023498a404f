import { describe, expect, it } from 'vitest';
import { BANDED_STRATEGIES, compare, raceOn } from '../../support/bands';
import { benchData } from '../../support/bench-data';
import { wilcoxonSignedRank } from '../../support/wilcoxon';

const tableText = benchData('nasbench201.json.gz');
const RUNS = 60;
/** In standard errors: 28 correct means leave bands this wide with probability below 0.002. */
const WIDTH = 4;

describe.runIf(tableText !== undefined).each(['c10', 'c100'] as const)('on NAS-Bench-201 %s', (dataset) => {
  const race = raceOn(tableText ?? '', dataset, 'encoding');

  it.each(BANDED_STRATEGIES)('$title follows its published curve', ({ options, bands }) => {
    const longest = Math.max(...bands[dataset].map(({ evaluations }) => evaluations));
    const curves = Array.from({ length: RUNS }, (_, seed) => race(options, seed, longest));

    const outside = bands[dataset]
      .map((band) => compare(curves, band))
      .filter(({ offBy }) => !(Math.abs(offBy) <= WIDTH));

    expect(outside).toEqual([]);
  });

  it.each(BANDED_STRATEGIES.slice(1))(
    '$title beats random search at 100 evaluations, p < 0.01',
    ({ options }) => {
      const differences = Array.from(
        { length: 30 },
        (_, seed) => race(options, seed, 100).at(-1)! - race({ kind: 'random' }, seed, 100).at(-1)!,
      );

      expect(wilcoxonSignedRank(differences)).toBeLessThan(0.01);
    },
  );
});
