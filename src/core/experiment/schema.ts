import * as z from 'zod';
import { estimatorSchema } from '../estimator/options';
import { spaceSchema } from '../space/catalog';
import { strategySchema } from '../strategy/catalog';
import type { Experiment } from './experiment';
import { budgetSchema, constraintSchema, executionSchema, objectiveSchema, rewardSchema } from './parts';
import { defaultObjectives } from './resolve';
import { taskSchema } from './task';

/** The experiment file as it is written: what has a default may be left out. */
export const experimentFileSchema = z
  .strictObject({
    $schema: z.string().exactOptional().describe('Ignored: the schema comes with the extension.'),
    task: taskSchema.exactOptional(),
    space: spaceSchema.describe('The set of architectures that is searched.'),
    strategy: strategySchema
      .prefault({ kind: 'auto' })
      .describe('How the next candidate is chosen. Default: auto, a model that knows the graph.'),
    estimator: estimatorSchema.describe('How a candidate is measured.'),
    reward: rewardSchema.exactOptional(),
    objectives: z
      .array(objectiveSchema)
      .min(1)
      .max(8)
      .exactOptional()
      .describe(
        'What is to be made good, the most important first. Default: reward where there is one, else valAccuracy, for regression valRmse.',
      ),
    constraints: z.array(constraintSchema).max(16).default([]).describe('Limits that a candidate must keep.'),
    budget: budgetSchema.default({ trials: 50 }),
    execution: executionSchema.prefault({}),
    enqueue: z
      .array(z.string().min(1))
      .max(1000)
      .exactOptional()
      .describe(
        'Candidates that are measured first, in the notation of the space (what Copy Notation gives): a known network to beat, or where an earlier search left off.',
      ),
    seed: z.number().int().default(1).describe('The same experiment and seed propose the same candidates.'),
  })
  .refine((file) => file.task !== undefined || file.estimator.kind === 'table', {
    path: ['task'],
    error: 'a task, which only the table estimator can do without',
  })
  .describe('An experiment of NAS Workbench: one search, in one file.');

export type ExperimentFile = z.output<typeof experimentFileSchema>;

/** A file with the defaults that depend on its other parts. */
export function resolveExperiment(file: ExperimentFile): Experiment {
  const { task, space, strategy, estimator, reward, constraints, budget, execution, seed, enqueue } = file;
  return {
    ...(task === undefined ? {} : { task }),
    space,
    strategy,
    estimator,
    ...(reward === undefined ? {} : { reward }),
    objectives: file.objectives ?? defaultObjectives(task, reward),
    constraints,
    budget,
    execution,
    seed,
    ...(enqueue === undefined ? {} : { enqueue }),
  };
}
