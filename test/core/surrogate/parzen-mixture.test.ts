import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/core/base/random';
import { categoricalKernel, ordinalKernel } from '../../../src/core/surrogate/parzen-kernels';
import { kernelDensity } from '../../../src/core/surrogate/parzen-kernel-density';
import { parzenMixture } from '../../../src/core/surrogate/parzen-mixture';
import type { Density } from '../../../src/core/surrogate/parzen-mixture';
import { ParzenPoints } from '../../../src/core/surrogate/parzen-points';
import type { ParzenKnob } from '../../../src/core/surrogate/parzen-points';

const category = (nValues: number, activeIf?: ParzenKnob['activeIf']): ParzenKnob => ({
  values: { length: nValues },
  ordinal: false,
  ...(activeIf && { activeIf }),
});
const ordered = (nValues: number): ParzenKnob => ({ values: { length: nValues }, ordinal: true });

/** The second knob has an effect while the first is not 0, the third while the second is 1. */
const TREE: readonly ParzenKnob[] = [
  category(3),
  category(2, { knob: 0, values: [1, 2] }),
  { ...ordered(4), activeIf: { knob: 1, values: [1] } },
];
const SETTINGS_OF_TREE = [
  [0, 0, 0],
  ...[1, 2].flatMap((first) => [[first, 0, 0], ...[0, 1, 2, 3].map((third) => [first, 1, third])]),
];

describe('kernels', () => {
  it('sum to 1 around every position, and are uniform where it is not known', () => {
    for (const kernel of [categoricalKernel(4, 0.3), ordinalKernel(4, 0.7), ordinalKernel(4, 1e-3, 0.1)]) {
      const sums = [0, 1, 2, 3, 4].map((known) =>
        [0, 1, 2, 3].reduce((sum, value) => sum + kernel[value * 5 + known]!, 0),
      );
      expect(sums.map((sum) => sum.toFixed(12))).toEqual(Array(5).fill('1.000000000000'));
      expect(kernel[4]).toBe(0.25);
    }
  });

  it('of ordered knobs hold the normal mass of each unit interval', () => {
    // Around the middle of three: one standard deviation on each side of half a step is 0.5.
    const kernel = ordinalKernel(3, 0.5);
    const [centre, side] = [0.6826894921, (0.9973002039 - 0.6826894921) / 2];

    expect(kernel[1 * 4 + 1]).toBeCloseTo(centre / (centre + 2 * side), 9);
    expect(kernel[0 * 4 + 1]).toBeCloseTo(side / (centre + 2 * side), 9);
  });

  it('of one value are certain', () => {
    expect([...categoricalKernel(1, 0), ...ordinalKernel(1, 0.4)]).toEqual([1, 1, 1, 1]);
  });
});

describe('parzenMixture', () => {
  it('is worked out by hand for two knobs', () => {
    const points = new ParzenPoints([category(2), category(3)]);
    points.add([0, 2]);
    points.addUnknown();
    const kernels = [categoricalKernel(2, 0.2), categoricalKernel(3, 0.4)];
    const mixture = parzenMixture(points, Int32Array.of(0, 1), Float64Array.of(0.75, 0.25), kernels);

    expect(Math.exp(mixture.logDensity([0, 2]))).toBeCloseTo(0.75 * 0.8 * 0.6 + 0.25 / 6, 12);
    expect(Math.exp(mixture.logDensity([1, 2]))).toBeCloseTo(0.75 * 0.2 * 0.6 + 0.25 / 6, 12);
  });

  it('is a distribution over a tree of conditional knobs, and draws from it', () => {
    const points = new ParzenPoints(TREE);
    for (const setting of [SETTINGS_OF_TREE[0]!, SETTINGS_OF_TREE[1]!, SETTINGS_OF_TREE[4]!])
      points.add(setting);
    points.addUnknown();
    const kernels = [categoricalKernel(3, 0.3), categoricalKernel(2, 0.2), ordinalKernel(4, 0.8)];
    const weights = Float64Array.of(0.3, 0.3, 0.3, 0.1);

    expectDistribution(parzenMixture(points, Int32Array.of(0, 1, 2, 3), weights, kernels));
  });

  it('multiplies kernels in groups as it would one by one', () => {
    const rng = createRng(5);
    const knobs = Array.from({ length: 12 }, (_, k) => (k % 3 === 0 ? ordered(7) : category(2 + (k % 4))));
    const setting = () => knobs.map(({ values }) => rng.below(values.length));
    const kernels = knobs.map(({ ordinal, values: { length } }) =>
      ordinal ? ordinalKernel(length, 1.2) : categoricalKernel(length, 0.3),
    );
    const points = new ParzenPoints(knobs);
    const settings = Array.from({ length: 100 }, setting);
    for (const one of settings) points.add(one);
    const members = Int32Array.from({ length: 50 }, (_, i) => 2 * i);
    const mixture = parzenMixture(points, members, new Float64Array(50).fill(1 / 50), kernels);

    const x = setting();
    const products = settings.map((known) =>
      known.reduce((p, position, k) => p * kernels[k]![x[k]! * (knobs[k]!.values.length + 1) + position]!, 1),
    );
    const expected = products.reduce((sum, p, i) => sum + (i % 2 === 0 ? p / 50 : 0), 0);
    expect(points.groups.length).toBeLessThan(knobs.length);
    expect(mixture.logDensity(x)).toBeCloseTo(Math.log(expected), 9);
  });

  it('forgets points that were taken back', () => {
    const points = new ParzenPoints([category(2)]);
    points.add([0]);
    points.add([1]);
    points.shrink(1);

    expect([points.size, points.add([0]), points.column(0)[1]]).toEqual([1, 1, 0]);
  });
});

describe('kernelDensity', () => {
  it('is a distribution over a tree of conditional knobs', () => {
    const density = kernelDensity(TREE, [SETTINGS_OF_TREE[2]!, SETTINGS_OF_TREE[5]!, SETTINGS_OF_TREE[0]!]);

    const total = SETTINGS_OF_TREE.reduce((sum, setting) => sum + Math.exp(density.logDensity(setting)), 0);
    expect(total).toBeCloseTo(1, 12);
  });

  it('has the bandwidths of the normal reference rule, and no smaller ones than allowed', () => {
    const knobs = [ordered(5), category(2), category(3)];
    const { bandwidths } = kernelDensity(knobs, [
      [0, 0, 1],
      [4, 1, 1],
    ]);

    const shrinkage = 1.06 * 2 ** (-1 / 7);
    expect([...bandwidths]).toEqual([shrinkage * 2, shrinkage * 0.5, 1e-3]);
  });

  it('draws around a point: a category stays with probability 1 - bandwidth, an order moves by three bandwidths', () => {
    const settings = [
      [0, 3],
      [1, 4],
      [0, 3],
      [0, 3],
    ];
    const density = kernelDensity([category(2), ordered(8)], settings);
    const [category0, order] = density.bandwidths as unknown as [number, number];
    const rng = createRng(11);
    const drawn = Array.from({ length: 20_000 }, () => density.sample(rng));

    // Four standard errors of 20,000 draws: a false alarm once in 16,000 runs.
    const near = (share: number): [number, number] => [share, 4 * Math.sqrt((share * (1 - share)) / 20_000)];
    const [zero, tolerance] = near(0.75 * (1 - category0 / 2) + (0.25 * category0) / 2);
    expect(Math.abs(drawn.filter(([x]) => x === 0).length / 20_000 - zero)).toBeLessThan(tolerance);
    const wide = ordinalKernel(8, 3 * order);
    const [three, slack] = near(0.75 * wide[3 * 9 + 3]! + 0.25 * wide[3 * 9 + 4]!);
    expect(Math.abs(drawn.filter(([, y]) => y === 3).length / 20_000 - three)).toBeLessThan(slack);
  });

  it('gives no setting a density of 0', () => {
    const density = kernelDensity([ordered(50), category(3)], [[0, 0]]);

    expect(density.logDensity([49, 2])).toBeGreaterThan(-Infinity);
  });
});

/** Densities sum to 1, and 20,000 draws agree with them by chi-squared: below the 1e-5 quantile's limit. */
function expectDistribution(density: Density): void {
  const probabilities = SETTINGS_OF_TREE.map((setting) => Math.exp(density.logDensity(setting)));
  expect(probabilities.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);

  const rng = createRng(7);
  const counts = new Map<string, number>();
  const nDraws = 20_000;
  for (let i = 0; i < nDraws; i++) {
    const key = density.sample(rng).join();
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const chiSquared = SETTINGS_OF_TREE.reduce((sum, setting, i) => {
    const expected = nDraws * probabilities[i]!;
    return sum + ((counts.get(setting.join()) ?? 0) - expected) ** 2 / expected;
  }, 0);
  expect(chiSquared).toBeLessThan(42); // 10 degrees of freedom: exceeded with probability 1e-5
}
