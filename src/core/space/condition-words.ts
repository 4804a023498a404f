import type { Knob, KnobValue } from './space';

/** When a knob has an effect, in words: `only while depth is at least 2`. Empty where it always has. */
export function conditionWords(knobs: readonly Knob[], { activeIf }: Knob): string {
  const other = activeIf && knobs[activeIf.knob];
  if (!activeIf || !other) return '';
  const values = activeIf.values.map((position) => other.values[position]!);
  const layer = /^(.+)\.use$/.exec(other.name)?.[1];
  if (layer !== undefined && values.length === 1)
    return values[0] === true ? `only where ${layer} is there` : `only where ${layer} is left out`;
  const first = activeIf.values[0]!;
  const isTail = other.ordinal && activeIf.values.every((position, i) => position === first + i);
  if (isTail && values.length > 1 && first + values.length === other.values.length)
    return `only while ${other.name} is at least ${values[0]!}`;
  return `only while ${other.name} is ${listed(values)}`;
}

/** `a`, `a or b`, `a, b or c`. */
function listed(values: readonly KnobValue[]): string {
  const words = values.map(String);
  const last = words.at(-1)!;
  return words.length === 1 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}
