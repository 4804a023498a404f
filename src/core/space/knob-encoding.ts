import type { KnobTree } from './knob-tree';
import type { Genotype } from './space';

/** One number per value of every knob: 1 at the chosen one, all 0 for an inactive knob. */
export function oneHot(tree: KnobTree, genotype: Genotype): Float64Array {
  const length = tree.knobs.reduce((sum, { values }) => sum + values.length, 0);
  const code = new Float64Array(length);
  let start = 0;
  tree.knobs.forEach(({ values }, knob) => {
    if (tree.isActive(genotype, knob)) code[start + genotype[knob]!] = 1;
    start += values.length;
  });
  return code;
}

/** One number per knob: the value's position over the last position; 0 for an inactive knob. */
export function ordinal(tree: KnobTree, genotype: Genotype): Float64Array {
  return Float64Array.from(tree.knobs, ({ values }, knob) =>
    values.length > 1 ? genotype[knob]! / (values.length - 1) : 0,
  );
}
