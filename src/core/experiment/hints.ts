import { findNodeAtLocation, parseTree } from 'jsonc-parser';

/** The keys of an experiment file that something is said beside. */
export type HintedKey = 'space' | 'budget';

/** Where a few words belong. */
export interface HintPlace {
  readonly key: HintedKey;
  /** UTF-16 offset behind the key. */
  readonly offset: number;
}

const KEYS: readonly HintedKey[] = ['space', 'budget'];

/** Where the hints of a file stand. The text may be broken: what is not found has none. */
export function hintPlaces(text: string): HintPlace[] {
  const root = parseTree(text);
  if (!root) return [];
  return KEYS.flatMap((key) => {
    const name = findNodeAtLocation(root, [key])?.parent?.children?.[0];
    return name ? [{ key, offset: name.offset + name.length }] : [];
  });
}
