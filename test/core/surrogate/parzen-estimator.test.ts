import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/core/base/random';
import { parzenEstimator } from '../../../src/core/surrogate/parzen-estimator';
import type { Density } from '../../../src/core/surrogate/parzen-mixture';
import { ParzenPoints } from '../../../src/core/surrogate/parzen-points';
import type { ParzenKnob, Positions } from '../../../src/core/surrogate/parzen-points';

const category = (nValues: number): ParzenKnob => ({ values: { length: nValues }, ordinal: false });
const ordered = (nValues: number): ParzenKnob => ({ values: { length: nValues }, ordinal: true });
/** The second knob has an effect while the first is 1. */
const CONDITIONAL: readonly ParzenKnob[] = [
  category(2),
  { ...ordered(3), activeIf: { knob: 0, values: [1] } },
];

describe('parzenEstimator', () => {
  it('is a uniform distribution before anything is known', () => {
    for (const multivariate of [true, false]) {
      const density = estimator([category(4), ordered(5)], [], multivariate);
      expect(Math.exp(density.logDensity([2, 3]))).toBeCloseTo(1 / 20, 12);
    }
  });

  it('smooths categories by the prior weight over n + 1 in every point', () => {
    // Two points and the prior: each point gives its category (1 + 1/3)/(1 + 3/3) = 2/3 and the others 1/6.
    const density = estimator([category(3)], [[0], [1]], false);

    expect(Math.exp(density.logDensity([0]))).toBeCloseTo((2 / 3 + 1 / 6 + 1 / 3) / 3, 12);
    expect(Math.exp(density.logDensity([2]))).toBeCloseTo((1 / 6 + 1 / 6 + 1 / 3) / 3, 12);
  });

  it('sees that knobs go together only when they are modelled together', () => {
    const settings = Array.from({ length: 20 }, (_, i) => [i % 2, i % 2]);
    const knobs = [category(2), category(2)];
    const ratio = (multivariate: boolean): number => {
      const density = estimator(knobs, settings, multivariate);
      return Math.exp(density.logDensity([1, 1]) - density.logDensity([1, 0]));
    };

    expect(ratio(false)).toBeCloseTo(1, 12);
    expect(ratio(true)).toBeGreaterThan(5);
  });

  it('spreads ordered knobs to near values, less the more points there are', () => {
    const ratios = [4, 400].map((n) => {
      const density = estimator([ordered(9)], Array<Positions>(n).fill([4]), false);
      return [5, 6].map((value) => Math.exp(density.logDensity([value]) - density.logDensity([4])));
    });

    expect(ratios[0]![0]!).toBeGreaterThan(ratios[0]![1]!);
    expect(ratios[0]![0]!).toBeGreaterThan(ratios[1]![0]!);
  });

  it('lets points beyond the latest 25 fade, down to 1/n', () => {
    // 30 points: the oldest five weigh 1/30 to 1 in even steps, 31/12 together.
    const settings = Array.from({ length: 30 }, (_, i) => [i < 5 ? 0 : 1]);
    const density = estimator([category(2)], settings, false);

    const smoothing = 1 / 31;
    const own = (1 + smoothing) / (1 + 2 * smoothing);
    const aged = (5 * (1 + 1 / 30)) / 2;
    expect(Math.exp(density.logDensity([0]))).toBeCloseTo(
      (aged * own + 25 * (1 - own) + 0.5) / (aged + 26),
      12,
    );
  });

  it.each([true, false])(
    'is a distribution over conditional knobs and draws members (together: %s)',
    (together) => {
      const density = estimator(CONDITIONAL, [[0, 0], [1, 2], [1, 1]], together); // prettier-ignore
      const members = [[0, 0], [1, 0], [1, 1], [1, 2]]; // prettier-ignore

      const total = members.reduce((sum, setting) => sum + Math.exp(density.logDensity(setting)), 0);
      expect(total).toBeCloseTo(1, 12);
      const rng = createRng(2);
      const drawn = new Set(Array.from({ length: 300 }, () => density.sample(rng).join()));
      expect([...drawn].sort()).toEqual(['0,0', '1,0', '1,1', '1,2']);
    },
  );

  it('learns a conditional knob from the points that know it', () => {
    // The first setting would count for position 0 if it were believed.
    const density = estimator(CONDITIONAL, [...Array<Positions>(20).fill([0, 0]), [1, 2]], false);

    expect(density.logDensity([1, 2])).toBeGreaterThan(density.logDensity([1, 0]));
  });
});

function estimator(
  knobs: readonly ParzenKnob[],
  settings: readonly Positions[],
  multivariate: boolean,
): Density {
  const points = new ParzenPoints(knobs);
  const prior = points.addUnknown();
  const members = Int32Array.from(settings, (setting) => points.add(setting));
  return parzenEstimator(points, { members, prior, priorWeight: 1, multivariate });
}
