import { describe, expect, it } from 'vitest';
import { minimize } from '../../../src/core/surrogate/lbfgs';
import type { Differentiable } from '../../../src/core/surrogate/lbfgs';

const rosenbrock: Differentiable = ([x = 0, y = 0], gradient) => {
  gradient[0] = -2 * (1 - x) - 400 * x * (y - x * x);
  gradient[1] = 200 * (y - x * x);
  return (1 - x) ** 2 + 100 * (y - x * x) ** 2;
};

/** Curvatures from 1 to 1,000 around (1, 2, 3 ...). */
const bowl: Differentiable = (x, gradient) => {
  let value = 0;
  x.forEach((xi, i) => {
    const curvature = 10 ** ((3 * i) / (x.length - 1));
    gradient[i] = curvature * (xi - i - 1);
    value += 0.5 * curvature * (xi - i - 1) ** 2;
  });
  return value;
};

describe('minimize', () => {
  it("goes along Rosenbrock's valley to its end", () => {
    const { x, value, iterations } = minimize(rosenbrock, Float64Array.of(-1.2, 1), { maxIterations: 200 });

    expect([...x].map((xi) => Math.round(xi * 1e4) / 1e4)).toEqual([1, 1]);
    expect(value).toBeLessThan(1e-9);
    expect(iterations).toBeLessThan(60);
  });

  it('finds the bottom of a long bowl', () => {
    const { x } = minimize(bowl, new Float64Array(20), { maxIterations: 300 });

    expect(Math.max(...x.map((xi, i) => Math.abs(xi - i - 1)))).toBeLessThan(1e-4);
  });

  it('never ends worse than it began, however few iterations', () => {
    const start = Float64Array.of(-1.2, 1);
    const values = [0, 1, 2, 5, 20].map(
      (maxIterations) => minimize(rosenbrock, start, { maxIterations }).value,
    );

    expect(values[0]).toBeCloseTo(24.2, 10);
    expect(values).toEqual(values.toSorted((a, b) => b - a));
    expect([...start]).toEqual([-1.2, 1]);
  });

  it('answers with the value at the place', () => {
    const { x, value } = minimize(rosenbrock, Float64Array.of(2, 2), { maxIterations: 7 });

    expect(rosenbrock(x, new Float64Array(2))).toBe(value);
  });

  it('backs away from where the function is not defined', () => {
    const barrier: Differentiable = ([x = 0], gradient) => {
      gradient[0] = 1 - 1 / x;
      return x > 0 ? x - Math.log(x) : NaN;
    };

    const { x } = minimize(barrier, Float64Array.of(30), { maxIterations: 100, firstStep: 1000 });
    expect(x[0]).toBeCloseTo(1, 4);
  });

  it.each([
    { title: 'its gradient is zero', f: (_: Float64Array, gradient: Float64Array) => (gradient.fill(0), 5) },
    {
      title: 'its gradient is wrong',
      f: (x: Float64Array, gradient: Float64Array) => ((gradient[0] = -1), x[0]!),
    },
    {
      title: 'it is nowhere a number',
      f: (_: Float64Array, gradient: Float64Array) => (gradient.fill(1), NaN),
    },
  ])('stays where it is when $title', ({ f }) => {
    const { x, iterations } = minimize(f, Float64Array.of(3), { maxIterations: 10 });

    expect({ x: [...x], iterations }).toEqual({ x: [3], iterations: 0 });
  });
});
