import * as z from 'zod';
import { expected, InputError } from '../base/errors';
import { createKnobSpace } from './knob-space';
import type { Knob, SearchSpace } from './space';
import type { SpaceEntry } from './space-entry';

const knobValue = z.union([z.string().min(1), z.number(), z.boolean()]);

/** A knob as a person declares it, in an experiment or beside a table. */
export const declaredKnob = z
  .strictObject({
    name: z.string().min(1).describe('What is chosen.'),
    values: z.array(knobValue).min(1).describe('What it can be.'),
    ordinal: z.boolean().default(false).describe('Whether the values are sizes in order, not names.'),
    activeIf: z
      .strictObject({
        knob: z.string().min(1).describe('An earlier knob.'),
        values: z.array(knobValue).min(1).describe('While it holds one of these, this knob has an effect.'),
      })
      .exactOptional()
      .describe('When the knob has an effect; without it, always.'),
  })
  .describe('One choice that a search makes.');

export type DeclaredKnob = z.output<typeof declaredKnob>;

const options = z
  .strictObject({
    kind: z.literal('table'),
    knobs: z
      .array(declaredKnob)
      .max(200)
      .default([])
      .describe('The choices; left out, they are those that the table declares.'),
  })
  .describe('The choices that a table declares, without a network behind them.');

/**
 * The choices of a table whose networks are known to whoever made it, and not here: every combination of values is a
 * candidate of its own. Nothing can be built, drawn or trained; everything can be searched and compared.
 */
export const tableKnobs = {
  title: 'Knobs of a table',
  summary: 'The choices that a table of results declares; for searching and comparing, without networks.',
  options,
  inputs: 'none',
  create({ knobs }): SearchSpace {
    if (knobs.length === 0)
      throw new InputError('knobs', 'expected knobs, which only a table with a declaration can do without');
    const space = createKnobSpace({
      kind: 'table',
      knobs: knobs.map((knob, i) => searchable(knob, knobs.slice(0, i), `knobs[${i}]`)),
      alwaysBuilds: true,
      candidateId: (genotype) => genotype.join(),
      build() {
        throw new InputError(
          'space',
          'the table declares choices and not networks: there is no graph of a candidate',
        );
      },
    });
    return { ...space, namesOnly: true, sketch: () => undefined, countDistinct: () => space.count() };
  },
} as const satisfies SpaceEntry<typeof options>;

function searchable(
  { name, values, ordinal, activeIf }: DeclaredKnob,
  earlier: readonly DeclaredKnob[],
  path: string,
): Knob {
  if (earlier.some((other) => other.name === name)) throw expected(`${path}.name`, 'a name of its own', name);
  const repeated = values.findIndex((value, i) => values.indexOf(value) !== i);
  if (repeated >= 0) throw expected(`${path}.values[${repeated}]`, 'a value of its own', values[repeated]);
  if (activeIf === undefined) return { name, values, ordinal };
  const knob = earlier.findIndex((other) => other.name === activeIf.knob);
  if (knob < 0) throw expected(`${path}.activeIf.knob`, 'the name of an earlier knob', activeIf.knob);
  const held = activeIf.values.map((value, i) => {
    const position = earlier[knob]!.values.indexOf(value);
    if (position < 0) throw expected(`${path}.activeIf.values[${i}]`, `a value of ${activeIf.knob}`, value);
    return position;
  });
  return { name, values, ordinal, activeIf: { knob, values: held } };
}
