import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src/core/base/random';
import { parseTable, tableEstimator } from '../../../../src/core/estimator/table';
import { spaceOfTable } from '../../../../src/core/estimator/table-space';
import { createSpace } from '../../../../src/core/space/catalog';
import type { Genotype } from '../../../../src/core/space/space';
import { fitPredictor } from '../../../../src/core/strategy/model/predictor-model';
import { predictorOptions } from '../../../../src/core/strategy/model/predictor-options';
import type { TrialId } from '../../../../src/core/trial/trial';
import { benchData } from '../../../support/bench-data';
import { racesOn } from '../../../support/table-races';
import { wilcoxonSignedRank } from '../../../support/wilcoxon';

const path = 'nasbench201.json.gz';
const text = benchData(path);
const OPTIONS = predictorOptions.parse({ kind: 'predictor' });

describe.skipIf(text === undefined)('predictor-guided search on NAS-Bench-201', () => {
  it('ranks held-out cells after 50 random ones: mean Kendall tau of at least 0.5 over five seeds', () => {
    const table = parseTable(JSON.parse(text!) as unknown, { kind: 'table', path, dataset: 'c10' }, path);
    const space = createSpace(spaceOfTable(table), table.context);
    const estimator = tableEstimator(table, space);
    const accuracyOf = (genotype: Genotype): number =>
      estimator.estimate(genotype, 0).metrics['valAccuracy']!;
    const taus = [1, 2, 3, 4, 5].map((seed) => {
      const rng = createRng(seed);
      const cells = Array.from({ length: 250 }, () => space.sample(rng));
      const measured = cells.slice(0, 50).map((genotype, i) => ({
        trial: i as TrialId,
        id: space.candidateId(genotype),
        genotype,
        score: { values: [accuracyOf(genotype)], violation: 0 },
      }));
      const held = cells.slice(50);
      const { means } = fitPredictor(space, 'path', OPTIONS, measured, rng).predict(held);
      return kendallTau([...means], held.map(accuracyOf));
    });

    expect(taus.reduce((sum, tau) => sum + tau, 0) / taus.length).toBeGreaterThanOrEqual(0.5);
  });

  it.each([
    { title: 'ridge regression', options: { regressor: 'ridge' } },
    { title: 'the mutations alone, without a model,', options: { acquisition: 'random' } },
  ])('$title beats random search at 100 evaluations (Wilcoxon over 30 seeds, p < 0.01)', ({ options }) => {
    expect(pOfMore(options)).toBeLessThan(0.01);
  });

  it('is random search without a model and without mutations: no difference over 30 seeds at p < 0.01', () => {
    const p = pOfMore({ acquisition: 'random', candidateSet: 'random' });

    expect(Math.min(p, 1 - p)).toBeGreaterThan(0.005);
  });
});

/** One-sided, that the search does better than random search. */
function pOfMore(options: Readonly<Record<string, unknown>>): number {
  const race = racesOn(text!, 'c10', 'validation');
  const differences = Array.from(
    { length: 30 },
    (_, seed) =>
      race({ kind: 'predictor', ...options }, seed, 100).curve.at(-1)! -
      race({ kind: 'random' }, seed, 100).curve.at(-1)!,
  );
  return wilcoxonSignedRank(differences);
}

/** The share of pairs in the same order less that of pairs in the reverse one. */
function kendallTau(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++)
    for (let j = 0; j < i; j++) sum += Math.sign(a[i]! - a[j]!) * Math.sign(b[i]! - b[j]!);
  return sum / ((a.length * (a.length - 1)) / 2);
}
