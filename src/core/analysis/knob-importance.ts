import { createRng } from '../base/random';
import { createKnobTree } from '../space/knob-tree';
import type { KnobTree } from '../space/knob-tree';
import type { Genotype, Knob } from '../space/space';
import { growBaggedForest } from './bagged-forest';
import { pairVariance, treeVariance } from './fanova';
import { knobColumns, knobRow } from './knob-columns';
import { partsOf } from './partition';
import { permutationImportance } from './permutation-importance';

/** Over the trees of the forest. */
export interface MeanAndSd {
  readonly mean: number;
  readonly sd: number;
}

export interface KnobImportance {
  readonly knob: number;
  /** Share of the variance that the knob alone explains, in [0, 1]. */
  readonly share: MeanAndSd;
  /** How much the squared error grows when its values are shuffled, in variances of the metric. */
  readonly permutation: MeanAndSd;
  /** By position: the predicted metric, averaged over all values of the other knobs. */
  readonly marginal: readonly MeanAndSd[];
  /** Trials that hold each value with the knob on. */
  readonly counts: readonly number[];
}

export interface PairImportance {
  readonly knobs: readonly [number, number];
  /** Share of the variance that the two explain together beyond what each does alone. */
  readonly share: MeanAndSd;
}

export interface Importance {
  readonly n: number;
  /** How much of the metric's variance the forest foretells for trials that it was not shown. */
  readonly outOfBagR2: number | undefined;
  /** By share, the largest first. */
  readonly knobs: readonly KnobImportance[];
  /** By share, the largest first; of the most important knobs only. */
  readonly pairs: readonly PairImportance[];
}

/** With fewer trials a forest repeats noise. */
export const FEWEST_FOR_IMPORTANCE = 20;
/** Below this the result is shown with a warning. */
export const FEW_FOR_IMPORTANCE = 60;
/** Pairs of so many knobs are looked at. */
const KNOBS_IN_PAIRS = 8;

/**
 * Which knobs decide a metric: functional ANOVA and permutation importance on one random forest of the measured trials.
 *
 * Each combination of values counts the same, also those that the search did not try; a knob that is off has no effect,
 * whatever its value. The forest is grown anew from a fixed seed: the same trials give the same answer.
 *
 * @returns `undefined` where the metric is the same everywhere
 */
export function knobImportance(
  knobs: readonly Knob[],
  genotypes: readonly Genotype[],
  values: Float64Array,
): Importance | undefined {
  const knobTree = createKnobTree(knobs);
  const columns = knobColumns(knobs);
  const inputs = genotypes.map((genotype) => knobRow(knobTree, columns, genotype));
  const rng = createRng(1);
  const forest = growBaggedForest(inputs, values, rng);
  const trees = forest.trees
    .map(({ tree }) => {
      const parts = partsOf(tree.nodes, columns, knobs);
      return { parts, variance: treeVariance(parts, knobs) };
    })
    .filter(({ variance }) => variance.variance > 0);
  if (trees.length === 0) return undefined;
  const permuted = permutationImportance(forest, genotypes, inputs, values, { knobTree, columns }, rng);
  const found = knobs
    .map((_, knob): KnobImportance => ({
      knob,
      share: spreadOf(trees.map(({ variance }) => variance.mains[knob]! / variance.variance)),
      permutation: spreadOf(permuted.map((ofTree) => ofTree[knob]!)),
      marginal: knobs[knob]!.values.map((_value, position) =>
        spreadOf(trees.map(({ variance }) => variance.marginals[knob]![position]!)),
      ),
      counts: countsOf(knobTree, genotypes, knob),
    }))
    .sort((a, b) => b.share.mean - a.share.mean || a.knob - b.knob);
  const pairs = pairsOf(found.slice(0, KNOBS_IN_PAIRS).map(({ knob }) => knob))
    .map((pair): PairImportance => ({
      knobs: pair,
      share: spreadOf(
        trees.map(({ parts, variance }) => pairVariance(parts, knobs, variance, pair) / variance.variance),
      ),
    }))
    .sort((a, b) => b.share.mean - a.share.mean);
  return { n: genotypes.length, outOfBagR2: forest.outOfBagR2, knobs: found, pairs };
}

function pairsOf(knobs: readonly number[]): [number, number][] {
  return knobs.flatMap((a, i) =>
    knobs.slice(i + 1).map((b): [number, number] => [Math.min(a, b), Math.max(a, b)]),
  );
}

function countsOf(tree: KnobTree, genotypes: readonly Genotype[], knob: number): number[] {
  const counts = tree.knobs[knob]!.values.map(() => 0);
  for (const genotype of genotypes) if (tree.isActive(genotype, knob)) counts[genotype[knob]!]!++;
  return counts;
}

function spreadOf(values: readonly number[]): MeanAndSd {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, sd: Math.sqrt(variance) };
}
