import * as l10n from '@vscode/l10n';
import type { PicturedKnob } from '../../src/core/space/space-picture';
import { groupDigits } from '../../src/core/drawing/format';

/** More knobs than this come in groups by layer. */
export const MANY_KNOBS = 24;

export interface KnobGroup {
  /** The layer, or what links lead to; empty for knobs of the whole space. */
  readonly name: string;
  readonly knobs: readonly PicturedKnob[];
}

export function knobCountText(count: number): string {
  return count === 1 ? l10n.t('1 knob') : l10n.t('{0} knobs', groupDigits(String(count)));
}

/** The knobs that have every word of `query` in their name, values or condition. */
export function foundKnobs(knobs: readonly PicturedKnob[], query: string): PicturedKnob[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return knobs.filter(({ name, values, condition }) => {
    const text = `${name} ${values.join(' ')} ${condition}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** Knobs by the layer that they belong to, in the order of the first of each: `layers[1]#2.kernel` to `layers[1]`. */
export function groupedKnobs(knobs: readonly PicturedKnob[]): KnobGroup[] {
  const groups = new Map<string, PicturedKnob[]>();
  const targets = new Set(knobs.flatMap(({ name }) => targetOf(name) ?? []));
  for (const knob of knobs) {
    const name = targets.has(knob.name) ? knob.name : groupOf(knob.name);
    const group = groups.get(name);
    if (group) group.push(knob);
    else groups.set(name, [knob]);
  }
  return [...groups].map(([name, members]) => ({ name, knobs: members }));
}

function groupOf(name: string): string {
  return targetOf(name) ?? /^(.+?)(?:[.#]|\[\d+\]\.)/.exec(name)?.[1] ?? '';
}

/** What a link (`x1->node2`) leads to. */
function targetOf(name: string): string | undefined {
  return /^\S+->(\S+)$/.exec(name)?.[1];
}

/** `×5`, `×1.33`, `×1,024`, `×10¹²`. */
export function factorText(factor: number): string {
  if (factor >= 1e6) return `×10${superscript(Math.round(Math.log10(factor)))}`;
  const rounded = factor >= 100 ? Math.round(factor) : Number(factor.toPrecision(3));
  const [whole, fraction] = String(rounded).split('.');
  return `×${groupDigits(whole!)}${fraction === undefined ? '' : `.${fraction}`}`;
}

function superscript(n: number): string {
  return String(n).replaceAll(/\d/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'.charAt(Number(digit)));
}
