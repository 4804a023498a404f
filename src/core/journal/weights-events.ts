import * as z from 'zod';
import { at, trial } from './event-fields';

/** So far may weights that were rounded for the journal be from adding up to 1. */
const SUM_TOLERANCE = 1e-3;

/** What a step of a network's training is. */
export const WEIGHT_STEPS = ['epoch', 'batch'] as const;

const decision = z.strictObject({
  name: z.string().min(1).describe('Of an edge or a knob; differs from the others of its cell.'),
  alternatives: z
    .array(z.string().min(1))
    .min(1)
    .superRefine(distinct((name) => name, [])),
  cell: z.string().min(1).optional().describe('normal, reduction; absent where there is one cell only.'),
  into: z.number().int().nonnegative().optional().describe('The node of the cell that the edge leads to.'),
});

/** Absent where one network serves the whole run. */
const network = trial.optional().describe('The trial in whose training the weights are learnt.');

/**
 * What a network decides that holds all alternatives at once, as a differentiable search trains one. Said once, so
 * that the lines with weights hold numbers only; said again, it begins the history of its network anew.
 */
export const architectureDecisions = z.strictObject({
  type: z.literal('architecture-decisions'),
  at,
  trial: network,
  unit: z.enum(WEIGHT_STEPS).describe('What the steps of the weights count.'),
  keeps: z
    .number()
    .int()
    .positive()
    .optional()
    .describe(
      'So many decisions into a node stay in the discrete network (2 in DARTS); absent where all do.',
    ),
  decisions: z
    .array(decision)
    .min(1)
    .superRefine(distinct(({ cell, name }) => JSON.stringify([cell, name]), ['name'])),
});

const weightsOfDecision = z
  .array(z.number().min(0).max(1))
  .min(1)
  .refine((row) => Math.abs(row.reduce((sum, weight) => sum + weight, 0) - 1) <= SUM_TOLERANCE, {
    error: 'expected weights that add up to 1',
  });

/** The weights of all alternatives after a step, behind the softmax. */
export const architectureWeights = z.strictObject({
  type: z.literal('architecture-weights'),
  at,
  trial: network,
  step: z.number().int().nonnegative().describe('0 is before the first.'),
  weights: z
    .array(weightsOfDecision)
    .min(1)
    .describe('A row for each decision, in the order of its alternatives.'),
});

/** Refuses an item that has the key of an earlier one; `path` leads from the item to what is wrong with it. */
function distinct<T>(keyOf: (item: T) => string, path: readonly string[]) {
  return (items: readonly T[], context: z.RefinementCtx): void => {
    const known = new Set<string>();
    items.forEach((item, i) => {
      const key = keyOf(item);
      if (known.has(key))
        context.addIssue({ code: 'custom', path: [i, ...path], message: 'expected a name of its own' });
      known.add(key);
    });
  };
}
