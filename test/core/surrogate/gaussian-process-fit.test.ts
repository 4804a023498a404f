import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/core/base/random';
import {
  fitHyperparameters,
  logPosterior,
  negativeLogPosterior,
} from '../../../src/core/surrogate/gaussian-process-fit';
import { conditioned, priorMedians } from '../../../src/core/surrogate/gaussian-process-hyperparameters';
import type { Evidence } from '../../../src/core/surrogate/gaussian-process-hyperparameters';
import { sampleHyperparameters, samplingDensity } from '../../../src/core/surrogate/gaussian-process-sample';
import { stationaryKernel } from '../../../src/core/surrogate/kernels/stationary';

const kernel = stationaryKernel({
  profile: 'matern52',
  groups: [0, 1],
  lengthScale: { median: 0.7, logSd: 1 },
});

/** n points of the unit square; `f` sees the first coordinate only. */
function evidence(n: number, f: (x: number) => number, noise: number): Evidence {
  const rng = createRng(21);
  const inputs = Array.from({ length: n }, () => Float64Array.of(rng.next(), rng.next()));
  return {
    kernel: kernel.prepare(inputs),
    parameters: kernel.parameters,
    targets: Float64Array.from(inputs, ([x = 0]) => f(x) + noise * rng.normal()),
  };
}

const wave = evidence(40, (x) => 1.4 * Math.sin(8 * x), 0.1);
const MEDIANS = priorMedians(kernel.parameters);

describe('negativeLogPosterior', () => {
  it('has the gradient of finite differences', () => {
    const f = negativeLogPosterior(wave);
    const x = Float64Array.of(0.3, -2, 0.4, -0.2, 0.5);
    const gradient = new Float64Array(5);
    f(x, gradient);

    const h = 1e-5;
    for (let i = 0; i < x.length; i++) {
      const slope = [h, -h].map((step) => f(x.with(i, x[i]! + step), new Float64Array(5)) / step / 2);
      expect(gradient[i]! / (slope[0]! + slope[1]!)).toBeCloseTo(1, 4);
    }
  });
});

describe('fitHyperparameters', () => {
  it('finds the noise, and which coordinate matters', () => {
    const { noise, values } = fitHyperparameters(wave, MEDIANS, 60);
    const [, relevant, irrelevant] = values;

    expect(Math.sqrt(noise)).toBeGreaterThan(0.05);
    expect(Math.sqrt(noise)).toBeLessThan(0.2);
    expect(relevant).toBeLessThan(0.6);
    expect(irrelevant! / relevant!).toBeGreaterThan(3);
  });

  it('ends with a density that is not smaller than where it began, and stays at its optimum', () => {
    const fit = fitHyperparameters(wave, MEDIANS, 60);

    expect(logPosterior(wave, fit)).toBeGreaterThan(logPosterior(wave, MEDIANS) + 10);
    expect(logPosterior(wave, fitHyperparameters(wave, fit, 60))).toBeCloseTo(logPosterior(wave, fit), 3);
  });

  it('stays with the prior where targets say nothing', () => {
    const { values } = fitHyperparameters(
      evidence(1, () => 0, 0),
      MEDIANS,
      60,
    );

    expect(values[1]).toBeCloseTo(MEDIANS.values[1]!, 1);
  });
});

describe('sampleHyperparameters', () => {
  const LENGTHS = { burnIn: 100, nSamples: 200 };
  const samples = sampleHyperparameters(wave, MEDIANS, LENGTHS, createRng(3));

  it('draws places with a density, inside of the priors', () => {
    const density = samplingDensity(wave);
    const highest = Math.max(...wave.targets);

    expect(samples.length).toBe(200);
    expect(samples.filter((at) => !Number.isFinite(density(at)))).toEqual([]);
    expect(samples.filter(({ mean }) => Math.abs(mean) > highest)).toEqual([]);
    expect(samples.filter(({ values }) => values[1]! > 2 || values[2]! > 2)).toEqual([]);
  });

  it('draws what the data leave open, around what they say', () => {
    const average = (of: (at: (typeof samples)[number]) => number): number =>
      samples.reduce((sum, at) => sum + of(at), 0) / samples.length;

    expect(average(({ noise }) => Math.sqrt(noise))).toBeGreaterThan(0.05);
    expect(average(({ noise }) => Math.sqrt(noise))).toBeLessThan(0.2);
    expect(average(({ values }) => values[2]!) / average(({ values }) => values[1]!)).toBeGreaterThan(2);
    expect(new Set(samples.map(({ values }) => values[2])).size).toBeGreaterThan(190);
  });

  it('draws length scales uniformly where there is no data to speak of (seed 5)', () => {
    const nothing = evidence(1, () => 0, 0);
    const scales = sampleHyperparameters(nothing, MEDIANS, { burnIn: 10, nSamples: 2000 }, createRng(5));
    const below = scales.filter(({ values }) => values[1]! < 1).length;

    // Neighbours in the walk are hardly alike, so 1000 with a deviation of 22 and, to be safe, twice that: five deviations.
    expect(Math.abs(below - 1000)).toBeLessThan(220);
  });

  it('walks among equal targets too', () => {
    const flat = evidence(6, () => 0, 0);
    const walked = sampleHyperparameters(flat, MEDIANS, { burnIn: 0, nSamples: 5 }, createRng(1));

    expect(walked.every((at) => conditioned(flat, at) !== undefined)).toBe(true);
    expect(new Set(walked.map(({ mean }) => mean)).size).toBeGreaterThan(1);
  });
});
