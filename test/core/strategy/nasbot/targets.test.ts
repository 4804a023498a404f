import { describe, expect, it } from 'vitest';
import { targetsOf } from '../../../../src/core/strategy/nasbot/targets';

const score = (value: number, violation = 0) => ({ values: [value], violation });

describe.each(['log-regret', 'standardized'] as const)('targets, %s,', (kind) => {
  it('rank as scores do, what breaks a constraint below all that does not, more below less', () => {
    const { values } = targetsOf([score(0.5), score(0.9), score(0.99, 1), score(0.1), score(0.99, 3)], kind);

    const order = [...values.keys()].sort((i, j) => values[i]! - values[j]!);
    expect(order).toEqual([4, 2, 3, 0, 1]);
  });

  it('have mean 0 and variance 1, and lead back to scores', () => {
    const scores = [0.5, 0.9, 0.7, 0.1];
    const { values, scale } = targetsOf(
      scores.map((value) => score(value)),
      kind,
    );

    expect(values.reduce((a, b) => a + b)).toBeCloseTo(0, 12);
    expect(values.reduce((sum, value) => sum + value ** 2, 0) / 4).toBeCloseTo(1, 12);
    values.forEach((value, i) => expect(scale.toScore(value)).toBeCloseTo(scores[i]!, 12));
  });

  it.each([
    { name: 'all scores are equal', scores: [score(3), score(3)] },
    { name: 'nothing is feasible', scores: [score(3, 1), score(4, 1)] },
  ])('are equal where $name', ({ scores }) => {
    const { values } = targetsOf(scores, kind);

    expect(values[0]).toBe(values[1]);
    expect(Number.isFinite(values[0])).toBe(true);
  });
});
