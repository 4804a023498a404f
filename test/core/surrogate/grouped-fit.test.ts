import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/core/base/random';
import {
  fitGrouped,
  groupedPrior,
  groupedProcess,
  negativeLogPosterior,
} from '../../../src/core/surrogate/grouped-fit';
import { groupedKernel } from '../../../src/core/surrogate/grouped-kernel';

describe('groupedKernel', () => {
  it('adds a squared exponential, the share of equal choices and a linear part', () => {
    // w = [1, 2], a = 0.5, b = 0.25, c = 0.125, noise 0.1.
    const kernel = groupedKernel(Float64Array.from([1, 2, 0.5, 0.25, 0.125, 0.1], Math.log));
    const out = new Float64Array(3);
    // Two pairs of D1, D2, share, inner product; the first is skipped.
    const parts = Float64Array.from([9, 9, 9, 9, 0.3, 0.2, 0.5, -2, 0, 0, 1, 4]);
    kernel.fill(parts, 1, 2, out, 1);

    expect([...out]).toEqual([
      0,
      expect.closeTo(0.5 * Math.exp(-0.7) + 0.125 - 0.25, 14),
      expect.closeTo(0.5 + 0.25 + 0.5, 14),
    ]);
    expect(kernel.noise).toBeCloseTo(0.1, 14);
  });
});

describe('negativeLogPosterior', () => {
  it('has the gradient that finite differences have (seed 11)', () => {
    const { rows, targets } = drawn(12, 11);
    const prior = groupedPrior(2);
    const at = prior.means.map((mean, i) => mean + [0.4, -0.8, 0.3, -0.5, 0.2, -0.3][i]!);
    const gradient = new Float64Array(6);
    negativeLogPosterior(at, rows, targets, prior, gradient);

    const valueAt = (i: number, step: number): number =>
      negativeLogPosterior(
        at.map((x, k) => (k === i ? x + step : x)),
        rows,
        targets,
        prior,
        new Float64Array(6),
      );
    const step = 1e-5;
    const differences = Array.from(at, (_, i) => (valueAt(i, step) - valueAt(i, -step)) / (2 * step));
    expect([...gradient]).toEqual(differences.map((slope) => expect.closeTo(slope, 5) as number));
  });

  it('is hopeless where numbers are not finite', () => {
    const { rows, targets } = drawn(4, 11);
    rows[2]![0] = NaN;
    const prior = groupedPrior(2);
    expect(negativeLogPosterior(prior.means, rows, targets, prior, new Float64Array(6))).toBe(Infinity);
  });
});

describe('fitGrouped', () => {
  it('gives weight to the group that matters and none to one that does not (seed 5)', () => {
    const { rows, targets } = drawn(60, 5);
    const fitted = fitGrouped(groupedPrior(2).means, rows, targets, groupedPrior(2), 40).map(Math.exp);
    // Targets depend on the first group alone; both weights begin at 0.5.
    expect({ weights: fitted[1]! < fitted[0]! / 10, noise: fitted[5]! < 0.05 }).toEqual({
      weights: true,
      noise: true,
    });
  });

  it('ends at least as likely as it began', () => {
    const { rows, targets } = drawn(20, 7);
    const prior = groupedPrior(2);
    const valueOf = (x: Float64Array): number =>
      negativeLogPosterior(x, rows, targets, prior, new Float64Array(6));
    const fitted = fitGrouped(prior.means, rows, targets, prior, 12);
    expect(valueOf(fitted)).toBeLessThan(valueOf(prior.means));
    expect(groupedProcess(fitted, rows, targets)!.size).toBe(20);
  });
});

/** Inputs with two groups of one feature each; a smooth function of the first. */
function drawn(n: number, seed: number): { rows: Float64Array[]; targets: Float64Array } {
  const rng = createRng(seed);
  const inputs = Array.from({ length: n }, () => [rng.normal(), rng.normal()]);
  const rows = inputs.map((x, i) =>
    Float64Array.from(
      inputs
        .slice(0, i + 1)
        .flatMap((y) => [
          (x[0]! - y[0]!) ** 2,
          (x[1]! - y[1]!) ** 2,
          x[0]! > 0 === y[0]! > 0 ? 1 : 0,
          x[1]! * y[1]!,
        ]),
    ),
  );
  return { rows, targets: Float64Array.from(inputs, ([first]) => Math.sin(2 * first!) * 1.3) };
}
