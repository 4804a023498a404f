import {
  formatNasBench201,
  NAS_BENCH_201_EDGES,
  NAS_BENCH_201_OPERATIONS,
  type NasBench201Operation,
} from './nas-bench-201-notation';

/** Distinct cells under the benchmark's own identity. */
export const NAS_BENCH_201_DISTINCT = 6466n;

/**
 * The benchmark's own identity of a cell, as a text: node 3 unfolded into an
 * expression of the input `0`. A skip is contracted, `none` and everything
 * computed from a node without live input is written `#`, and sums are sorted
 * with `#` kept as a term. 6,466 classes of the 15,625 cells.
 *
 * It merges cells that compute the same values with different sharing (two
 * equal convolutions of one node, or one used twice, unfold alike: isomorphism
 * with sharing and without `#` gives 5,425 classes), cells that differ in
 * operations whose output nothing uses, and cells that differ in operations
 * on a node 1 without input, although a convolution there still puts out the
 * offset of its batch norm. It splits cells that compute the same and differ in
 * how many `none` a sum has (without `#`: 5,390). A node 2 whose two terms are
 * both `#` is written `#+#`, which does not count as dead. Since sums of nodes
 * 2 and 3 have two and three terms, exchanging nodes 1 and 2 may split too. All
 * of this is the benchmark's, kept so that published counts can be compared.
 */
function nasBench201Expression(operations: readonly NasBench201Operation[]): string {
  const terms: string[][] = [[], [], [], []];
  const valueOf = (node: number): string => (node === 0 ? '0' : terms[node]!.sort().join('+'));
  NAS_BENCH_201_EDGES.forEach(([from, to], edge) => {
    const operation = operations[edge]!;
    const source = valueOf(from);
    terms[to]!.push(
      operation === 'none' || source === '#'
        ? '#'
        : operation === 'skip_connect'
          ? source
          : `(${source})@${operation}`,
    );
  });
  return valueOf(3);
}

let representatives: ReadonlyMap<string, string> | undefined;

/**
 * The lexicographically first notation among the cells of the same identity:
 * readable, and equal for cells that the benchmark counts as one. The first
 * call goes through all 15,625 cells (tens of milliseconds).
 */
export function nasBench201Representative(operations: readonly NasBench201Operation[]): string {
  representatives ??= firstNotations();
  return representatives.get(nasBench201Expression(operations))!;
}

function firstNotations(): ReadonlyMap<string, string> {
  const first = new Map<string, string>();
  const nCells = NAS_BENCH_201_OPERATIONS.length ** NAS_BENCH_201_EDGES.length;
  for (let cell = 0; cell < nCells; cell++) {
    const operations = NAS_BENCH_201_EDGES.map(
      (_, edge) => NAS_BENCH_201_OPERATIONS[Math.floor(cell / 5 ** edge) % 5]!,
    );
    const expression = nasBench201Expression(operations);
    const notation = formatNasBench201(operations);
    const known = first.get(expression);
    if (known === undefined || notation < known) first.set(expression, notation);
  }
  return first;
}
