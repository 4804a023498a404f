import { describe, expect, it } from 'vitest';
import { RewardSignal } from '../../../../src/core/strategy/reinforcement/reward-signal';

const feasible = (value: number) => ({ values: [value], violation: 0 });
const broken = (value: number, violation: number) => ({ values: [value], violation });

describe('the advantage', () => {
  it('is against the average of the rewards before, corrected for its start, in standard deviations', () => {
    const signal = new RewardSignal(0.9);
    expect(signal.baseline).toBeUndefined();
    expect(signal.advantageOf(feasible(10))).toBe(0);
    expect(signal.baseline).toBeCloseTo(10, 12);
    // The deviation of 10 and 14 is sqrt(8).
    expect(signal.advantageOf(feasible(14))).toBeCloseTo(4 / Math.sqrt(8), 12);
    const second = (0.9 * 10 + 14) / 1.9;
    expect(signal.baseline).toBeCloseTo(second, 12);
    // Of 10, 14 and 6 it is 4.
    expect(signal.advantageOf(feasible(6))).toBeCloseTo((6 - second) / 4, 12);
  });

  it('depends neither on the unit of the objective nor on its zero', () => {
    const values = [3, 1, 4, 1, 5, 9, 2, 6];
    const [plain, moved] = [(x: number) => x, (x: number) => 250 * x - 7e4].map((of) => {
      const signal = new RewardSignal(0.9);
      return values.map((value) => signal.advantageOf(feasible(of(value))));
    });

    for (const [i, advantage] of plain!.entries()) expect(moved![i]).toBeCloseTo(advantage, 9);
  });

  it('of equals is nothing', () => {
    const signal = new RewardSignal(0.9);
    expect([7, 7, 7].map((value) => signal.advantageOf(feasible(value)))).toEqual([0, 0, 0]);
  });
});

describe('a candidate that breaks a constraint', () => {
  const after = (...scores: readonly { values: number[]; violation: number }[]): number => {
    const signal = new RewardSignal(0);
    for (const score of scores) signal.advantageOf(score);
    return signal.baseline!;
  };

  it('gets less than the worst that breaks none, by its violation', () => {
    expect(after(feasible(5), feasible(9), broken(100, 0.5))).toBe(3);
    expect(after(feasible(5), feasible(9), broken(100, 2))).toBe(-3);
    expect(after(feasible(5), broken(100, 0.5))).toBe(4.5);
  });

  it('gets minus its violation while there is nothing else', () => {
    expect(after(broken(100, 0.5))).toBe(-0.5);
  });
});
