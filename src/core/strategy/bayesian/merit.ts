import { paretoFront } from '../../pareto/domination';
import { expectedHypervolumeImprovement, freeBoxes } from '../../surrogate/acquisition-hypervolume';
import { expectedImprovement } from '../../surrogate/normal-distribution';

/** What is believed of m candidates in one scenario: by objective a normal distribution each, in targets; higher is better. */
export interface Outlook {
  readonly means: readonly Float64Array[];
  /** 0 for what is certain. */
  readonly sds: readonly Float64Array[];
}

/** How much each candidate promises in one scenario. */
export type Merit = (outlook: Outlook) => Float64Array;

/** The candidate's own value: for optimistic values and draws, where the largest is the answer. */
export const valueMerit: Merit = ({ means }) => means[0]!;

/** Expected improvement over the best. */
export function improvementMerit(best: number): Merit {
  return ({ means, sds }) => means[0]!.map((mean, i) => expectedImprovement(mean, sds[0]![i]!, best));
}

/** Boxes that an acquisition may cost per candidate. */
const MAX_BOXES = 1000;

/**
 * Expected hypervolume improvement over the front, exact for any number of objectives.
 *
 * A front so large that its free space falls into more than 1,000 boxes (with three objectives some 90 points, with four 25)
 * is thinned: every other point along the first objective is left out until it fits.
 */
export function hypervolumeMerit(
  points: readonly (readonly number[])[],
  reference: readonly number[],
): Merit {
  let front = paretoFront(points)
    .map((i) => points[i]!)
    .sort((a, b) => a[0]! - b[0]!);
  let boxes = freeBoxes(front, reference);
  while (boxes.nBoxes > MAX_BOXES) {
    front = front.filter((_, i) => i % 2 === 0);
    boxes = freeBoxes(front, reference);
  }
  return ({ means, sds }) =>
    means[0]!.map((_, i) =>
      expectedHypervolumeImprovement(
        boxes,
        means.map((of) => of[i]!),
        sds.map((of) => of[i]!),
      ),
    );
}

/** Share of the plain weighted sum in ParEGO's scalarisation. */
const SUM_SHARE = 0.05;

export interface Scalarization {
  /** Of each objective; they sum to 1. */
  readonly weights: readonly number[];
  /** Smallest and largest target of each objective, which become 0 and 1. */
  readonly ranges: readonly { readonly lowest: number; readonly highest: number }[];
}

/**
 * Augmented Tchebycheff scalarisation, to be maximised: -(max_j w_j d_j + 0.05 Σ_j w_j d_j), d_j being the distance from the
 * best of objective j as a share of its range. Knowles, "ParEGO", IEEE TEC 10(1), 2006, equation 2.
 */
export function scalarized({ weights, ranges }: Scalarization, point: (objective: number) => number): number {
  let most = -Infinity;
  let sum = 0;
  weights.forEach((weight, j) => {
    const { lowest, highest } = ranges[j]!;
    const term = (weight * (highest - point(j))) / (highest - lowest || 1);
    most = Math.max(most, term);
    sum += term;
  });
  return -(most + SUM_SHARE * sum);
}

/**
 * Expected improvement of the scalarised objectives over the best, as an average over draws of each candidate, the same
 * for all candidates.
 *
 * @param normals draws of one standard normal number per objective
 */
export function scalarizationMerit(
  scalarization: Scalarization,
  best: number,
  normals: readonly Float64Array[],
): Merit {
  return ({ means, sds }) =>
    means[0]!.map((_, i) => {
      const improvements = normals.map((z) =>
        Math.max(0, scalarized(scalarization, (j) => means[j]![i]! + sds[j]![i]! * z[j]!) - best),
      );
      return improvements.reduce((a, b) => a + b, 0) / normals.length;
    });
}

/** The scalarised value itself: for optimistic values and draws. */
export function scalarizedValueMerit(scalarization: Scalarization): Merit {
  return ({ means }) => means[0]!.map((_, i) => scalarized(scalarization, (j) => means[j]![i]!));
}
