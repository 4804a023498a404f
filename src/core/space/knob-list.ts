import { assert } from '../base/errors';
import type { Genotype, Knob, KnobValue } from './space';

/** While it holds, the knobs under it have an effect. `never` is what a constant can make of it. */
export type Condition = NonNullable<Knob['activeIf']> | 'always' | 'never';

/** A field of a network: a knob when there is something to choose, else a constant. */
export interface Choice<T extends KnobValue> {
  readonly values: readonly T[];
  /** Its position among the knobs; `undefined` where nothing is to be chosen. */
  readonly knob: number | undefined;
  /** The value that a genotype gives it. */
  of(genotype: Genotype): T;
  /** Holds while this choice has effect and its value satisfies `test`. */
  when(test: (value: T) => boolean): Condition;
}

/**
 * Collects the knobs of a space while its fields are declared.
 *
 *     const depth = knobs.choose('depth', [1, 2, 3], { ordinal: true });
 *     const kernel2 = knobs.choose('block2.kernel', [3, 5], { ordinal: true, under: depth.when((d) => d > 1) });
 *
 * A list of one value makes no knob: nothing is to be chosen.
 */
export class KnobList {
  readonly knobs: Knob[] = [];
  #nFields = 0;

  /** Fields declared so far, those with a single value included: how much work the declaration was. */
  get nFields(): number {
    return this.#nFields;
  }

  choose<T extends KnobValue>(
    name: string,
    values: readonly T[],
    { ordinal = false, under = 'always' }: { readonly ordinal?: boolean; readonly under?: Condition } = {},
  ): Choice<T> {
    this.#nFields++;
    assert(values.length > 0, `${name} has values to choose from`);
    if (under === 'never' || values.length === 1) return constant(values, under);
    const knob = this.knobs.length;
    this.knobs.push({ name, values, ordinal, ...(under === 'always' ? {} : { activeIf: under }) });
    return {
      values,
      knob,
      of: (genotype) => values[genotype[knob]!]!,
      when(test) {
        const held = values.flatMap((value, position) => (test(value) ? [position] : []));
        if (held.length === values.length) return under;
        return held.length === 0 ? 'never' : { knob, values: held };
      },
    };
  }
}

function constant<T extends KnobValue>(values: readonly T[], under: Condition): Choice<T> {
  return {
    values,
    knob: undefined,
    of: () => values[0]!,
    when: (test) => (test(values[0]!) ? under : 'never'),
  };
}
