import { normalCdf } from './normal-distribution';

/**
 * Probabilities of a knob's n values around a known position.
 *
 * `[n, n + 1]`, row-major: the value in the rows, the known position in the columns; every column sums to 1. The
 * last column belongs to a position that is not known and is uniform.
 */
export type ParzenKernel = Float64Array;

/** The known value, or with probability `stray` one of the others; Aitchison and Aitken, Biometrika 63, 1976. */
export function categoricalKernel(nValues: number, stray: number): ParzenKernel {
  return kernelOf(nValues, (value, known) => {
    if (nValues === 1) return 1;
    return value === known ? 1 - stray : stray / (nValues - 1);
  });
}

/**
 * A normal distribution around the known position, cut to the range and summed over each value's unit interval.
 *
 * @param sd in steps of one position
 * @param floor share of a uniform distribution that is mixed in, so that nothing is impossible
 */
export function ordinalKernel(nValues: number, sd: number, floor = 0): ParzenKernel {
  // edge[i]: probability below the point that is i - n + ½ steps right of the known position.
  const edge = Float64Array.from({ length: 2 * nValues }, (_, i) => normalCdf((i - nValues + 0.5) / sd));
  const mass = (value: number, known: number): number => {
    const left = value - known + nValues - 1;
    return edge[left + 1]! - edge[left]!;
  };
  const totals = Float64Array.from(
    { length: nValues },
    (_, known) => edge[2 * nValues - known - 1]! - edge[nValues - known - 1]!,
  );
  return kernelOf(
    nValues,
    (value, known) => (1 - floor) * (mass(value, known) / totals[known]!) + floor / nValues,
  );
}

function kernelOf(nValues: number, probability: (value: number, known: number) => number): ParzenKernel {
  const kernel = new Float64Array(nValues * (nValues + 1));
  for (let value = 0; value < nValues; value++) {
    for (let known = 0; known < nValues; known++)
      kernel[value * (nValues + 1) + known] = probability(value, known);
    kernel[value * (nValues + 1) + nValues] = 1 / nValues;
  }
  return kernel;
}
