import { expected, InputError } from '../base/errors';
import type { KnobTree } from './knob-tree';
import type { Genotype, Knob } from './space';

/** What a genotype looks like of which there is nothing to say. */
const EMPTY = 'fixed';

/** `depth=2, block1.kernel=3, block2.kernel=5`: the active knobs in order. */
export function formatKnobs(tree: KnobTree, genotype: Genotype): string {
  return pairsText(tree, genotype, (knob) => tree.isActive(genotype, knob));
}

/** As `formatKnobs` without knobs that hold their first value: for spaces of many knobs, most of which are off. */
export function formatSparseKnobs(tree: KnobTree, genotype: Genotype): string {
  return pairsText(tree, genotype, (knob) => genotype[knob] !== 0);
}

function pairsText(tree: KnobTree, genotype: Genotype, isSaid: (knob: number) => boolean): string {
  const pairs = tree.knobs.flatMap(({ name, values }, knob) =>
    isSaid(knob) ? [`${name}=${values[genotype[knob]!]!}`] : [],
  );
  return pairs.length === 0 ? EMPTY : pairs.join(', ');
}

/** Reads `formatKnobs`' text; pairs may come in any order. Errors name the place by its character, from 1. */
export function parseKnobs(tree: KnobTree, text: string): Genotype {
  return parsePairs(tree, text, true);
}

/** Reads `formatSparseKnobs`' text, as `parseKnobs` does; what is left out holds its first value. */
export function parseSparseKnobs(tree: KnobTree, text: string): Genotype {
  return parsePairs(tree, text, false);
}

function parsePairs(tree: KnobTree, text: string, isWhole: boolean): Genotype {
  const given = new Map<number, { readonly position: number; readonly place: string }>();
  for (const [pair, offset] of pairsOf(text)) {
    const place = `character ${offset + 1}`;
    const equals = pair.indexOf('=');
    if (equals === -1) throw expected(place, 'name=value', pair);
    const knob = knobNamed(tree.knobs, pair.slice(0, equals).trim(), place);
    if (given.has(knob)) throw new InputError(place, `${tree.knobs[knob]!.name} is given twice`);
    given.set(knob, { position: positionOf(tree.knobs[knob]!, pair.slice(equals + 1).trim(), place), place });
  }

  const genotype = tree.knobs.map(() => 0);
  tree.knobs.forEach((knob, i) => {
    const found = given.get(i);
    const active = tree.isActive(genotype, i);
    if (isWhole && active && !found)
      throw new InputError(
        `character ${text.length + 1}`,
        `${knob.name} is missing; it is one of ${knob.values.join(', ')}`,
      );
    if (!active && found)
      throw new InputError(found.place, `${knob.name} has no effect here; ${whyInactive(tree, i)}`);
    if (found) genotype[i] = found.position;
  });
  return genotype;
}

/** `it needs depth = 2 or 3`. */
export function whyInactive(tree: KnobTree, knob: number): string {
  const { knob: parent, values } = tree.knobs[knob]!.activeIf!;
  const { name, values: all } = tree.knobs[parent]!;
  return `it needs ${name} = ${values.map((position) => String(all[position]!)).join(' or ')}`;
}

function pairsOf(text: string): [pair: string, offset: number][] {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed === EMPTY) return [];
  let offset = 0;
  return text.split(',').map((part) => {
    const start = offset + (part.length - part.trimStart().length);
    offset += part.length + 1;
    return [part.trim(), start];
  });
}

function knobNamed(knobs: readonly Knob[], name: string, place: string): number {
  const knob = knobs.findIndex((candidate) => candidate.name === name);
  if (knob === -1)
    throw expected(place, `a knob of the space (${knobs.map((k) => k.name).join(', ')})`, name);
  return knob;
}

function positionOf({ name, values }: Knob, text: string, place: string): number {
  const position = values.findIndex((value) => String(value) === text);
  if (position === -1) throw expected(place, `${name} to be one of ${values.join(', ')}`, text);
  return position;
}
