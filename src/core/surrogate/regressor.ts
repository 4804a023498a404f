import type { Rng } from '../base/random';

/** What a regressor says of m inputs: `[m]` each, in the units of its targets. */
export interface Forecast {
  readonly means: Float64Array;
  /** How unsure it is of each mean, as a standard deviation; the noise of measuring is not in it. */
  readonly sds: Float64Array;
}

/** Learns numbers from vectors. */
export interface Regressor {
  /**
   * Forgets what it knew and learns from `inputs`, all of one length, at least one of them.
   *
   * @param targets one per input, with mean 0 and variance 1
   */
  fit(inputs: readonly Float64Array[], targets: Float64Array, rng: Rng): void;
  predict(inputs: readonly Float64Array[]): Forecast;
}

/** Mean and standard deviation over members of what each says. */
export function consensus(forecasts: readonly Float64Array[]): Forecast {
  const means = new Float64Array(forecasts[0]!.length);
  const sds = new Float64Array(means.length);
  for (const forecast of forecasts) for (let i = 0; i < means.length; i++) means[i]! += forecast[i]!;
  for (let i = 0; i < means.length; i++) means[i]! /= forecasts.length;
  for (const forecast of forecasts)
    for (let i = 0; i < means.length; i++) sds[i]! += (forecast[i]! - means[i]!) ** 2;
  for (let i = 0; i < means.length; i++) sds[i] = Math.sqrt(sds[i]! / forecasts.length);
  return { means, sds };
}
