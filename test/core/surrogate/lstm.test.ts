import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/core/base/random';
import { Lstm } from '../../../src/core/surrogate/lstm';

const TOKENS = [2, 0, 3, 3, 1];

describe.each([1, 2, 3])('an LSTM of %i layers', (layers) => {
  const units = 4;
  const lstm = new Lstm({ nTokens: 4, units, layers, maxSteps: 6 });
  const rng = createRng(layers);
  const weights = Float64Array.from({ length: lstm.size }, () => rng.normal() * 0.7);
  /** How much each output counts. */
  const shares = TOKENS.map(() => Float64Array.from({ length: units }, () => rng.normal()));

  const total = (at: Float64Array): number =>
    TOKENS.reduce((sum, token, step) => {
      const output = lstm.forward(at, step, token);
      return sum + output.reduce((part, value, k) => part + value * shares[step]![k]!, 0);
    }, 0);

  it('has as many weights as its matrices', () => {
    const rest = (layers - 1) * (units * 4 * units);
    expect(lstm.size).toBe(4 * 4 * units + rest + layers * (units * 4 * units + 4 * units));
  });

  it('gives the gradient that finite differences give, for every weight', () => {
    const gradient = new Float64Array(lstm.size);
    total(weights);
    lstm.backward(
      weights,
      shares.map((share) => share.slice()),
      TOKENS.length,
      gradient,
    );

    const step = 1e-5;
    const differences = gradient.map((_, i) => {
      const moved = (by: number) => total(weights.map((w, j) => (i === j ? w + by : w)));
      return (moved(step) - moved(-step)) / (2 * step);
    });
    const worst = Math.max(...gradient.map((g, i) => Math.abs(g - differences[i]!)));
    expect(worst).toBeLessThan(1e-8);
    expect(Math.max(...gradient.map(Math.abs))).toBeGreaterThan(0.1);
  });

  it('adds to a gradient that is there', () => {
    const [once, twice] = [1, 2].map((times) => {
      const gradient = new Float64Array(lstm.size);
      for (let i = 0; i < times; i++) {
        total(weights);
        lstm.backward(
          weights,
          shares.map((share) => share.slice()),
          TOKENS.length,
          gradient,
        );
      }
      return gradient;
    });

    expect(twice!.map((g, i) => g - 2 * once![i]!).every((rest) => Math.abs(rest) < 1e-12)).toBe(true);
  });

  it('begins anew at step 0', () => {
    const first = total(weights);
    lstm.forward(weights, 0, 1);
    expect(total(weights)).toBe(first);
  });
});

it('one unit computes what its equations say', () => {
  const lstm = new Lstm({ nTokens: 1, units: 1, layers: 1, maxSteps: 2 });
  // Token row i, f, o, g; recurrent i, f, o, g; bias.
  const weights = Float64Array.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, -0.1, 1, -0.2, 0.05);
  const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
  const c1 = sigmoid(0) * Math.tanh(0.45);
  const h1 = sigmoid(0.3 - 0.2) * Math.tanh(c1);
  const c2 = sigmoid(1.2 + 0.6 * h1) * c1 + sigmoid(0.5 * h1) * Math.tanh(0.45 + 0.8 * h1);
  const h2 = sigmoid(0.1 + 0.7 * h1) * Math.tanh(c2);

  expect(lstm.forward(weights, 0, 0)[0]).toBeCloseTo(h1, 12);
  expect(lstm.forward(weights, 1, 0)[0]).toBeCloseTo(h2, 12);
});
