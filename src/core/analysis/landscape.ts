import { createRng } from '../base/random';
import { oneHot } from '../space/knob-encoding';
import { createKnobTree } from '../space/knob-tree';
import type { Genotype, Knob } from '../space/space';
import { GaussianProcessRegression } from '../surrogate/gaussian-process-regression';
import { stationaryKernel } from '../surrogate/kernels/stationary';
import { expectedImprovement } from '../surrogate/normal-distribution';

export interface LandscapeRequest {
  readonly knobs: readonly Knob[];
  readonly genotypes: readonly Genotype[];
  /** Of each genotype, higher is better. */
  readonly scores: Float64Array;
  /** The two knobs of the map; their values run over its rows and its columns. */
  readonly axes: readonly [number, number];
  /** What the other knobs hold. */
  readonly centre: Genotype;
}

/** What a model says of one cell of the map, in units of the scores. */
export interface LandscapeCell {
  readonly mean: number;
  readonly sd: number;
  /** Over the best score so far. */
  readonly expectedImprovement: number;
  /** A knob of the map is off there: its value makes no difference. */
  readonly isOff: boolean;
}

export interface Landscape {
  /** `[values of the first knob, values of the second]`, row by row. */
  readonly cells: readonly LandscapeCell[];
  /** Observations that the process is conditioned on. */
  readonly nConditioned: number;
}

export const FEWEST_FOR_LANDSCAPE = 8;
/** Members that tell how far apart candidates are in each knob. */
const N_SCALING_SAMPLES = 64;
const SMALLEST_SPREAD = 0.1;
const MAX_OBSERVATIONS = 400;

/**
 * A Gaussian process fitted anew to the measured trials, over two knobs with the others held.
 *
 * The process is the one of Bayesian optimization with its defaults: Matérn 5/2, one-hot columns with a length scale for each
 * knob, the likeliest hyperparameters, 400 observations at most. It departs in one thing: scores are standardised and not
 * turned into log-regrets, so that the map has their units.
 */
export function landscapeOf({ knobs, genotypes, scores, axes, centre }: LandscapeRequest): Landscape {
  const tree = createKnobTree(knobs);
  const rng = createRng(1);
  const encode = scaledOneHot(tree, rng.fork('scales'));
  const inputs = genotypes.map(encode);
  const { mean, sd } = momentsOf(scores);
  const groups = knobs.flatMap(({ values }, knob) => values.map(() => knob));
  const kernel = stationaryKernel({
    profile: 'matern52',
    groups,
    lengthScale: { median: 0.7, logSd: 1 },
  });
  const regression = new GaussianProcessRegression(kernel, {
    hyperparameters: 'map',
    maxObservations: MAX_OBSERVATIONS,
  });
  const targets = scores.map((score) => (score - mean) / sd);
  regression.update(inputs, targets, rng.fork('fit'));
  const { gp, at } = regression.members[0]!;
  const own = regression.inputsOf(inputs);

  const [first, second] = axes;
  const members = knobs[first]!.values.flatMap((_, i) =>
    knobs[second]!.values.map((__, j) => {
      const genotype = centre.map((position, knob) => (knob === first ? i : knob === second ? j : position));
      return { genotype, isOff: !tree.isActive(genotype, first) || !tree.isActive(genotype, second) };
    }),
  );
  const queries = members.map(({ genotype }) => encode(genotype));
  const { means, variances } = gp.predict(
    kernel.covariances(at.values, queries, own),
    kernel.variances(at.values, queries),
  );
  const best = targets.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  return {
    nConditioned: own.length,
    cells: members.map(({ isOff }, i) => {
      const deviation = Math.sqrt(Math.max(0, variances[i]!));
      return {
        mean: mean + sd * means[i]!,
        sd: sd * deviation,
        expectedImprovement: sd * expectedImprovement(means[i]!, deviation, best),
        isOff,
      };
    }),
  };
}

/** Columns in units in which the squared distance of two random members is 1 on average, spread evenly over the knobs. */
function scaledOneHot(
  tree: ReturnType<typeof createKnobTree>,
  rng: ReturnType<typeof createRng>,
): (genotype: Genotype) => Float64Array {
  const samples = Array.from({ length: N_SCALING_SAMPLES }, () => oneHot(tree, tree.sample(rng)));
  const factors: number[] = [];
  let start = 0;
  for (const { values } of tree.knobs) {
    let spread = 0;
    for (let c = start; c < start + values.length; c++)
      spread += 2 * sampleVariance(samples.map((s) => s[c]!));
    const factor = 1 / Math.sqrt(tree.knobs.length * Math.max(SMALLEST_SPREAD, spread));
    factors.push(...values.map(() => factor));
    start += values.length;
  }
  return (genotype) => oneHot(tree, genotype).map((value, column) => value * factors[column]!);
}

function sampleVariance(values: readonly number[]): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}

function momentsOf(values: Float64Array): { readonly mean: number; readonly sd: number } {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, sd: Math.sqrt(variance) || 1 };
}
