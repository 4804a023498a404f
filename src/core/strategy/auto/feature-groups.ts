import type { Architecture } from '../../graph/architecture';
import { costOf } from '../../graph/cost';
import { operationPaths } from '../../graph/operation-paths';
import type { Genotype, Knob, SearchSpace } from '../../space/space';

/**
 * Groups of features in which candidates are compared. Each has a weight of its own in the model.
 *
 * - `choices`: one-hot of the knobs.
 * - `sizes`: positions of ordinal knobs among their values.
 * - `counts`: how often each value is chosen among knobs of the same values; operations that are on a way from the input to
 *   the output, the number of such ways (logarithm), and the longest.
 * - `neighbours`: operations that follow each other on ways.
 * - `paths`: whole ways, in a space whose graphs have few of them.
 * - `costs`: logarithms of parameters and multiply-accumulates of the sketch, and objectives that are known before measuring.
 */
export const FEATURE_GROUPS = ['choices', 'sizes', 'counts', 'neighbours', 'paths', 'costs'] as const;

export type FeatureGroup = (typeof FEATURE_GROUPS)[number];

/** Numbers by name; what is not there is 0. */
export type NamedFeatures = Partial<Record<FeatureGroup, ReadonlyMap<string, number>>>;

/** Reads a candidate's features off its knobs, its sketch and what is known of it. */
export type Describe = (genotype: Genotype) => NamedFeatures;

/** What any optimiser of named choices sees. */
export function describeKnobs(space: SearchSpace): Describe {
  const isSize = space.knobs.map(({ ordinal, values }) => ordinal && values.length > 2);
  return (genotype) => ({
    choices: positionsOf(space.encode(genotype, 'one-hot')),
    sizes: positionsOf(space.encode(genotype, 'ordinal').map((value, knob) => (isSize[knob] ? value : 0))),
  });
}

/** Ways from the input to the output up to which whole ways say something. */
const FEW_PATHS = 8;

/**
 * What the graph tells too.
 *
 * Whole ways are left out where some sample has more than eight: residual chains have 2ⁿ, of which hardly two
 * candidates share any, and which drown the rest.
 *
 * @param known objectives that are known before measuring
 * @param samples members of the space that stand for all of it
 */
export function describeGraphs(
  space: SearchSpace,
  known: (genotype: Genotype) => readonly (number | undefined)[],
  samples: readonly Genotype[],
): Describe {
  const hasFewPaths = samples.every((genotype) => nPathsOf(space.sketch(genotype)) <= FEW_PATHS);
  const knobFeatures = describeKnobs(space);
  const sharedBy = columnsOfSharedValues(space.knobs);
  return (genotype) => {
    const knobs = knobFeatures(genotype);
    const counts = new Map<string, number>();
    for (const [column] of knobs.choices!) {
      const name = sharedBy[Number(column)];
      if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    const costs = new Map<string, number>();
    known(genotype).forEach((value, i) => {
      if (value !== undefined) costs.set(`objective ${i}`, logarithmic(value));
    });
    const sketch = space.sketch(genotype);
    if (sketch === undefined) return { ...knobs, counts, costs };

    const { operations, bigrams, paths, nPaths, depth } = operationPaths(sketch);
    for (const [name, count] of operations) counts.set(`live ${name}`, count);
    counts.set('paths', Math.log2(1 + nPaths));
    counts.set('depth', depth);
    const { paramCount, macs } = costOf(sketch);
    costs.set('parameters', Math.log(1 + paramCount));
    costs.set('macs', Math.log(1 + macs));
    return { ...knobs, counts, neighbours: bigrams, ...(hasFewPaths ? { paths } : {}), costs };
  };
}

function nPathsOf(sketch: Architecture | undefined): number {
  return sketch === undefined ? 0 : operationPaths(sketch).nPaths;
}

function positionsOf(code: Float64Array): Map<string, number> {
  const features = new Map<string, number>();
  code.forEach((value, i) => {
    if (value !== 0) features.set(String(i), value);
  });
  return features;
}

/** For each column of the one-hot code: the value it stands for, where several knobs have the same values to choose from. */
function columnsOfSharedValues(knobs: readonly Knob[]): (string | undefined)[] {
  const lists = knobs.map(({ values }) => JSON.stringify(values));
  return knobs.flatMap(({ values }, knob) => {
    const isShared = lists.some((list, other) => other !== knob && list === lists[knob]);
    return values.map((value) => (isShared ? `${lists[knob]!} ${String(value)}` : undefined));
  });
}

/** Sizes count by their ratios; objectives that are to be small come with a minus. */
function logarithmic(value: number): number {
  return Math.sign(value) * Math.log1p(Math.abs(value));
}
