import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/core/base/random';
import { GaussianProcess } from '../../../src/core/surrogate/gaussian-process';

/** Squared exponential of numbers. */
const k = (a: number, b: number): number => Math.exp(-0.5 * (a - b) ** 2);

const X = [-2, -0.7, 0.1, 1.5, 2.2];
const Y = Float64Array.from(X, (x) => Math.sin(2 * x) + 3);

describe('GaussianProcess', () => {
  it('interpolates as the noise goes to zero, and is certain there', () => {
    const { means, variances } = predict(process(X, Y, 1e-10), X, X);

    expect(largestGap(means, Y)).toBeLessThan(1e-6);
    expect(Math.max(...variances)).toBeLessThan(1e-8);
  });

  it('falls back to the prior far away from all it knows', () => {
    const { means, variances } = predict(process(X, Y, 0.1, 3), X, [50]);

    expect([means[0], variances[0]]).toEqual([3, 1]);
  });

  it('is worked out by hand for one observation', () => {
    // Variance 1 and noise 1: half of the residual is believed.
    const { means, variances } = predict(process([0], Float64Array.of(4), 1, 2), [0], [0]);

    expect(means[0]).toBeCloseTo(3, 12);
    expect(variances[0]).toBeCloseTo(0.5, 12);
  });

  it('appends observations to what conditioning on all of them gives', () => {
    const whole = process(X, Y, 0.01, 3);
    const grown = process(X.slice(0, 2), Y.slice(0, 2), 0.01, 3);
    for (let i = 2; i < X.length; i++)
      expect(grown.append(covariances(X.slice(0, i), [X[i]!]), 1.01, Y[i]!)).toBe(true);

    const at = [-3, 0, 1];
    expect(largestGap(predict(grown, X, at).means, predict(whole, X, at).means)).toBeLessThan(1e-10);
    expect(largestGap(predict(grown, X, at).variances, predict(whole, X, at).variances)).toBeLessThan(1e-10);
    expect(grown.logMarginalLikelihood()).toBeCloseTo(whole.logMarginalLikelihood(), 10);
  });

  it('takes other targets without factoring again', () => {
    const gp = process(X, Y, 0.01);
    const other = Y.map((y) => y * y);
    gp.setTargets(other, 1);

    expect(gp.logMarginalLikelihood()).toBeCloseTo(process(X, other, 0.01, 1).logMarginalLikelihood(), 10);
  });

  it('has the density of a normal distribution as its likelihood', () => {
    const [a, b] = [0.3, -1.1];
    const r = k(0, 1);
    const density = Math.exp(process([0, 1], Float64Array.of(a, b), 0.5).logMarginalLikelihood());

    const determinant = 1.5 ** 2 - r ** 2;
    const quadratic = (1.5 * a * a - 2 * r * a * b + 1.5 * b * b) / determinant;
    expect(density).toBeCloseTo(Math.exp(-0.5 * quadratic) / (2 * Math.PI * Math.sqrt(determinant)), 12);
  });

  it('knows the gradient of its likelihood by covariances and by the prior mean', () => {
    const n = X.length;
    const matrix = covariances(X, X, 0.3);
    const likelihood = (change: (m: Float64Array) => void, mean = 1): number => {
      const changed = matrix.slice();
      change(changed);
      return condition(changed, Y, mean).logMarginalLikelihood();
    };
    const h = 1e-6;
    const gradient = condition(matrix, Y, 1).likelihoodGradient();
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) {
        // Only the lower triangle is read, so an entry beside the diagonal stands for two.
        const move = (by: number) => likelihood((m) => (m[i * n + j]! += by));
        const slope = (move(h) - move(-h)) / (2 * h);
        expect(gradient[i * n + j]! * (i === j ? 1 : 2)).toBeCloseTo(slope, 5);
        expect(gradient[j * n + i]).toBe(gradient[i * n + j]);
      }
    }
    const slope = (likelihood(() => undefined, 1 + h) - likelihood(() => undefined, 1 - h)) / (2 * h);
    expect(
      condition(matrix, Y, 1)
        .weights()
        .reduce((a, b) => a + b),
    ).toBeCloseTo(slope, 5);
  });

  it('draws jointly with the mean and the covariance of its posterior (seed 4)', () => {
    const at = [-1.4, -1.3, 0.8];
    const gp = process(X, Y, 0.1, 3);
    const rng = createRng(4);
    const draw = gp.joint(covariances(at, X), covariances(at, at));
    const draws = Array.from({ length: 20_000 }, () => draw(Float64Array.from(at, () => rng.normal())));

    const { means, variances } = predict(gp, X, at);
    const moment = (i: number, j: number): number =>
      draws.reduce((sum, d) => sum + (d[i]! - means[i]!) * (d[j]! - means[j]!), 0) / draws.length;
    // The covariance of two inputs out of the variances of their process given each other.
    const both = process([...X, at[0]!], Float64Array.of(...Y, means[0]!), 0.1, 3);
    both.setTargets(Float64Array.of(...Y, means[0]! + 1), 3);
    const shift = (predict(both, [...X, at[0]!], [at[1]!]).means[0]! - means[1]!) * (variances[0]! + 0.1);
    // Standard errors are below 0.01 of a variance; five of them.
    expect(moment(0, 0) / variances[0]!).toBeCloseTo(1, 1);
    expect(moment(2, 2) / variances[2]!).toBeCloseTo(1, 1);
    expect(Math.abs(moment(0, 1) - shift)).toBeLessThan(0.05 * variances[0]!);
  });

  it('draws the targets themselves where nothing is uncertain', () => {
    const draw = process(X, Y, 1e-12).joint(covariances(X, X), covariances(X, X));

    expect(largestGap(draw(new Float64Array(X.length).fill(1)), Y)).toBeLessThan(1e-4);
  });

  describe('with pending inputs', () => {
    const pending = [0.9, 1.1];
    const at = [1, -1.5];
    const all = [...X, ...pending];

    it('keeps its means and becomes more certain around them', () => {
      const plain = predict(process(X, Y, 0.05, 3), X, at);
      const { means, variances } = predict(withPending(), all, at);

      expect(largestGap(means, plain.means)).toBeLessThan(1e-12);
      expect(variances[0]).toBeLessThan(0.5 * plain.variances[0]!);
    });

    it('moves under a fantasy as if the imagined targets had been measured', () => {
      const gp = withPending();
      const normals = Float64Array.of(1.3, -0.4);
      const imagined = gp.imagine(normals);
      const measured = process(all, Float64Array.of(...Y, ...imagined), 0.05, 3);

      const { means, variances, sway } = predict(gp, all, at);
      const moved = means.map(
        (mean, i) => mean + sway[2 * i]! * normals[0]! + sway[2 * i + 1]! * normals[1]!,
      );
      expect(largestGap(moved, predict(measured, all, at).means)).toBeLessThan(1e-10);
      expect(largestGap(variances, predict(measured, all, at).variances)).toBeLessThan(1e-10);
    });

    it('imagines what is predicted, with its spread and the noise', () => {
      const gp = process(X, Y, 0.05, 3);
      const { means, variances } = predict(gp, X, [0.9]);
      const [middle, above] = [0, 1].map((z) => withPending().imagine(Float64Array.of(z, 0))[0]!);

      expect(middle).toBeCloseTo(means[0]!, 12);
      expect(above! - middle!).toBeCloseTo(Math.sqrt(variances[0]! + 0.05), 12);
    });

    it('forgets them', () => {
      const gp = withPending();
      gp.dropPending();

      expect({ size: gp.size, nPending: gp.nPending }).toEqual({ size: X.length, nPending: 0 });
      expect(predict(gp, X, at)).toEqual(predict(process(X, Y, 0.05, 3), X, at));
    });

    function withPending(): GaussianProcess {
      const gp = process(X, Y, 0.05, 3);
      pending.forEach((x, i) => gp.appendPending(covariances([x], all.slice(0, X.length + i)), 1.05));
      return gp;
    }
  });

  it('answers nothing for covariances that are none', () => {
    expect(GaussianProcess.condition(Float64Array.of(1, 3, 3, 1), Float64Array.of(0, 1))).toBeUndefined();
  });

  it('knows its prior before any observation', () => {
    const gp = condition(new Float64Array(0), new Float64Array(0), 7);

    expect(predict(gp, [], [0])).toEqual({
      means: Float64Array.of(7),
      variances: Float64Array.of(1),
      sway: new Float64Array(0),
    });
  });
});

function covariances(a: readonly number[], b: readonly number[], noise = 0): Float64Array {
  return Float64Array.from(a.flatMap((x, i) => b.map((y, j) => k(x, y) + (i === j ? noise : 0))));
}

function condition(matrix: Float64Array, targets: Float64Array, mean: number): GaussianProcess {
  const gp = GaussianProcess.condition(matrix, targets, mean);
  if (!gp) throw new Error('no process');
  return gp;
}

function process(x: readonly number[], y: Float64Array, noise: number, mean = 0): GaussianProcess {
  return condition(covariances(x, x, noise), y, mean);
}

function predict(gp: GaussianProcess, x: readonly number[], at: readonly number[]) {
  return gp.predict(covariances(at, x), new Float64Array(at.length).fill(1));
}

function largestGap(a: Float64Array, b: Float64Array): number {
  return Math.max(...a.map((value, i) => Math.abs(value - b[i]!)));
}
