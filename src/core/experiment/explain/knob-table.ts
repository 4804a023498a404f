import type { Knob, SearchSpace } from '../../space/space';
import { code, table } from './markdown';
import { knobWords } from './knob-words';

/** Rows that a table of knobs has at most. */
const MAX_ROWS = 40;

/**
 * One row for each kind of knob: those whose names differ in a number only, and
 * that have the same values, stand together (`block1.kernel … block4.kernel`).
 */
export function knobTable(space: SearchSpace): string {
  const groups = groupsOf(space.knobs);
  const rows = groups.slice(0, MAX_ROWS).map((knobs) => {
    const [first, last] = [knobs[0]!, knobs.at(-1)!];
    return [
      knobs.length === 1 ? code(first.name) : `${code(first.name)} … ${code(last.name)} (${knobs.length})`,
      first.values.map((value) => code(String(value))).join(', ') + (first.ordinal ? ' (in order)' : ''),
      knobWords(space.kind, first.name),
      conditionsOf(space.knobs, knobs),
    ];
  });
  const rest = groups.length - rows.length;
  return [
    table(['Knob', 'Values', 'What it decides', 'When it has an effect'], rows),
    ...(rest > 0 ? ['', `… and ${rest} more kinds of knobs.`] : []),
  ].join('\n');
}

function groupsOf(knobs: readonly Knob[]): Knob[][] {
  const groups = new Map<string, Knob[]>();
  for (const knob of knobs) {
    const key = JSON.stringify([knob.name.replace(/\d+/g, '#'), knob.values]);
    const group = groups.get(key);
    if (group) group.push(knob);
    else groups.set(key, [knob]);
  }
  return [...groups.values()];
}

function conditionsOf(all: readonly Knob[], knobs: readonly Knob[]): string {
  const words = knobs.map(({ activeIf }) => {
    if (!activeIf) return 'always';
    const { name, values } = all[activeIf.knob]!;
    const held = activeIf.values.map((position) => String(values[position]));
    const others = values.filter((_, position) => !activeIf.values.includes(position));
    return held.length > 2 && others.length === 1
      ? `while ${code(name)} is not ${String(others[0])}`
      : `while ${code(name)} is ${held.join(' or ')}`;
  });
  const different = [...new Set(words)];
  if (different.length === 1) return different[0]!;
  return `the first ${different[0]!}, the last ${words.at(-1)!}`;
}
