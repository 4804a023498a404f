import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src/core/base/random';
import type { Genotype, SearchSpace } from '../../../../src/core/space/space';
import type { Measured } from '../../../../src/core/strategy/history';
import { encodingFor, fitPredictor } from '../../../../src/core/strategy/model/predictor-model';
import { predictorOptions } from '../../../../src/core/strategy/model/predictor-options';
import { rankCorrelation } from '../../../../src/core/strategy/progressive/rank-correlation';
import type { TrialId } from '../../../../src/core/trial/trial';
import { nb201Space } from '../../../support/spaces';
import { toySpace } from '../../../support/toy-space';

const OPTIONS = predictorOptions.parse({ kind: 'predictor' });
const WEIGHTS = [4, -2, 1, 3];

describe('the encoding of a predictor', () => {
  it.each([
    { title: 'paths where the space has them', space: nb201Space(), encoding: 'path' },
    { title: 'else one-hot', space: toySpace(2, 2), encoding: 'one-hot' },
  ])('is $title', ({ space, encoding }) => {
    expect(encodingFor(space, 'auto')).toBe(encoding);
  });

  it('is refused where the space does not have it', () => {
    expect(() => encodingFor(toySpace(2, 2), 'path')).toThrow(
      expect.objectContaining({ name: 'InputError', path: 'encoding' }) as Error,
    );
  });

  it('has one number for every path of one, two or three operations, and knows no edge that is on none', () => {
    const space = nb201Space();
    const code = (...edges: number[]): number[] => [...space.encode(edges, 'path')];
    const convolution = space.knobs[0]!.values.indexOf('nor_conv_3x3');
    const at = (ones: readonly number[]) => Array.from({ length: 84 }, (_, i) => (ones.includes(i) ? 1 : 0));

    expect(code(0, 0, 0, convolution, 0, 0)).toEqual(at([convolution - 1]));
    expect(code(convolution, 0, 0, convolution, 0, 0)).toEqual(at([convolution - 1]));
    expect(code(1, 0, 0, 0, 1, 0)).toEqual(at([4]));
    expect(code(1, 0, 1, 0, 0, 1)).toEqual(at([20]));
  });
});

describe('a fitted predictor', () => {
  it.each(['mlp-ensemble', 'random-forest', 'ridge', 'gaussian-process'] as const)(
    '%s ranks held-out candidates of an additive function (Spearman above 0.7)',
    (regressor) => {
      const space = toySpace(4, 3);
      const all = createRng(5).shuffled([...space.enumerate()]);
      const model = fitted(
        space,
        all.slice(0, 40).map((genotype) => [genotype, worth(genotype), 0]),
        regressor,
      );
      const held = all.slice(40);
      const { means } = model.predict(held);

      expect(rankCorrelation(held.map((one, i) => [means[i]!, worth(one)]))).toBeGreaterThan(0.7);
    },
  );

  it('puts a forecast back on the scale of scores', () => {
    const model = fitted(toySpace(1, 3), [
      [[0], 10, 0],
      [[1], 30, 0],
      [[2], 20, 0],
    ]);

    const { mean, sd } = model.inScores(model.best, 0);
    expect(mean).toBeCloseTo(30, 9);
    expect(sd).toBe(0);
    expect(model.inScores(model.best, 0.1).sd).toBeGreaterThan(0);
  });

  it('takes what breaks a limit for the worst that was measured', () => {
    const model = fitted(toySpace(1, 3), [
      [[0], 10, 0],
      [[1], 99, 1],
      [[2], 20, 0],
    ]);

    const [first, broken, best] = model.predict([[0], [1], [2]]).means;
    expect(Math.abs(broken! - first!)).toBeLessThan(0.5);
    expect(best! - broken!).toBeGreaterThan(1);
  });

  it('looks for the smaller violation where nothing is within the limits', () => {
    const model = fitted(toySpace(1, 3), [
      [[0], 10, 5],
      [[1], 99, 9],
      [[2], 20, 1],
    ]);

    const [middle, worst, best] = model.predict([[0], [1], [2]]).means;
    expect([best! > middle!, middle! > worst!]).toEqual([true, true]);
  });
});

function worth(genotype: Genotype): number {
  return genotype.reduce((sum, value, knob) => sum + value * WEIGHTS[knob]!, 0);
}

/** Fitted to genotypes, their values and by how much they break limits. */
function fitted(
  space: SearchSpace,
  trials: readonly (readonly [Genotype, number, number])[],
  regressor: typeof OPTIONS.regressor = 'mlp-ensemble',
) {
  const measured = trials.map(([genotype, value, violation], i): Measured => ({
    trial: i as TrialId,
    id: space.candidateId(genotype),
    genotype,
    score: { values: [value], violation },
  }));
  return fitPredictor(space, 'one-hot', { ...OPTIONS, regressor }, measured, createRng(1));
}
