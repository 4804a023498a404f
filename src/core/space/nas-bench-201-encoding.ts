import {
  NAS_BENCH_201_EDGES,
  NAS_BENCH_201_OPERATIONS,
  type NasBench201Operation,
} from './nas-bench-201-notation';

/**
 * The cell as a graph with operations on its eight vertices (input, six edges,
 * output): 28 bits above the diagonal, row by row, then five one-hot numbers
 * per edge. Vertices of `none` have no neighbours.
 *
 * The adjacency encoding of White et al., "A Study on Encodings for Neural
 * Architecture Search", NeurIPS 2020 (arXiv:2007.04965), for this space.
 */
export function adjacencyCode(operations: readonly NasBench201Operation[]): Float64Array {
  const ends = [[-1, 0], ...NAS_BENCH_201_EDGES, [3, 4]] as const;
  const lives = (vertex: number): boolean => operations[vertex - 1] !== 'none';
  const bits: number[] = [];
  for (let row = 0; row < ends.length; row++)
    for (let column = row + 1; column < ends.length; column++)
      bits.push(ends[row]![1] === ends[column]![0] && lives(row) && lives(column) ? 1 : 0);
  const oneHot = operations.flatMap((operation) =>
    NAS_BENCH_201_OPERATIONS.map((name) => (name === operation ? 1 : 0)),
  );
  return Float64Array.from([...bits, ...oneHot]);
}

/** Without `none`, which ends a path. */
const ON_PATHS = NAS_BENCH_201_OPERATIONS.filter((name) => name !== 'none');

/** Positions of the edges along the four ways from node 0 to node 3. */
const PATHS = [[3], [0, 4], [1, 5], [0, 2, 5]] as const;

/**
 * One number per sequence of one to three operations other than `none` (4 + 16
 * + 64 = 84): 1 when some way from node 0 to node 3 carries it.
 *
 * The path encoding of White et al., "BANANAS", AAAI 2021 (arXiv:1910.11858),
 * for this space; skips are operations, as in the paper.
 */
export function pathCode(operations: readonly NasBench201Operation[]): Float64Array {
  const code = new Float64Array(4 + 16 + 64);
  const starts = [0, 4, 20];
  for (const path of PATHS) {
    const positions = path.map((edge) => ON_PATHS.findIndex((name) => name === operations[edge]));
    if (positions.includes(-1)) continue;
    code[
      starts[path.length - 1]! + positions.reduce((sum, position) => sum * ON_PATHS.length + position, 0)
    ] = 1;
  }
  return code;
}
