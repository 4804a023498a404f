import { InputError } from '../../base/errors';
import type { Rng } from '../../base/random';
import type { Encoding, Genotype, SearchSpace } from '../../space/space';
import type { Kernel } from '../../surrogate/kernels/kernel';
import { stationaryKernel } from '../../surrogate/kernels/stationary';
import type { ProfileName } from '../../surrogate/kernels/stationary';
import { subtreeCounter, weisfeilerLehmanKernel } from '../../surrogate/kernels/weisfeiler-lehman';
import type { SubtreeHistograms } from '../../surrogate/kernels/weisfeiler-lehman';
import type { BayesianOptions } from './options';
import { wordGraphOf } from './word-graph';

/** Candidates as a kernel sees them. */
export interface Features<X> {
  readonly kernel: Kernel<X>;
  /** Pure; remembers its answers. */
  readonly of: (genotype: Genotype) => X;
}

/** Members that tell how far apart candidates are in each knob. */
const N_SCALING_SAMPLES = 64;
/** Smallest mean square of a distance, in [0, 1] columns: a knob that hardly ever differs must not outweigh all others. */
const SMALLEST_SPREAD = 0.1;
const MAX_REMEMBERED = 20_000;

/** Refuses features that the space does not have. `rng` draws the members that scales are taken from. */
export function checkFeatures(space: SearchSpace, { features }: BayesianOptions, rng: Rng): void {
  const offered: string[] = [...space.encodings];
  if (space.sketch(space.sample(rng)) !== undefined) offered.push('wl');
  if (offered.includes(features)) return;
  const names = offered.map((name) => `\`${name}\``);
  throw new InputError(
    'features',
    `the space ${space.kind} has no \`${features}\` features; it has ${names.slice(0, -1).join(', ')} and ${names.at(-1)!}`,
  );
}

/**
 * Columns of an encoding, in units in which the squared distance of two random members is 1 on average, spread evenly over the knobs.
 *
 * Length scales then mean the same whatever the encoding and the number of knobs. All columns of a knob's one-hot code
 * share a length scale; paths and adjacencies, whose columns belong to no knob, share a single one.
 */
export function vectorFeatures(
  space: SearchSpace,
  encoding: Encoding,
  profile: ProfileName,
  rng: Rng,
): Features<Float64Array> {
  const samples = Array.from({ length: N_SCALING_SAMPLES }, () => space.encode(space.sample(rng), encoding));
  const groups = groupsOf(space, encoding, samples[0]!.length);
  const nGroups = new Set(groups).size;
  const spreads = new Float64Array(nGroups);
  groups.forEach((group, column) => (spreads[group]! += meanSquaredDistance(samples, column)));
  const factors = groups.map((group) => 1 / Math.sqrt(nGroups * Math.max(SMALLEST_SPREAD, spreads[group]!)));
  return {
    // At the median, two random members of Matérn's kernel have a correlation of 0.3.
    kernel: stationaryKernel({ profile, groups, lengthScale: { median: 0.7, logSd: 1 } }),
    of: remembering((genotype) =>
      space.encode(genotype, encoding).map((value, column) => value * factors[column]!),
    ),
  };
}

export function subtreeFeatures(space: SearchSpace, height: number): Features<SubtreeHistograms> {
  const count = subtreeCounter(height);
  const empty = count({ nodes: [], inputs: [] });
  return {
    kernel: weisfeilerLehmanKernel(height),
    of: remembering((genotype) => {
      const sketch = space.sketch(genotype);
      return sketch === undefined ? empty : count(wordGraphOf(sketch));
    }),
  };
}

/** The length scale of each column. */
function groupsOf(space: SearchSpace, encoding: Encoding, nColumns: number): number[] {
  if (encoding === 'one-hot') return space.knobs.flatMap(({ values }, knob) => values.map(() => knob));
  if (encoding === 'ordinal') return space.knobs.map((_, knob) => knob);
  return new Array<number>(nColumns).fill(0);
}

/** Twice the variance. */
function meanSquaredDistance(samples: readonly Float64Array[], column: number): number {
  const values = samples.map((sample) => sample[column]!);
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return (2 * values.reduce((sum, value) => sum + (value - mean) ** 2, 0)) / (values.length - 1);
}

function remembering<X>(answer: (genotype: Genotype) => X): (genotype: Genotype) => X {
  const answers = new Map<string, X>();
  return (genotype) => {
    const key = genotype.join();
    let features = answers.get(key);
    if (features === undefined) {
      if (answers.size >= MAX_REMEMBERED) answers.clear();
      answers.set(key, (features = answer(genotype)));
    }
    return features;
  };
}
