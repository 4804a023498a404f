import type { Rng } from '../base/random';
import type { KnobTree } from './knob-tree';
import type { Genotype } from './space';

/** Every encoding that differs in one active knob; knobs that this switches on take their first value. */
export function neighboursOf(tree: KnobTree, genotype: Genotype): Genotype[] {
  return tree.knobs.flatMap(({ values }, knob) =>
    tree.isActive(genotype, knob)
      ? values.flatMap((_, position) =>
          position === genotype[knob] ? [] : [normalised(tree, withPosition(genotype, knob, position))],
        )
      : [],
  );
}

/**
 * Gives one active knob, drawn uniformly, another value, drawn uniformly. Knobs
 * that this switches on are drawn uniformly over their encodings, those that
 * it switches off fall to 0. `undefined` where there is nothing to choose.
 */
export function mutantOf(tree: KnobTree, genotype: Genotype, rng: Rng): Genotype | undefined {
  const turnable = tree.knobs.flatMap(({ values }, knob) =>
    values.length > 1 && tree.isActive(genotype, knob) ? [knob] : [],
  );
  if (turnable.length === 0) return undefined;
  const knob = rng.pick(turnable);
  const other = rng.below(tree.knobs[knob]!.values.length - 1);
  const mutant = withPosition(genotype, knob, other < genotype[knob]! ? other : other + 1);
  tree.knobs.forEach((_, later) => {
    if (tree.isActive(genotype, later) || !tree.isActive(mutant, later)) return;
    const parent = tree.knobs[later]!.activeIf!.knob;
    // Below a knob that was itself switched on, the draw above it has drawn already.
    if (parent === knob || tree.isActive(genotype, parent)) tree.sampleUnder(mutant, later, rng);
  });
  return normalised(tree, mutant);
}

/**
 * Takes each active knob from either parent with equal chance, from the one in
 * which it is active when it is not in both. Every value is a parent's: a knob
 * is switched on by a value that some parent holds, and there it is active.
 */
export function childOf(tree: KnobTree, a: Genotype, b: Genotype, rng: Rng): Genotype {
  const child = tree.knobs.map(() => 0);
  tree.knobs.forEach((_, knob) => {
    if (!tree.isActive(child, knob)) return;
    const donors = [a, b].filter((parent) => tree.isActive(parent, knob));
    child[knob] = rng.pick(donors)[knob]!;
  });
  return child;
}

function withPosition(genotype: Genotype, knob: number, position: number): number[] {
  return genotype.map((old, i) => (i === knob ? position : old));
}

function normalised(tree: KnobTree, genotype: number[]): Genotype {
  tree.knobs.forEach((_, knob) => {
    if (!tree.isActive(genotype, knob)) genotype[knob] = 0;
  });
  return genotype;
}
