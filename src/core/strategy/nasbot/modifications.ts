import type { Rng } from '../../base/random';
import type { Genotype, SearchSpace } from '../../space/space';
import { layersOf, type Layer } from './layers';

/** What a modification does to a network: Kandasamy et al., table 1. */
export type ModificationKind =
  | 'inc_single'
  | 'dec_single'
  | 'inc_en_masse'
  | 'dec_en_masse'
  | 'swap_layer'
  | 'wedge_layer'
  | 'remove_layer'
  | 'branch'
  | 'skip';

/** How often each is drawn, as in the paper's code; not normalised. */
const MASSES: Readonly<Record<ModificationKind, number>> = {
  inc_single: 0.1,
  dec_single: 0.1,
  inc_en_masse: 0.1,
  dec_en_masse: 0.1,
  swap_layer: 0.2,
  wedge_layer: 0.1,
  remove_layer: 0.1,
  branch: 0.2,
  skip: 0.2,
};
/** How often 1, 2, ... 5 modifications are made, as in the paper's code. */
const STEPS: readonly number[] = [0.5, 0.25, 0.125, 0.075, 0.05];

/** Mutants that are looked at until one is of the kind that was drawn. */
const TRIES = 5;
/** Edits whose kind is remembered. */
const MAX_EDITS = 10_000;

/** Modifies networks within a space. */
export type Modify = (genotype: Genotype, stream: Rng) => Genotype;

/**
 * Modifies a network once to five times, in the ways of Kandasamy et al. as far as the space goes.
 *
 * For each step a kind of modification is drawn by the paper's masses, then edits by the space's `mutate`, until one is of that
 * kind; after five the last is taken, since a space may know no edit of some kind. What an edit (these knobs from these values to
 * those) does is judged by the sketches at hand where it is first met, and taken to be the same everywhere; where there are no
 * sketches any edit does.
 */
export function createModify(space: SearchSpace, hasSketches: boolean): Modify {
  const kinds = new Map<string, ModificationKind>();

  return (genotype, stream) => {
    let modified = genotype;
    for (let left = 1 + drawIndex(STEPS, stream); left > 0; left--) modified = once(modified, stream);
    return modified;
  };

  function once(genotype: Genotype, stream: Rng): Genotype {
    if (!hasSketches) return space.mutate(genotype, stream);
    const names = Object.keys(MASSES) as ModificationKind[];
    const wanted = names[drawIndex(Object.values(MASSES), stream)]!;
    let mutant = space.mutate(genotype, stream);
    for (let tries = 1; tries < TRIES && kindOf(genotype, mutant) !== wanted; tries++)
      mutant = space.mutate(genotype, stream);
    return mutant;
  }

  function kindOf(from: Genotype, to: Genotype): ModificationKind {
    const edit = from.map((value, knob) => (value === to[knob] ? '' : `${value}>${to[knob]!}`)).join();
    let kind = kinds.get(edit);
    if (kind === undefined) {
      const [before, after] = [space.sketch(from), space.sketch(to)];
      kind =
        before === undefined || after === undefined
          ? 'swap_layer'
          : modificationBetween(layersOf(before), layersOf(after));
      if (kinds.size >= MAX_EDITS) kinds.clear();
      kinds.set(edit, kind);
    }
    return kind;
  }
}

/**
 * What leads from one network to another.
 *
 * More layers are wedged in where the longest path grows, else a branch. Equally many: another label is a swap, then
 * other masses are changed units (en masse where more than two layers change: one, and what comes after it), then other connections a
 * skip. What changes nothing of all this counts as a swap.
 */
export function modificationBetween(before: readonly Layer[], after: readonly Layer[]): ModificationKind {
  if (after.length < before.length) return 'remove_layer';
  if (after.length > before.length)
    return longestPath(after) > longestPath(before) ? 'wedge_layer' : 'branch';
  const labels = (layers: readonly Layer[]): string =>
    layers
      .map(({ label }) => JSON.stringify(label))
      .sort()
      .join();
  if (labels(before) !== labels(after)) return 'swap_layer';
  const [old, changed] = [massesOf(before), massesOf(after)];
  const growth = sum(changed) - sum(old);
  if (growth !== 0) {
    const isMany = without(changed, old).length > 2;
    return growth > 0 ? (isMany ? 'inc_en_masse' : 'inc_single') : isMany ? 'dec_en_masse' : 'dec_single';
  }
  const edges = (layers: readonly Layer[]): string => layers.map(({ inputs }) => inputs.join()).join(';');
  return edges(before) !== edges(after) ? 'skip' : 'swap_layer';
}

function longestPath(layers: readonly Layer[]): number {
  const lengths: number[] = [];
  for (const { inputs } of layers)
    lengths.push(inputs.reduce((most, input) => Math.max(most, lengths[input]! + 1), 0));
  return lengths.at(-1)!;
}

/** Without those that follow from the others. */
function massesOf(layers: readonly Layer[]): number[] {
  return layers
    .filter(({ label }) => label.class !== 'input' && label.class !== 'output' && label.class !== 'decision')
    .map(({ mass }) => mass);
}

/** The items of `all` that `some` has not, each as often as that. */
function without(all: readonly number[], some: readonly number[]): number[] {
  const left = [...some];
  return all.filter((item) => {
    const at = left.indexOf(item);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}

function drawIndex(weights: readonly number[], stream: Rng): number {
  let left = stream.next() * sum(weights);
  const last = weights.length - 1;
  for (let i = 0; i < last; i++) {
    left -= weights[i]!;
    if (left < 0) return i;
  }
  return last;
}
