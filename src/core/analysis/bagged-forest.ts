import type { Rng } from '../base/random';
import { binColumns, growTree } from '../surrogate/random-forest-tree';
import type { BinnedColumn, RegressionTree, TreeOptions } from '../surrogate/random-forest-tree';

export interface BaggedTree {
  readonly tree: RegressionTree;
  /** Positions of the observations that it was not grown on. */
  readonly outOfBag: readonly number[];
}

export interface BaggedForest {
  readonly trees: readonly BaggedTree[];
  /** 1 - squared error over variance, of each observation by the trees that did not see it; `undefined` where nothing varies. */
  readonly outOfBagR2: number | undefined;
}

/** Trees that see most columns, because the question is which of them matter; leaves large enough not to repeat noise. */
const OPTIONS: TreeOptions = { columnShare: 0.6, minLeaf: 3, minSplit: 6 };
export const N_TREES = 48;
/** Observations that a tree is grown on at most. */
export const MOST_DRAWN = 2000;

/**
 * A random forest with bootstrap, as Breiman has it (Machine Learning 45, 2001): what trees were not grown on tells how far
 * to trust them.
 */
export function growBaggedForest(
  inputs: readonly Float64Array[],
  targets: Float64Array,
  rng: Rng,
): BaggedForest {
  const columns = binColumns(inputs);
  const trees = Array.from({ length: N_TREES }, (_, t) => grow(columns, targets, rng.fork(`tree-${t}`)));
  return { trees, outOfBagR2: outOfBagR2(trees, inputs, targets) };
}

function grow(columns: readonly (BinnedColumn | undefined)[], targets: Float64Array, rng: Rng): BaggedTree {
  const n = targets.length;
  const drawn = Int32Array.from({ length: Math.min(n, MOST_DRAWN) }, () => rng.below(n));
  const isDrawn = new Uint8Array(n);
  for (const i of drawn) isDrawn[i] = 1;
  const tree = growTree(
    columns.map((column) => column && { ...column, bins: Uint16Array.from(drawn, (i) => column.bins[i]!) }),
    Float64Array.from(drawn, (i) => targets[i]!),
    OPTIONS,
    rng,
  );
  return { tree, outOfBag: [...targets.keys()].filter((i) => isDrawn[i] === 0) };
}

function outOfBagR2(
  trees: readonly BaggedTree[],
  inputs: readonly Float64Array[],
  targets: Float64Array,
): number | undefined {
  const sums = new Float64Array(targets.length);
  const counts = new Int32Array(targets.length);
  for (const { tree, outOfBag } of trees) {
    for (const i of outOfBag) {
      sums[i]! += tree.predict(inputs[i]!);
      counts[i]!++;
    }
  }
  const known = [...targets.keys()].filter((i) => counts[i]! > 0);
  const mean = known.reduce((sum, i) => sum + targets[i]!, 0) / known.length;
  let errors = 0;
  let variance = 0;
  for (const i of known) {
    errors += (targets[i]! - sums[i]! / counts[i]!) ** 2;
    variance += (targets[i]! - mean) ** 2;
  }
  return variance > 0 ? 1 - errors / variance : undefined;
}
