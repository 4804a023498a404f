import { describe, expect, it } from 'vitest';
import { logRegretScale, standardizedScale } from '../../../../src/core/strategy/bayesian/targets';

const SCORES = [0.1, 0.52, 0.9, 0.91, 0.93, 0.935, 0.94];

describe.each([
  { title: 'the log of the regret', scaleOf: logRegretScale },
  { title: 'standardised scores', scaleOf: standardizedScale },
])('$title', ({ scaleOf }) => {
  it('has mean 0 and variance 1, keeps the order, and leads back', () => {
    const { toTarget, toScore } = scaleOf(SCORES);
    const targets = SCORES.map(toTarget);

    const mean = targets.reduce((a, b) => a + b, 0) / targets.length;
    expect(mean).toBeCloseTo(0, 12);
    expect(targets.reduce((sum, target) => sum + target ** 2, 0) / targets.length).toBeCloseTo(1, 12);
    expect(targets).toEqual(targets.toSorted((a, b) => a - b));
    targets.forEach((target, i) => expect(toScore(target)).toBeCloseTo(SCORES[i]!, 12));
  });

  it('does not depend on the unit', () => {
    const percent = scaleOf(SCORES.map((score) => 100 * score - 7));

    SCORES.forEach((score) =>
      expect(percent.toTarget(100 * score - 7)).toBeCloseTo(scaleOf(SCORES).toTarget(score), 10),
    );
  });

  it.each([[[0.1, 0.1, 0.1]], [[3]]])('is 0 for %j', (scores) => {
    scores.forEach((score) => expect(scaleOf(scores).toTarget(score)).toBeCloseTo(0, 12));
  });
});

describe('the log of the regret', () => {
  it('spreads the good and squeezes the bad', () => {
    const gap = (scaleOf: typeof logRegretScale, low: number, high: number): number =>
      scaleOf(SCORES).toTarget(high) - scaleOf(SCORES).toTarget(low);

    expect(gap(logRegretScale, 0.93, 0.94)).toBeGreaterThan(3 * gap(standardizedScale, 0.93, 0.94));
    expect(gap(logRegretScale, 0.1, 0.52)).toBeLessThan(0.5 * gap(standardizedScale, 0.1, 0.52));
  });

  it('is finite where half of the scores are the best', () => {
    const { toTarget } = logRegretScale([1, 2, 2, 2]);

    expect([1, 2].map(toTarget).every(Number.isFinite)).toBe(true);
  });
});
