import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src/core/base/random';
import { parseTable, tableEstimator } from '../../../../src/core/estimator/table';
import { spaceOfTable } from '../../../../src/core/estimator/table-space';
import { createSpace } from '../../../../src/core/space/catalog';
import type { Genotype } from '../../../../src/core/space/space';
import { createStrategy } from '../../../../src/core/strategy/catalog';
import type { Measured } from '../../../../src/core/strategy/history';
import { fitPredictor } from '../../../../src/core/strategy/model/predictor-model';
import { levelOf } from '../../../../src/core/strategy/progressive/levels';
import { progressiveOptions } from '../../../../src/core/strategy/progressive/progressive-options';
import { rankCorrelation } from '../../../../src/core/strategy/progressive/rank-correlation';
import { benchData } from '../../../support/bench-data';
import { measured, proposalOf } from '../../../support/strategy-runs';
import { racesOn } from '../../../support/table-races';
import { wilcoxonSignedRank } from '../../../support/wilcoxon';

const text = benchData('nasbench201.json.gz');
const OPTIONS = progressiveOptions.parse({ kind: 'progressive' });
const BASE = [0, 0, 0, 0, 0, 0];

describe.skipIf(text === undefined)('progressive search on NAS-Bench-201', () => {
  // Ridge regression, which is quick; the networks differ from random search as much.
  it('beats random search at 150 evaluations on CIFAR-10 (Wilcoxon over 30 seeds, p < 0.001)', () => {
    const race = racesOn(text!, 'c10', 'validation');
    const best = (options: { readonly kind: string; readonly regressor?: string }, seed: number): number =>
      race(options, seed, 150).curve.at(-1)!;
    const differences = Array.from(
      { length: 30 },
      (_, seed) => best({ kind: 'progressive', regressor: 'ridge' }, seed) - best({ kind: 'random' }, seed),
    );

    expect(wilcoxonSignedRank(differences)).toBeLessThan(0.001);
  });

  it('ranks all cells of four edges by what it has measured of smaller ones (Spearman above 0.4)', () => {
    const known = table();
    const { space, accuracyOf } = known;
    const larger = [...space.enumerate()].filter((genotype) => levelOf(genotype, BASE) === 4);
    const correlations = [1, 2, 3].map((seed) => {
      const smaller = measuredBefore(4, known, seed);
      const model = fitPredictor(space, 'one-hot', OPTIONS, smaller, createRng(seed));
      const { means } = model.predict(larger);
      return rankCorrelation(larger.map((genotype, i) => [means[i]!, accuracyOf(genotype)]))!;
    });

    expect(Math.min(...correlations)).toBeGreaterThan(0.4);
  });
});

/** What the search has measured when it proposes the first candidate of `level`. */
function measuredBefore(
  level: number,
  { space, accuracyOf }: ReturnType<typeof table>,
  seed: number,
): Measured[] {
  const strategy = createStrategy(space, OPTIONS, createRng(seed));
  const found: Measured[] = [];
  for (;;) {
    const { trial, genotype } = proposalOf(strategy.ask());
    if (levelOf(genotype, BASE) >= level) return found;
    const score = { values: [accuracyOf(genotype)], violation: 0 };
    strategy.tell(measured(trial, score.values[0]!));
    found.push({ trial, id: space.candidateId(genotype), genotype, score });
  }
}

function table() {
  const path = 'nasbench201.json.gz';
  const parsed = parseTable(JSON.parse(text!) as unknown, { kind: 'table', path, dataset: 'c10' }, path);
  const space = createSpace(spaceOfTable(parsed), parsed.context);
  const estimator = tableEstimator(parsed, space);
  return {
    space,
    accuracyOf: (genotype: Genotype): number => estimator.estimate(genotype, 0).metrics['valAccuracy']!,
  };
}
