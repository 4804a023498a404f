import type { Architecture } from './architecture';
import type { Operation, OperationKind } from './operation';

/** How often each name occurs. */
export type Counts = ReadonlyMap<string, number>;

/** What the ways from the input to the output of a graph carry. */
export interface OperationPaths {
  /** Operations on a way, by name. */
  readonly operations: Counts;
  /** Ways from the input to the output. */
  readonly nPaths: number;
  /** Operations on the longest way. */
  readonly depth: number;
  /** Neighbours on ways, `conv2d 3x3 > avg_pool2d 3x3`; the ends of a way are `in` and `out`. */
  readonly bigrams: Counts;
  /** Whole ways, `conv2d 3x3 > avg_pool2d 3x3`; empty for one that only hands its input on. */
  readonly paths: Counts;
}

/** What a way goes through unchanged, as far as the order of operations is concerned. */
const CONTRACTED: ReadonlySet<OperationKind> = new Set([
  'identity',
  'batch_norm',
  'layer_norm',
  'activation',
  'dropout',
  'drop_path',
  'add',
  'concat',
  'flatten',
  'reshape',
]);

/** Of a graph with more ways than this only the longest counts as a whole: residual chains have 2ⁿ. */
const MOST_PATHS = 128;

/**
 * Reads off which operations follow each other on the ways from the input to the output.
 *
 * Ways end at a `zero`, and what is only reached through one is on none. Skips, norms, activations and merges
 * are contracted: two graphs that differ in them alone look the same. Names say the kind and the window, not the width:
 * `conv2d 3x3`. Bigrams are pairs of nodes, so that they stay few where ways are many.
 * O(nodes x operations), and up to 128 whole ways; the n-grams and paths of White et al., "BANANAS", AAAI 2021
 * (arXiv:1910.11858) section 3.2, for graphs with operations on nodes.
 */
export function operationPaths({ nodes }: Architecture): OperationPaths {
  const carries = carriesToOutput(nodes);
  const ways: Way[] = [];
  const operations = new Map<string, number>();
  const bigrams = new Map<string, number>();
  nodes.forEach(({ operation, inputs }, i) => {
    const live = inputs.filter((input) => ways[input]!.nWays > 0);
    const name = i === 0 ? 'in' : CONTRACTED.has(operation.kind) ? undefined : operationName(operation);
    const way = wayTo(i, name, live, ways);
    ways.push(operation.kind === 'zero' ? { ...way, nWays: 0 } : way);
    if (i === 0 || name === undefined || ways[i]!.nWays === 0 || !carries[i]) return;
    increment(operations, name);
    for (const origin of way.origins) increment(bigrams, `${ways[origin]!.name!} > ${name}`);
  });

  const { nWays, longest, sources } = ways.at(-1)!;
  if (nWays === 0) return { operations, nPaths: 0, depth: 0, bigrams, paths: new Map() };
  for (const origin of sources) increment(bigrams, `${ways[origin]!.name!} > out`);
  return { operations, nPaths: nWays, depth: longest.length, bigrams, paths: pathsOf(ways) };
}

/** The ways from the input to a node. */
interface Way {
  /** `undefined` for what is contracted. */
  readonly name: string | undefined;
  readonly nWays: number;
  /** Inputs on ways. */
  readonly live: readonly number[];
  /** Operations from which the node is reached through contracted nodes only. */
  readonly origins: readonly number[];
  /** The same for who reads it: an operation is its own source. */
  readonly sources: readonly number[];
  /** The longest way, as names. */
  readonly longest: readonly string[];
}

function wayTo(node: number, name: string | undefined, live: readonly number[], ways: readonly Way[]): Way {
  if (node === 0) return { name, nWays: 1, live, origins: [], sources: [0], longest: [] };
  const before = live.map((input) => ways[input]!);
  const origins = unionOf(before.map(({ sources }) => sources));
  const longest = before.reduce<readonly string[]>(
    (best, way) => (way.longest.length > best.length ? way.longest : best),
    [],
  );
  return {
    name,
    nWays: before.reduce((sum, way) => sum + way.nWays, 0),
    live,
    origins,
    sources: name === undefined ? origins : [node],
    longest: name === undefined ? longest : [...longest, name],
  };
}

/** Whole ways to the last node, followed backwards so that all of them begin at the input. */
function pathsOf(ways: readonly Way[]): Counts {
  const paths = new Map<string, number>();
  const { nWays, longest } = ways.at(-1)!;
  if (nWays > MOST_PATHS) increment(paths, longest.join(' > '));
  else follow(ways.length - 1, '');
  return paths;

  function follow(node: number, after: string): void {
    if (node === 0) {
      increment(paths, after);
      return;
    }
    const { name, live } = ways[node]!;
    const here = name === undefined ? after : after === '' ? name : `${name} > ${after}`;
    for (const input of live) follow(input, here);
  }
}

/** Nodes whose values reach the output other than through a `zero`. */
function carriesToOutput(nodes: Architecture['nodes']): boolean[] {
  const carries = nodes.map((_, i) => i === nodes.length - 1);
  for (let i = nodes.length - 1; i >= 0; i--) {
    const { operation, inputs } = nodes[i]!;
    if (carries[i] && operation.kind !== 'zero') for (const input of inputs) carries[input] = true;
  }
  return carries;
}

function operationName(operation: Operation): string {
  switch (operation.kind) {
    case 'conv2d':
      return `${operation.groups > 1 ? 'grouped_' : ''}conv2d ${windowName(operation.kernel, operation)}`;
    case 'separable_conv2d':
      return `separable_conv2d ${windowName(operation.kernel, operation)}`;
    case 'max_pool2d':
    case 'avg_pool2d':
      return `${operation.kind} ${windowName(operation.size, operation)}`;
    default:
      return operation.kind;
  }
}

type Sizes = readonly [number, number];

function windowName(size: Sizes, { stride, dilation }: { stride: Sizes; dilation?: Sizes }): string {
  const strided = Math.max(...stride) > 1 ? ` / ${stride.join('x')}` : '';
  const dilated = dilation && Math.max(...dilation) > 1 ? ` * ${dilation.join('x')}` : '';
  return `${size.join('x')}${strided}${dilated}`;
}

function unionOf(lists: readonly (readonly number[])[]): readonly number[] {
  return lists.length === 1 ? lists[0]! : [...new Set(lists.flat())];
}

function increment(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
