import type { Genotype, Knob } from './space';

/** Whether a knob has an effect, given the positions of the knobs before it. */
export function isActive(knobs: readonly Knob[], genotype: Genotype, knob: number): boolean {
  const condition = knobs[knob]!.activeIf;
  return (
    condition === undefined ||
    (condition.values.includes(genotype[condition.knob]!) && isActive(knobs, genotype, condition.knob))
  );
}
