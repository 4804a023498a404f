import { describe, expect, it } from 'vitest';
import { BANDED_STRATEGIES, RUNS_OF_BANDS, compare, raceOn } from '../../support/bands';
import type { BandedStrategy } from '../../support/bands';
import { benchData } from '../../support/bench-data';
import { wilcoxonSignedRank } from '../../support/wilcoxon';

const tableText = benchData('nasbench201.json.gz');
/** At most, and at most half as many as the published ones. */
const RUNS = 60;
/** In standard errors: 39 correct means leave bands this wide with probability below 0.003. */
const WIDTH = 4;
const PAIRED_SEEDS = 30;
const [random, ...others] = BANDED_STRATEGIES;

describe.runIf(tableText !== undefined).each(['c10', 'c100'] as const)('on NAS-Bench-201 %s', (dataset) => {
  const race = raceOn(tableText ?? '', dataset, 'encoding');

  const raced = new Map<BandedStrategy, number[][]>();

  /** Of seeds 0, 1, 2 ... */
  function curvesOf(strategy: BandedStrategy, runs: number): number[][] {
    const { options, bands, batch } = strategy;
    const longest = Math.max(...bands[dataset].map(({ evaluations }) => evaluations));
    const curves = raced.get(strategy) ?? [];
    while (curves.length < runs) curves.push(race(options, curves.length, longest, batch));
    raced.set(strategy, curves);
    return curves.slice(0, runs);
  }

  it.each(BANDED_STRATEGIES)('$title follows its published curve', (strategy) => {
    const { bands, runs = RUNS_OF_BANDS } = strategy;
    const curves = curvesOf(strategy, Math.min(RUNS, runs / 2));

    const outside = bands[dataset]
      .map((band) => compare(curves, band, runs))
      .filter(({ offBy }) => !(Math.abs(offBy) <= WIDTH));

    expect(outside).toEqual([]);
  });

  it.each(others.filter(({ startsLikeRandom }) => !startsLikeRandom))(
    '$title beats random search at 100 evaluations, p < 0.01',
    (strategy) => {
      const [own, ofRandom] = [strategy, random!].map((one) => curvesOf(one, PAIRED_SEEDS));
      const differences = own!.map((curve, seed) => curve[99]! - ofRandom![seed]![99]!);

      expect(wilcoxonSignedRank(differences)).toBeLessThan(0.01);
    },
  );
});
