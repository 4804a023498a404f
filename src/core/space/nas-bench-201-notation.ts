import { expected, InputError } from '../base/errors';

/** Spelled as in the benchmark; the order is that of its knobs' values. */
export const NAS_BENCH_201_OPERATIONS = [
  'none',
  'skip_connect',
  'nor_conv_1x1',
  'nor_conv_3x3',
  'avg_pool_3x3',
] as const;

export type NasBench201Operation = (typeof NAS_BENCH_201_OPERATIONS)[number];

/** The six edges `[from, to]` in the order in which the notation writes them. */
export const NAS_BENCH_201_EDGES = [
  [0, 1],
  [0, 2],
  [1, 2],
  [0, 3],
  [1, 3],
  [2, 3],
] as const;

const operation = NAS_BENCH_201_OPERATIONS.join('|');
const nodePattern = (to: number): string =>
  `\\|${Array.from({ length: to }, (_, from) => `(?:${operation})~${from}\\|`).join('')}`;

/** Source of a regular expression that finds a cell anywhere in a text; it has no capturing groups. */
export const NAS_BENCH_201_PATTERN = [1, 2, 3].map(nodePattern).join('\\+');

/** `|op~0|+|op~0|op~1|+|op~0|op~1|op~2|` for six operations in the order of the edges. */
export function formatNasBench201(operations: readonly NasBench201Operation[]): string {
  let edge = 0;
  return [1, 2, 3]
    .map((to) => `|${Array.from({ length: to }, (_, from) => `${operations[edge++]!}~${from}|`).join('')}`)
    .join('+');
}

/** The six operations of a cell. Errors name the place by its character, from 1. */
export function parseNasBench201(text: string): readonly NasBench201Operation[] {
  let at = text.length - text.trimStart().length;
  const end = text.trimEnd().length;
  const operations: NasBench201Operation[] = [];

  for (let to = 1; to <= 3; to++) {
    if (to > 1) take('+', `"+" before node ${to}`);
    take('|', `"|" at the start of node ${to}`);
    for (let from = 0; from < to; from++) {
      operations.push(takeOperation(from, to));
      take(`~${from}`, `"~${from}", as edge ${from}->${to} comes from node ${from}`);
      take('|', `"|" after edge ${from}->${to}`);
    }
  }
  if (at < end) throw expected(place(), 'nothing after the cell', text.slice(at, end));
  return operations;

  function place(): string {
    return `character ${at + 1}`;
  }

  function take(token: string, what: string): void {
    if (!text.startsWith(token, at)) throw expected(place(), what, text.slice(at, at + 20) || undefined);
    at += token.length;
  }

  function takeOperation(from: number, to: number): NasBench201Operation {
    const word = /^[^~|+\s]*/.exec(text.slice(at))?.[0] ?? '';
    const found = NAS_BENCH_201_OPERATIONS.find((name) => name === word);
    if (!found)
      throw new InputError(
        place(),
        `expected the operation of edge ${from}->${to} (${NAS_BENCH_201_OPERATIONS.join(', ')}), but got ${word === '' ? 'nothing' : `"${word.slice(0, 40)}"`}`,
      );
    at += word.length;
    return found;
  }
}
