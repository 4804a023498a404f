import { describe, expect, it } from 'vitest';
import { curveFamily, regretOf } from '../../../support/learning-curves';

const SEEDS = Array.from({ length: 40 }, (_, seed) => seed);
/** In full measurements. */
const BUDGET = 40;

/** Regrets under seeds 0 to 39. */
function regrets(kind: 'parallel' | 'crossing', strategy: string): number[] {
  const family = curveFamily(kind);
  return SEEDS.map((seed) => regretOf(family, { kind: strategy }, seed, BUDGET));
}

/** Of 40 seeds; a fair coin gives 31 or more with probability 0.0003. */
function wins(of: readonly number[], against: readonly number[]): number {
  return SEEDS.filter((seed) => of[seed]! < against[seed]!).length;
}

function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

describe('where learning curves do not cross', () => {
  it.each(['successive-halving', 'hyperband', 'asha', 'bohb'])(
    '%s finds better candidates than training each in full, for the same epochs',
    (strategy) => {
      expect(wins(regrets('parallel', strategy), regrets('parallel', 'random'))).toBeGreaterThanOrEqual(31);
    },
  );
});

describe('where the best candidates learn slowest', () => {
  const random = regrets('crossing', 'random');
  const asha = regrets('crossing', 'asha');
  const hyperband = regrets('crossing', 'hyperband');

  it('ASHA gives them up, and its regret is far above that of training each in full', () => {
    console.info(
      `mean regret of ${BUDGET} measurements, seeds 0 to 39: random ${mean(random).toFixed(3)}, hyperband ${mean(hyperband).toFixed(3)}, asha ${mean(asha).toFixed(3)}`,
    );
    expect(wins(random, asha)).toBe(40);
    expect(mean(asha)).toBeGreaterThan(5 * mean(random));
  });

  it('Hyperband hedges: its last brackets measure in full', () => {
    expect(wins(hyperband, asha)).toBeGreaterThanOrEqual(31);
    expect(mean(hyperband)).toBeLessThan(mean(asha) / 2);
  });
});
