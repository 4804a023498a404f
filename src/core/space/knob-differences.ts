import type { Genotype, Knob, KnobValue } from './space';

/** A knob that two candidates turn differently; `undefined` where it has no effect. */
export interface KnobDifference {
  readonly knob: string;
  readonly from: KnobValue | undefined;
  readonly to: KnobValue | undefined;
}

/** What one would do to `from` to get `to`, in the knobs' order. */
export function knobDifferences(knobs: readonly Knob[], from: Genotype, to: Genotype): KnobDifference[] {
  const before = activeValues(knobs, from);
  const after = activeValues(knobs, to);
  return knobs.flatMap(({ name }, i) =>
    before[i] === after[i] ? [] : [{ knob: name, from: before[i], to: after[i] }],
  );
}

/** The value of each knob that has an effect. A knob comes after the one that switches it on. */
function activeValues(knobs: readonly Knob[], genotype: Genotype): (KnobValue | undefined)[] {
  const isActive: boolean[] = [];
  return knobs.map(({ values, activeIf }, i) => {
    isActive[i] =
      activeIf === undefined ||
      (isActive[activeIf.knob]! && activeIf.values.includes(genotype[activeIf.knob]!));
    return isActive[i] ? values[genotype[i]!] : undefined;
  });
}
