import * as z from 'zod';
import { GOALS } from '../trial/metric';
import { BACKEND_CHOICES } from './backends';

/** The parts of an experiment that need no catalogue: small enough for a page in a browser. */

export const objectiveSchema = z
  .strictObject({
    metric: z
      .string()
      .min(1)
      .describe('A metric that the estimator yields: valAccuracy, valLoss, paramCount, macs, latencyMs ...'),
    goal: z.enum(GOALS).describe('Which direction is better.'),
  })
  .describe('One number that the search makes as good as it can.');

export const constraintSchema = z
  .strictObject({
    metric: z.string().min(1).describe('A metric that the estimator yields.'),
    min: z.number().exactOptional().describe('Smallest value allowed.'),
    max: z.number().exactOptional().describe('Largest value allowed.'),
  })
  .describe('A limit on a metric: candidates that break it lose against any that do not.');

const scaledMetricSchema = (what: string, ends: string) =>
  z
    .strictObject({
      metric: z.string().min(1).describe('A metric that the estimator yields.'),
      range: z
        .tuple([z.number(), z.number()])
        .refine(([worst, best]) => worst !== best, { error: 'two different numbers, the worst first' })
        .describe(`The worst and the best value, ${ends}; values beyond them count as they do.`),
    })
    .describe(what);

const rewardParts = {
  quality: scaledMetricSchema('What is wanted.', 'which count as 0 and 1'),
  cost: scaledMetricSchema('What it costs.', 'which count as 1 and 0'),
};

export const rewardSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('mixed'),
      alpha: z.number().min(0).max(1).default(0.5).describe('Weight of quality; cost has the rest.'),
      ...rewardParts,
    }),
    z.strictObject({
      kind: z.literal('cost-constrained'),
      limit: z.number().describe("The cost must be below it, in its metric's units."),
      ...rewardParts,
    }),
    z.strictObject({
      kind: z.literal('quality-constrained'),
      threshold: z.number().describe("The quality must reach it, in its metric's units."),
      ...rewardParts,
    }),
  ])
  .describe(
    'Makes the metric reward of two others, for any strategy to maximise: mixed is alpha quality - (1 - alpha) cost; cost-constrained is quality where the cost is below a limit, else 0; quality-constrained is 1 - cost where the quality reaches a threshold, else 0.',
  );

export const budgetSchema = z
  .strictObject({
    trials: z
      .number()
      .int()
      .positive()
      .exactOptional()
      .describe(
        'End after so many full measurements, failed ones included: as many candidates, or more where a strategy measures some after fewer epochs, which count for their share.',
      ),
    minutes: z
      .number()
      .positive()
      .exactOptional()
      .describe('Start no candidate after so many minutes of running; pauses do not count.'),
    simulatedSeconds: z
      .number()
      .positive()
      .exactOptional()
      .describe('End when the measurements of a table add up to so many seconds of training.'),
  })
  .refine((budget) => Object.keys(budget).length > 0, {
    error: 'at least one of the keys trials, minutes, simulatedSeconds',
  })
  .describe('When to end: at whichever limit comes first.');

export const executionSchema = z
  .strictObject({
    evaluators: z
      .union([z.literal('auto'), z.number().int().positive()])
      .default('auto')
      .describe('Processes that train at the same time; auto: one per core, at most 8.'),
    backend: z
      .enum(BACKEND_CHOICES)
      .default('auto')
      .describe('What computes: auto takes the setting of the editor, then plan.'),
    trialMinutes: z
      .number()
      .positive()
      .default(5)
      .describe('A candidate that takes longer fails and the search goes on.'),
    evaluatorMemoryMb: z
      .number()
      .int()
      .min(256)
      .default(2048)
      .describe('A process whose memory grows beyond this loses its candidate and is replaced.'),
    trialsPerEvaluator: z
      .number()
      .int()
      .positive()
      .default(500)
      .describe(
        'Processes are replaced after so many candidates, and earlier when one keeps too much memory.',
      ),
    checkpointSeconds: z
      .number()
      .positive()
      .nullable()
      .default(15)
      .describe(
        'A candidate in training is written down every so many seconds, and goes on from there when a run that was killed is resumed. null: it begins again.',
      ),
    keepModels: z
      .enum(['front', 'all', 'none'])
      .default('front')
      .describe(
        'Which trained models stay in the run folder: those of the best candidates, all, or none. Of a run that is stopped, which may go on, the best one stays all the same until its end.',
      ),
  })
  .describe('How the work is done; none of it changes what is searched.');
