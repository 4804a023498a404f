import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { trainingOptions } from '../../src/core/estimator/options';
import type { TrainingSpec } from '../../src/core/estimator/options';
import { targetsOf, weightsOfClasses } from '../../src/tensor/targets';
import type { NetworkTask } from '../../src/tensor/network';

const CLASSES: NetworkTask = { kind: 'classes', names: ['a', 'b'] };

describe('targets', () => {
  it('of classes are distributions, with a share of the label spread over all', () => {
    const write = targetsOf({ y: Float32Array.of(1, 0) }, CLASSES, spec({ labelSmoothing: 0.2 }));
    const rows = new Float32Array(6);
    expect([write(0, rows, 2), write(1, rows, 4)]).toEqual([1, 1]);
    expect(rows).toEqual(Float32Array.of(0, 0, 0.1, 0.9, 0.9, 0.1));
  });

  it('of values are standardised', () => {
    const task: NetworkTask = { kind: 'values', names: ['u', 'v'], mean: [100, 0], deviation: [10, 2] };
    const write = targetsOf({ y: Float32Array.of(0, 0, 120, -3) }, task, spec({}));
    const row = new Float32Array(2);
    expect(write(1, row, 0)).toBe(1);
    expect(row).toEqual(Float32Array.of(2, -1.5));
  });

  it('say what their example counts', () => {
    const write = targetsOf({ y: Float32Array.of(0, 1, 1, 1) }, CLASSES, spec({ classWeights: 'balanced' }));
    const row = new Float32Array(2);
    expect([0, 1, 2, 3].map((example) => write(example, row, 0))).toEqual([2, 2 / 3, 2 / 3, 2 / 3]);
  });
});

describe('weights of classes', () => {
  const labels = Float32Array.of(0, 0, 0, 1);

  it.each<[TrainingSpec['classWeights'], readonly number[]]>([
    [null, [1, 1, 1]],
    // As much for each class that occurs; the third does not.
    ['balanced', [2 / 3, 2, 0]],
    [
      [1, 5, 9],
      [1 / 2, 5 / 2, 9 / 2],
    ],
    [
      [2, 10, 18],
      [1 / 2, 5 / 2, 9 / 2],
    ],
    // Nothing can be learned from what does not count, but nothing is divided by 0 either.
    [
      [0, 0, 1],
      [0, 0, 0],
    ],
  ])('of %j are %j', (choice, weights) => {
    const got = weightsOfClasses(labels, 3, choice);
    expect(got.map((weight) => weight.toFixed(12))).toEqual(weights.map((weight) => weight.toFixed(12)));
  });

  it('are 1 on the average over the examples', () => {
    const label = fc.integer({ min: 0, max: 3 });
    fc.assert(
      fc.property(
        fc.array(label, { minLength: 1 }),
        fc.oneof(
          fc.constant('balanced' as const),
          fc.array(fc.double({ min: 0.01, max: 10, noNaN: true }), { minLength: 4, maxLength: 4 }),
        ),
        (all, choice) => {
          const weights = weightsOfClasses(Float32Array.from(all), 4, choice);
          const sum = all.reduce((total, one) => total + weights[one]!, 0);
          expect(sum / all.length).toBeCloseTo(1, 9);
        },
      ),
    );
  });
});

function spec(options: Partial<TrainingSpec>): TrainingSpec {
  return trainingOptions.parse({ kind: 'training', ...options });
}
