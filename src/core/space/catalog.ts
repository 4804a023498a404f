import * as z from 'zod';
import { checked } from '../base/issues';
import { chainCnn } from './chain-cnn';
import { cppn } from './cppn/cppn';
import { custom } from './custom';
import { mlp } from './mlp';
import { nasBench201 } from './nas-bench-201';
import { nasBenchMacro } from './nas-bench-macro';
import type { SearchSpace, SpaceContext } from './space';
import type { SpaceEntry } from './space-entry';
import { tableKnobs } from './table-knobs';

export type { SpaceEntry } from './space-entry';

/** Every kind of space; a new one needs its entry here and nothing else. */
export const SPACES = {
  'nas-bench-201': nasBench201,
  'nas-bench-macro': nasBenchMacro,
  'chain-cnn': chainCnn,
  mlp,
  cppn,
  custom,
  table: tableKnobs,
} as const satisfies Record<string, SpaceEntry<z.ZodObject>>;

export type SpaceKind = keyof typeof SPACES;

/** The `space` part of an experiment file. */
export const spaceSchema = z.discriminatedUnion('kind', [
  nasBench201.options,
  nasBenchMacro.options,
  chainCnn.options,
  mlp.options,
  cppn.options,
  custom.options,
  tableKnobs.options,
]);

/**
 * The space that options describe, for a task. Options may leave out what has
 * a default. Throws `InputError` whose path is inside the options
 * (`layers[2].filters`).
 */
export function createSpace(options: { readonly kind: string }, context: SpaceContext): SearchSpace {
  const parsed = checked(spaceSchema, options);
  const entry: SpaceEntry<z.ZodObject> = SPACES[parsed.kind];
  return entry.create(parsed, context);
}
