import type { Rng } from '../base/random';
import type { KnobTree } from '../space/knob-tree';
import type { Genotype } from '../space/space';
import type { BaggedForest } from './bagged-forest';
import { columnValue } from './knob-columns';
import type { KnobColumn } from './knob-columns';

/** Of each tree and knob, how much the squared error grows, in variances of the targets. */
export type PermutationImportance = readonly Float64Array[];

/** Rows that a tree is asked about at most. */
const MOST_ROWS = 400;

/**
 * What a knob is worth to the forest's predictions: its values are shuffled among the observations that a tree was not
 * grown on and that have the knob on, and the error grows. Breiman, Machine Learning 45, 2001, section 10.
 */
export function permutationImportance(
  { trees }: BaggedForest,
  genotypes: readonly Genotype[],
  inputs: readonly Float64Array[],
  targets: Float64Array,
  { knobTree, columns }: { readonly knobTree: KnobTree; readonly columns: readonly KnobColumn[] },
  rng: Rng,
): PermutationImportance {
  const variance = varianceOf(targets);
  return trees.map(({ tree, outOfBag }, t) => {
    const stream = rng.fork(`permutation-${t}`);
    const rows = outOfBag.length > MOST_ROWS ? stream.shuffled(outOfBag).slice(0, MOST_ROWS) : outOfBag;
    const before = rows.map((row) => (tree.predict(inputs[row]!) - targets[row]!) ** 2);
    return Float64Array.from(knobTree.knobs, (_, knob) => {
      const on = [...rows.keys()].filter((i) => knobTree.isActive(genotypes[rows[i]!]!, knob));
      const shuffled = stream.shuffled(on);
      let growth = 0;
      on.forEach((i, place) => {
        const input = inputs[rows[i]!]!.slice();
        const position = genotypes[rows[shuffled[place]!]!]![knob]!;
        columns.forEach((column, c) => {
          if (column.knob === knob) input[c] = columnValue(column, position);
        });
        growth += (tree.predict(input) - targets[rows[i]!]!) ** 2 - before[i]!;
      });
      return rows.length > 0 && variance > 0 ? growth / rows.length / variance : 0;
    });
  });
}

function varianceOf(values: Float64Array): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}
