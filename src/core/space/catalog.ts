import { z } from 'zod';
import { InputError } from '../base/errors';
import { chainCnn } from './chain-cnn';
import { mlp } from './mlp';
import { nasBench201 } from './nas-bench-201';
import type { SearchSpace, SpaceContext } from './space';
import type { SpaceEntry } from './space-entry';

export type { SpaceEntry } from './space-entry';

/** Every kind of space; a new one needs its entry here and nothing else. */
export const SPACES = {
  'nas-bench-201': nasBench201,
  'chain-cnn': chainCnn,
  mlp,
} as const satisfies Record<string, SpaceEntry<z.ZodObject>>;

export type SpaceKind = keyof typeof SPACES;

/** The `space` part of an experiment file. */
export const spaceSchema = z.discriminatedUnion('kind', [nasBench201.options, chainCnn.options, mlp.options]);

export type SpaceSpec = z.output<typeof spaceSchema>;

/**
 * The space that options describe, for a task. Options may leave out what has
 * a default. Throws `InputError` whose path is inside the options
 * (`layers[2].filters`).
 */
export function createSpace(options: { readonly kind: string }, context: SpaceContext): SearchSpace {
  const parsed = spaceSchema.safeParse(options);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    throw new InputError(optionPath(issue.path), issue.message);
  }
  const entry: SpaceEntry<z.ZodObject> = SPACES[parsed.data.kind];
  return entry.create(parsed.data, context);
}

/** `layers[2].filters`. */
function optionPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, key) =>
      typeof key === 'number' ? `${text}[${key}]` : text === '' ? String(key) : `${text}.${String(key)}`,
    '',
  );
}
