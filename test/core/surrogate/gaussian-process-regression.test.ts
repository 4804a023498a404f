import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/core/base/random';
import { GaussianProcess } from '../../../src/core/surrogate/gaussian-process';
import { GaussianProcessRegression } from '../../../src/core/surrogate/gaussian-process-regression';
import { Scenarios } from '../../../src/core/surrogate/gaussian-process-scenarios';
import { stationaryKernel } from '../../../src/core/surrogate/kernels/stationary';
import { representativeRows } from '../../../src/core/surrogate/representative-rows';

const kernel = stationaryKernel({ profile: 'matern52', groups: [0], lengthScale: { median: 0.7, logSd: 1 } });
const inputs = Array.from({ length: 60 }, (_, i) => Float64Array.of(((i * 37) % 60) / 20));
const targets = Float64Array.from(inputs, ([x = 0]) => Math.sin(3 * x));
const AT = [0.33, 1.21, 2.9].map((x) => Float64Array.of(x));
const MAP = { hyperparameters: 'map', maxObservations: 400 } as const;

describe('GaussianProcessRegression', () => {
  it('learns a wave', () => {
    const { means, sds } = predicted(grown([40], MAP), 40);

    AT.forEach(([x = 0], i) => {
      expect(Math.abs(means[0]![i]! - Math.sin(3 * x))).toBeLessThan(0.05);
      expect(sds[0]![i]).toBeLessThan(0.1);
    });
  });

  it('fits when the history has grown by 15 %, at least by 5, and appends in between', () => {
    const sizes = [10, 14, 15, 19, 20, 40, 45, 46];
    const regression = new GaussianProcessRegression(kernel, MAP);
    const hyperparameters = sizes.map((n) => {
      regression.update(inputs.slice(0, n), targets.slice(0, n), createRng(1));
      return regression.members[0]!.at;
    });

    const isFitted = hyperparameters.map((at, i) => at !== hyperparameters[i - 1]);
    expect(isFitted).toEqual([true, false, true, false, true, true, false, true]);
    expect(regression.members[0]!.gp.size).toBe(46);
  });

  it('predicts after appending as if conditioned on everything, with targets that all changed', () => {
    const regression = new GaussianProcessRegression(kernel, MAP);
    const changed = targets.map((target) => 0.9 * target + 0.1);
    regression.update(inputs.slice(0, 30), targets.slice(0, 30), createRng(1));
    regression.update(inputs.slice(0, 33), changed.slice(0, 33), createRng(1));

    const { noise, mean, values } = regression.members[0]!.at;
    const matrix = kernel.covariances(values, inputs.slice(0, 33), inputs.slice(0, 33));
    for (let i = 0; i < 33; i++) matrix[i * 34]! += noise;
    const whole = GaussianProcess.condition(matrix, changed.slice(0, 33), mean)!;
    const expected = whole.predict(
      kernel.covariances(values, AT, inputs.slice(0, 33)),
      kernel.variances(values, AT),
    );
    const { means, sds } = predicted(regression, 33);
    means[0]!.forEach((value, i) => expect(value).toBeCloseTo(expected.means[i]!, 8));
    sds[0]!.forEach((value, i) => expect(value ** 2).toBeCloseTo(expected.variances[i]!, 8));
  });

  it('keeps to its most observations at a fit, the best among them', () => {
    const regression = grown([60], { ...MAP, maxObservations: 15 });
    const kept = regression.inputsOf(inputs).map(([x]) => x);
    const best = inputs[targets.indexOf(Math.max(...targets))]![0];

    expect(kept.length).toBe(15);
    expect(kept).toContain(best);
    expect(kept).toContain(inputs[59]![0]);
  });

  it('has ten members by slice sampling, which differ, and walks on from the last', () => {
    const regression = grown([12], { hyperparameters: 'slice-sampling', maxObservations: 50 });
    const first = regression.members.map(({ at }) => at.values[1]);
    regression.update(inputs.slice(0, 20), targets.slice(0, 20), createRng(2));

    expect([first.length, new Set(first).size > 5]).toEqual([10, true]);
    expect(regression.members.map(({ gp }) => gp.size)).toEqual(Array(10).fill(20));
  });

  it.each(['map', 'slice-sampling'] as const)(
    'takes equal targets and equal inputs by %s',
    (hyperparameters) => {
      const regression = new GaussianProcessRegression(kernel, { hyperparameters, maxObservations: 50 });
      const same = Array.from({ length: 12 }, () => Float64Array.of(1));
      regression.update(same.slice(0, 10), new Float64Array(10), createRng(1));
      regression.update(same, new Float64Array(12), createRng(1));

      const { means } = new Scenarios(regression, same, [], ONE, createRng(1)).predict(AT);
      expect(means.flatMap((of) => [...of]).every(Number.isFinite)).toBe(true);
    },
  );
});

const ONE = { nMembers: 1, nFantasies: 1 };

describe('Scenarios', () => {
  const pending = [Float64Array.of(0.5), Float64Array.of(0.55)];

  it('imagine what is pending, each its own, around what is predicted (seed 6)', () => {
    const regression = grown([8], MAP);
    const shape = { nMembers: 1, nFantasies: 400 };
    const scenarios = new Scenarios(regression, inputs.slice(0, 8), pending, shape, createRng(6));
    const { means, sds } = new Scenarios(grown([8], MAP), inputs.slice(0, 8), [], ONE, createRng(1)).predict(
      pending,
    );

    const imagined = scenarios.imagined.map(([first = 0]) => first);
    const average = imagined.reduce((a, b) => a + b, 0) / imagined.length;
    const spread = Math.hypot(sds[0]![0]!, Math.sqrt(regression.members[0]!.at.noise));
    // Four standard errors.
    expect(Math.abs(average - means[0]![0]!)).toBeLessThan((4 * spread) / 20);
    // Two inputs beside each other have almost the same outcome.
    const gaps = scenarios.imagined.map(([a = 0, b = 0]) => Math.abs(a - b));
    expect(gaps.reduce((a, b) => a + b, 0) / gaps.length).toBeLessThan(spread);
  });

  it('predict as if the imagined targets had been measured', () => {
    const regression = grown([8], MAP);
    const observed = inputs.slice(0, 8);
    const scenarios = new Scenarios(
      regression,
      observed,
      pending,
      { nMembers: 1, nFantasies: 3 },
      createRng(6),
    );
    const { means, sds } = scenarios.predict(AT);
    const { noise, mean, values } = regression.members[0]!.at;

    const all = [...observed, ...pending];
    const matrix = kernel.covariances(values, all, all);
    for (let i = 0; i < 10; i++) matrix[i * 11]! += noise;
    scenarios.imagined.forEach((dreamt, s) => {
      const gp = GaussianProcess.condition(matrix, Float64Array.of(...targets.slice(0, 8), ...dreamt), mean)!;
      const expected = gp.predict(kernel.covariances(values, AT, all), kernel.variances(values, AT));
      means[s]!.forEach((value, i) => expect(value).toBeCloseTo(expected.means[i]!, 8));
      sds[s]!.forEach((value, i) => expect(value).toBeCloseTo(Math.sqrt(expected.variances[i]!), 6));
    });
  });

  it('let go of the processes', () => {
    const regression = grown([8], MAP);
    const before = predicted(regression, 8);
    new Scenarios(
      regression,
      inputs.slice(0, 8),
      pending,
      { nMembers: 1, nFantasies: 3 },
      createRng(6),
    ).close();

    expect(predicted(regression, 8)).toEqual(before);
  });

  it('count through all members and all their fantasies', () => {
    const regression = grown([12], { hyperparameters: 'slice-sampling', maxObservations: 50 });
    const shape = { nMembers: 10, nFantasies: 2 };
    const { means } = new Scenarios(regression, inputs.slice(0, 12), pending, shape, createRng(1)).predict(
      AT,
    );

    expect(new Set(means.map(([first]) => first)).size).toBe(20);
  });
});

describe('representativeRows', () => {
  it('keeps the best, the latest, and some of every rank', () => {
    const rows = representativeRows(
      Float64Array.from({ length: 100 }, (_, i) => (i * 7) % 100),
      12,
    );
    const values = rows.map((row) => (row * 7) % 100);

    expect(rows).toEqual(rows.toSorted((a, b) => a - b));
    expect(new Set(rows).size).toBe(12);
    expect(rows).toEqual(expect.arrayContaining([96, 97, 98, 99]));
    expect(values).toEqual(expect.arrayContaining([96, 97, 98, 99]));
    expect(Math.min(...values)).toBeLessThan(25);
  });

  it('keeps all where they are few', () => {
    expect(representativeRows(Float64Array.of(3, 1, 2), 3)).toEqual([0, 1, 2]);
  });
});

function grown(
  sizes: readonly number[],
  options: ConstructorParameters<typeof GaussianProcessRegression>[1],
): GaussianProcessRegression<Float64Array> {
  const regression = new GaussianProcessRegression(kernel, options);
  for (const n of sizes) regression.update(inputs.slice(0, n), targets.slice(0, n), createRng(1));
  return regression;
}

function predicted(regression: GaussianProcessRegression<Float64Array>, n: number) {
  return new Scenarios(regression, inputs.slice(0, n), [], ONE, createRng(1)).predict(AT);
}
