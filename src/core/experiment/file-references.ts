import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import type { Node } from 'jsonc-parser';
import type { PathStep } from '../base/issues';

/** A path of a file or folder that an experiment names. */
export interface FileReference {
  readonly path: readonly PathStep[];
  /** As written: relative to the experiment file, or absolute. */
  readonly value: string;
  /** UTF-16 offsets of the text between the quotes. */
  readonly offset: number;
  readonly length: number;
}

/** Where an experiment names files, and what these are. */
export const FILE_PLACES = [
  { path: ['task', 'dataset', 'path'], what: 'data' },
  { path: ['task', 'dataset', 'images'], what: 'idx' },
  { path: ['task', 'dataset', 'labels'], what: 'idx' },
  { path: ['task', 'dataset', 'testImages'], what: 'idx' },
  { path: ['task', 'dataset', 'testLabels'], what: 'idx' },
  { path: ['estimator', 'path'], what: 'table' },
] as const satisfies readonly { path: readonly PathStep[]; what: string }[];

/** The files that an experiment names, in a text that may be broken elsewhere. */
export function fileReferences(text: string): FileReference[] {
  const root = parseTree(text);
  if (!root) return [];
  return FILE_PLACES.flatMap(({ path }) => {
    const node = findNodeAtLocation(root, [...path]);
    const value: unknown = node?.value;
    return node && typeof value === 'string' && value !== '' ? [{ path, value, ...insideQuotes(node) }] : [];
  });
}

function insideQuotes({ offset, length }: Node): { offset: number; length: number } {
  return { offset: offset + 1, length: Math.max(0, length - 2) };
}
