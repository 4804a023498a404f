/** A trial in the tree of who came from whom. */
export interface Ancestry {
  readonly parents: readonly number[];
}

/** Where each trial stands. */
export interface LineageLayout {
  /** By trial: 0 for a fresh draw, else one more than the latest of its parents. */
  readonly generations: Uint32Array;
  readonly nGenerations: number;
  /** By trial: the position across its generation, in rows; trials of one generation are at least a row apart. */
  readonly rows: Float64Array;
  readonly nRows: number;
}

/**
 * Layers by generation, and within them a tidy tree: children in the rows of their own, a parent in the middle of them.
 *
 * Of several parents the first places the child. Trials that made nothing take the next free row, in depth-first order, so that no two
 * subtrees cross. O(trials).
 *
 * @param trials by number; parents have smaller numbers
 */
export function lineageLayout(trials: readonly Ancestry[]): LineageLayout {
  const generations = new Uint32Array(trials.length);
  const children: number[][] = trials.map(() => []);
  const roots: number[] = [];
  let nGenerations = trials.length > 0 ? 1 : 0;
  trials.forEach(({ parents }, trial) => {
    const earlier = parents.filter((parent) => parent < trial);
    for (const parent of earlier) {
      generations[trial] = Math.max(generations[trial]!, generations[parent]! + 1);
    }
    nGenerations = Math.max(nGenerations, generations[trial]! + 1);
    (earlier.length > 0 ? children[earlier[0]!]! : roots).push(trial);
  });
  const { rows, nRows } = place(roots, children);
  return { generations, nGenerations, rows, nRows };
}

/** A stack instead of recursion: a line of descent can be thousands long. */
function place(
  roots: readonly number[],
  children: readonly (readonly number[])[],
): { readonly rows: Float64Array; readonly nRows: number } {
  const rows = new Float64Array(children.length);
  let nRows = 0;
  const stack = roots.toReversed().map((trial) => ({ trial, isEntered: false }));
  while (stack.length > 0) {
    const top = stack.at(-1)!;
    const below = children[top.trial]!;
    if (!top.isEntered && below.length > 0) {
      top.isEntered = true;
      for (let i = below.length - 1; i >= 0; i--) stack.push({ trial: below[i]!, isEntered: false });
      continue;
    }
    stack.pop();
    rows[top.trial] = below.length === 0 ? nRows++ : (rows[below[0]!]! + rows[below.at(-1)!]!) / 2;
  }
  return { rows, nRows };
}

/** From the oldest forebear to `trial`, by first parents. */
export function lineOf(trials: readonly Ancestry[], trial: number): number[] {
  const line = [trial];
  for (;;) {
    const last = line.at(-1)!;
    const parent = trials[last]?.parents.find((candidate) => candidate < last);
    if (parent === undefined) return line.reverse();
    line.push(parent);
  }
}

/** Knobs in which two candidates differ. */
export function changedKnobs(before: readonly number[], after: readonly number[]): number[] {
  return [...after.keys()].filter((knob) => before[knob] !== after[knob]);
}
