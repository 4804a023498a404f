import type { Rng } from '../base/random';

export interface TreeOptions {
  /** Share of the columns that are tried at a split, drawn anew each time. */
  readonly columnShare: number;
  /** Observations that each side of a split has at least. */
  readonly minLeaf: number;
  /** Observations that a node has at least to be split. */
  readonly minSplit: number;
}

export interface RegressionTree {
  predict(input: Float64Array): number;
  readonly nodes: TreeNodes;
}

/** A tree as arrays by node, the root first. The left child is the next node. */
export interface TreeNodes {
  /** What a node splits by; -1 marks a leaf. */
  readonly columns: Int32Array;
  /** The threshold, at most which inputs go left; of a leaf what it predicts. */
  readonly numbers: Float64Array;
  readonly rights: Int32Array;
}

/** A column as the numbers of its distinct values in order. */
export interface BinnedColumn {
  /** Ascending. */
  readonly values: Float64Array;
  /** Of each observation. */
  readonly bins: Uint16Array;
}

/** Columns without two distinct values are `undefined`: nothing splits by them. */
export function binColumns(inputs: readonly Float64Array[]): (BinnedColumn | undefined)[] {
  return Array.from({ length: inputs[0]!.length }, (_, c) => {
    const column = Float64Array.from(inputs, (input) => input[c]!);
    const values = Float64Array.from(new Set(column)).sort();
    if (values.length < 2) return undefined;
    const binOf = new Map(Array.from(values, (value, bin) => [value, bin]));
    return { values, bins: Uint16Array.from(column, (value) => binOf.get(value)!) };
  });
}

interface Split {
  readonly column: number;
  /** The last bin of the left side. */
  readonly bin: number;
}

/**
 * Grows a regression tree that splits where the squared error falls most.
 *
 * Breiman et al., "Classification and Regression Trees", 1984. As many columns are tried as `columnShare` says, and more while none of them splits.
 */
export function growTree(
  columns: readonly (BinnedColumn | undefined)[],
  targets: Float64Array,
  options: TreeOptions,
  rng: Rng,
): RegressionTree {
  const usable = [...columns.keys()].filter((c) => columns[c] !== undefined);
  const nTried = Math.max(1, Math.round(options.columnShare * columns.length));
  const largest = usable.reduce((most, c) => Math.max(most, columns[c]!.values.length), 0);
  const counts = new Int32Array(largest);
  const sums = new Float64Array(largest);
  const nodeColumns: number[] = [];
  const nodeNumbers: number[] = [];
  const nodeRights: number[] = [];
  grow(Int32Array.from(targets.keys()));
  const splitColumns = Int32Array.from(nodeColumns);
  const numbers = Float64Array.from(nodeNumbers);
  const rights = Int32Array.from(nodeRights);

  return {
    nodes: { columns: splitColumns, numbers, rights },
    predict(input) {
      let node = 0;
      while (splitColumns[node]! >= 0)
        node = input[splitColumns[node]!]! <= numbers[node]! ? node + 1 : rights[node]!;
      return numbers[node]!;
    },
  };

  function grow(members: Int32Array): void {
    const node = nodeColumns.length;
    let sum = 0;
    for (const member of members) sum += targets[member]!;
    nodeColumns.push(-1);
    nodeNumbers.push(sum / members.length);
    nodeRights.push(-1);
    if (members.length < Math.max(options.minSplit, 2 * options.minLeaf)) return;
    const split = bestSplit(members, sum);
    if (!split) return;
    const { values, bins } = columns[split.column]!;
    nodeColumns[node] = split.column;
    // Halfway to the next value: inputs between the two go to the nearer side.
    nodeNumbers[node] = (values[split.bin]! + values[split.bin + 1]!) / 2;
    grow(members.filter((member) => bins[member]! <= split.bin));
    nodeRights[node] = nodeColumns.length;
    grow(members.filter((member) => bins[member]! > split.bin));
  }

  function bestSplit(members: Int32Array, sum: number): Split | undefined {
    let best: Split | undefined;
    // Of a split, Σ (sum of a side)² / (its size) is what the squared error loses.
    let most = (sum * sum) / members.length + 1e-12;
    for (let tried = 0; tried < usable.length && (tried < nTried || !best); tried++) {
      const other = tried + rng.below(usable.length - tried);
      [usable[tried], usable[other]] = [usable[other]!, usable[tried]!];
      const column = usable[tried]!;
      const { values, bins } = columns[column]!;
      counts.fill(0, 0, values.length);
      sums.fill(0, 0, values.length);
      for (const member of members) {
        counts[bins[member]!]!++;
        sums[bins[member]!]! += targets[member]!;
      }
      let nLeft = 0;
      let left = 0;
      for (let bin = 0; bin < values.length - 1; bin++) {
        if (counts[bin] === 0) continue;
        nLeft += counts[bin]!;
        left += sums[bin]!;
        const nRight = members.length - nLeft;
        if (nLeft < options.minLeaf) continue;
        if (nRight < options.minLeaf) break;
        const explained = (left * left) / nLeft + (sum - left) ** 2 / nRight;
        if (explained > most) [most, best] = [explained, { column, bin }];
      }
    }
    return best;
  }
}
