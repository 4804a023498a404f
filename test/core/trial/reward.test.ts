import { describe, expect, it } from 'vitest';
import { missingForReward, rewardOf, withReward } from '../../../src/core/trial/reward';
import type { Reward } from '../../../src/core/trial/reward';

const quality = { metric: 'valAccuracy', range: [0.5, 1] } as const;
const cost = { metric: 'energyEstimateMj', range: [20, 10] } as const;
const mixed = (alpha: number): Reward => ({ kind: 'mixed', alpha, quality, cost });

const CASES: readonly (readonly [string, Reward, accuracy: number, energy: number, reward: number])[] = [
  ['mixed weighs quality against cost', mixed(0.75), 0.9, 15, 0.75 * 0.8 - 0.25 * 0.5],
  ['mixed with alpha 1 is quality', mixed(1), 0.9, 19, 0.8],
  ['mixed with alpha 0 is minus cost', mixed(0), 0.9, 12.5, -0.25],
  ['quality below its range counts as its worst', mixed(1), 0.1, 15, 0],
  ['quality above its range counts as its best', mixed(1), 1.2, 15, 1],
  ['cost above its range counts as its worst', mixed(0), 0.9, 30, -1],
  ['cost below its range counts as its best', mixed(0), 0.9, 1, 0],
  [
    'a cost below the limit leaves quality',
    { kind: 'cost-constrained', limit: 15, quality, cost },
    0.9,
    14,
    0.8,
  ],
  ['a cost at the limit leaves nothing', { kind: 'cost-constrained', limit: 15, quality, cost }, 0.9, 15, 0],
  [
    'a limit outside the range counts as it is',
    { kind: 'cost-constrained', limit: 30, quality, cost },
    0.9,
    29,
    0.8,
  ],
  [
    'quality at the threshold leaves thrift',
    { kind: 'quality-constrained', threshold: 0.9, quality, cost },
    0.9,
    12.5,
    0.75,
  ],
  [
    'quality below the threshold leaves nothing',
    { kind: 'quality-constrained', threshold: 0.9, quality, cost },
    0.89,
    10,
    0,
  ],
];

describe('a reward', () => {
  it.each(CASES)('%s', (_, reward, valAccuracy, energyEstimateMj, expected) => {
    expect(rewardOf({ valAccuracy, energyEstimateMj }, reward)).toBeCloseTo(expected, 12);
  });

  it('takes the direction of each metric from its range', () => {
    const parts = {
      quality: { metric: 'valLoss', range: [2, 0] },
      cost: { metric: 'imagesPerSecond', range: [0, 100] },
    } as const;
    const metrics = { valLoss: 0.5, imagesPerSecond: 80 };

    expect(rewardOf(metrics, { kind: 'mixed', alpha: 0.5, ...parts })).toBeCloseTo(
      0.5 * 0.75 - 0.5 * 0.2,
      12,
    );
    expect(rewardOf(metrics, { kind: 'cost-constrained', limit: 70, ...parts })).toBe(0.75);
    expect(rewardOf(metrics, { kind: 'cost-constrained', limit: 90, ...parts })).toBe(0);
    expect(rewardOf(metrics, { kind: 'quality-constrained', threshold: 0.6, ...parts })).toBeCloseTo(0.8, 12);
    expect(rewardOf(metrics, { kind: 'quality-constrained', threshold: 0.4, ...parts })).toBe(0);
  });

  it('is added to metrics that have both of its parts, and to no others', () => {
    expect(withReward({ valAccuracy: 1, energyEstimateMj: 10 }, mixed(0.5))).toEqual({
      valAccuracy: 1,
      energyEstimateMj: 10,
      reward: 0.5,
    });
    expect(withReward({ valAccuracy: 1 }, mixed(0.5))).toEqual({ valAccuracy: 1 });
    expect(withReward({ valAccuracy: 1 }, undefined)).toEqual({ valAccuracy: 1 });
  });

  it('says which of its parts is missing', () => {
    expect(missingForReward({ valAccuracy: 1 }, mixed(0.5))).toBe('energyEstimateMj');
    expect(missingForReward({ valAccuracy: 1, energyEstimateMj: 1 }, mixed(0.5))).toBeUndefined();
    expect(missingForReward({}, undefined)).toBeUndefined();
  });
});
