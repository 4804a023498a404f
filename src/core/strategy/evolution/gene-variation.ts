import type { Rng } from '../../base/random';
import type { KnobTree } from '../../space/knob-tree';
import type { Genotype } from '../../space/space';

/**
 * Draws each active knob anew with a probability of its own, uniformly from all of its values; so the old value may
 * come again, as in the genetic searches that mutate this way.
 *
 * Knobs that this switches on are drawn uniformly over their encodings, those that it switches off fall to 0. The
 * result may fail to build.
 */
export function resampled(
  tree: KnobTree,
  genotype: Genotype,
  probabilityOf: (knob: number) => number,
  stream: Rng,
): Genotype {
  const child = tree.knobs.map(() => 0);
  tree.knobs.forEach(({ values, activeIf }, knob) => {
    if (!tree.isActive(child, knob)) {
      child[knob] = 0;
    } else if (tree.isActive(genotype, knob)) {
      child[knob] = stream.next() < probabilityOf(knob) ? stream.below(values.length) : genotype[knob]!;
    } else if (tree.isActive(genotype, activeIf!.knob)) {
      // Draws all under it as well: a knob below one that was itself switched on has its value already.
      tree.sampleUnder(child, knob, stream);
    }
  });
  return child;
}

/**
 * Takes each active knob from `b` with probability `swap` and else from `a`; from the one in which it is active when
 * it is not in both. Every value is a parent's. The result may fail to build.
 */
export function crossed(tree: KnobTree, a: Genotype, b: Genotype, swap: number, stream: Rng): Genotype {
  const child = tree.knobs.map(() => 0);
  tree.knobs.forEach((_, knob) => {
    if (!tree.isActive(child, knob)) return;
    const isSwapped = stream.next() < swap;
    const [own, other] = isSwapped ? [b, a] : [a, b];
    child[knob] = (tree.isActive(own, knob) ? own : other)[knob]!;
  });
  return child;
}

/** Knobs that have an effect on `genotype` and a choice; at least 1. */
export function nChoices(tree: KnobTree, genotype: Genotype): number {
  const n = tree.knobs.filter(
    ({ values }, knob) => values.length > 1 && tree.isActive(genotype, knob),
  ).length;
  return Math.max(1, n);
}
