import type { Rng } from '../base/random';
import { categoricalKernel, ordinalKernel } from './parzen-kernels';
import { draw, parzenMixture, sampleKnobs } from './parzen-mixture';
import type { Density } from './parzen-mixture';
import { ParzenPoints } from './parzen-points';
import type { ParzenKnob, Positions } from './parzen-points';

export interface KernelDensityOptions {
  /** Smallest bandwidth: a probability for categories, a share of the range for ordered knobs. */
  readonly minBandwidth: number;
  /** How much wider the kernels of ordered knobs are when settings are drawn. */
  readonly samplingFactor: number;
}

export interface KernelDensity extends Density {
  /** Per knob: the probability of leaving the category, or a standard deviation in steps. */
  readonly bandwidths: Float64Array;
}

/**
 * The density that BOHB models good and bad configurations with: equal components, bandwidths by the normal reference rule.
 *
 * Falkner, Klein and Hutter, "BOHB", ICML 2018 (arXiv:1807.01774), section 3.2, with the numbers of the authors' code:
 * bandwidth 1.06 σ n^(-1/(4 + d)) per knob and at least 1e-3; a draw takes a point at random, keeps a category with probability
 * 1 - bandwidth and takes any of its values else, and moves an ordered knob by a normal distribution of three times the bandwidth, cut to the range.
 *
 * Departures. σ of categories is that of the discrete metric, √((1 - Σ p²)/2), and not that of their numbers, which
 * depends on the order in which they are listed; the bandwidth is at most (c - 1)/c, where the kernel is uniform. Ordered
 * knobs have kernels that are summed over each value. Knobs that a point does not know are uniform, where the code fills
 * in values of other points. `minBandwidth` is also the share of a uniform kernel of ordered knobs, so that no density is 0.
 *
 * @param settings at least one
 */
export function kernelDensity(
  knobs: readonly ParzenKnob[],
  settings: readonly Positions[],
  { minBandwidth, samplingFactor }: KernelDensityOptions = { minBandwidth: 1e-3, samplingFactor: 3 },
): KernelDensity {
  const points = new ParzenPoints(knobs);
  for (const setting of settings) points.add(setting);
  const n = points.size;
  const shrinkage = 1.06 * n ** (-1 / (4 + knobs.length));
  const bandwidths = Float64Array.from(knobs, (knob, k) => {
    const bandwidth = shrinkage * spread(knob, points.column(k).subarray(0, n));
    const nValues = knob.values.length;
    return knob.ordinal
      ? Math.max(bandwidth, minBandwidth * Math.max(1, nValues - 1))
      : Math.min(Math.max(bandwidth, minBandwidth), (nValues - 1) / nValues);
  });
  const kernelsOf = (factor: number) =>
    knobs.map(({ ordinal, values }, k) =>
      ordinal
        ? ordinalKernel(values.length, factor * bandwidths[k]!, minBandwidth)
        : categoricalKernel(values.length, bandwidths[k]!),
    );
  const members = Int32Array.from({ length: n }, (_, i) => i);
  const mixture = parzenMixture(points, members, new Float64Array(n).fill(1 / n), kernelsOf(1));
  const wide = knobs.map(({ ordinal, values }, k) =>
    ordinal ? ordinalKernel(values.length, samplingFactor * bandwidths[k]!) : undefined,
  );

  return {
    bandwidths,
    logDensity: (positions) => mixture.logDensity(positions),
    sample: (rng) => sampleAround(rng.below(n), rng),
  };

  function sampleAround(point: number, rng: Rng): number[] {
    return sampleKnobs(points, (k) => {
      const nValues = knobs[k]!.values.length;
      const known = points.column(k)[point]!;
      const kernel = wide[k];
      if (kernel) return draw(kernel, known, nValues + 1, nValues, rng);
      return known < nValues && rng.next() < 1 - bandwidths[k]! ? known : rng.below(nValues);
    });
  }
}

/** Standard deviation of the positions that are known; of categories by the discrete metric. */
function spread({ ordinal, values }: ParzenKnob, column: Uint16Array): number {
  const known = column.filter((position) => position < values.length);
  if (known.length === 0) return 0;
  if (ordinal) {
    const mean = known.reduce((sum, position) => sum + position, 0) / known.length;
    return Math.sqrt(known.reduce((sum, position) => sum + (position - mean) ** 2, 0) / known.length);
  }
  const counts = new Float64Array(values.length);
  for (const position of known) counts[position]!++;
  const agreement = counts.reduce((sum, count) => sum + (count / known.length) ** 2, 0);
  return Math.sqrt((1 - agreement) / 2);
}
