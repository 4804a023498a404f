import * as z from 'zod';
import { FAILURE_CODES } from '../base/errors';
import { budgetSchema } from '../experiment/parts';
import { at, trial } from './event-fields';
import { architectureDecisions, architectureWeights } from './weights-events';

/** Version of the lines that this build writes; see `upgrade.ts`. */
export const JOURNAL_VERSION = 5;

const metrics = z.record(z.string(), z.number());

/**
 * Why a run stands still, the true reason being in `message`. A run whose process
 * has gone says nothing: that its lease is nobody's tells.
 */
const PAUSE_REASONS = ['user', 'evaluators-failing', 'disk'] as const;

/** Why a candidate waits to be measured: a person named it, or wants a trial again. */
const QUEUE_OPERATORS = ['enqueued', 'rerun'] as const;

/** A run that has ended goes on only when it is resumed; `failed` is an error of ours. */
const END_REASONS = ['budget', 'exhausted', 'stopped', 'failed'] as const;

/** `done` also when some seeds could not be measured; `failed` when going on was of no use. */
const RETRAIN_END_REASONS = ['done', 'stopped', 'failed'] as const;

const runStarted = z.strictObject({
  type: z.literal('run-started'),
  version: z.number().int().positive(),
  at,
  runId: z.string(),
  experimentName: z.string(),
  /** The experiment with every default filled in; validated by the experiment's own schema when a run is resumed. */
  experiment: z.record(z.string(), z.unknown()),
  /** What the space was made for; enough to build any candidate of the run without the data. */
  context: z.strictObject({
    inputShape: z.array(z.number().int().positive()),
    outputUnits: z.number().int().positive(),
  }),
  seed: z.number().int(),
  product: z.string().describe('Version of NAS Workbench.'),
  backend: z.string().describe('plan, wasm, cpu, tensorflow, or none where nothing is trained.'),
  evaluators: z.number().int().positive(),
  machine: z.strictObject({
    platform: z.string(),
    arch: z.string(),
    cpu: z.string(),
    cores: z.number().int(),
    memoryBytes: z.number(),
    node: z.string(),
  }),
});

/** Of a trial that was not asked to be measured in full, or not from the first epoch on. */
const fidelity = z.strictObject({
  epochs: z.number().int().positive().describe('Measured after so many.'),
  of: z.number().int().positive().describe('So many are a full measurement.'),
  continues: trial.optional().describe('The trial whose training goes on.'),
});

const choice = {
  genotype: z.array(z.number().int().nonnegative()),
  architecture: z.string().describe("The candidate in its space's notation."),
  candidate: z.string().describe('Canonical id: isomorphic candidates share it.'),
};

/**
 * A person's candidate, which becomes a trial before anything new that the strategy proposes. Also written while
 * nobody works on the run: it waits for the resumption.
 */
const candidateEnqueued = z.strictObject({
  type: z.literal('candidate-enqueued'),
  at,
  queued: z.number().int().nonnegative().describe('Counts from 0.'),
  ...choice,
  parents: z.array(trial).describe('The trial that is measured again.'),
  operator: z.enum(QUEUE_OPERATORS),
  fidelity: fidelity.omit({ continues: true }).optional(),
});

/** A person's candidate is not to be measured after all. Written whenever it may be enqueued. */
const candidateRemoved = z.strictObject({
  type: z.literal('candidate-removed'),
  at,
  queued: z.number().int().nonnegative().describe('Of the queue, where it waits.'),
});

const trialAsked = z.strictObject({
  type: z.literal('trial-asked'),
  at,
  trial,
  ...choice,
  parents: z.array(trial),
  operator: z.string(),
  queued: z
    .number()
    .int()
    .nonnegative()
    .optional()
    .describe('Of the queue, where the strategy has not proposed it.'),
  explain: z.record(z.string(), z.union([z.number(), z.string()])).optional(),
  fidelity: fidelity.optional(),
});

const trialEpoch = z.strictObject({
  type: z.literal('trial-epoch'),
  at,
  trial,
  epoch: z.number().int().positive().describe('Counts from 1.'),
  metrics,
});

const trialMeasured = z.strictObject({
  type: z.literal('trial-measured'),
  at,
  trial,
  metrics,
  durationMs: z.number().describe('Wall time from dispatch to measurement.'),
  simulatedSeconds: z.number().optional(),
  fallbacks: z
    .array(z.string())
    .optional()
    .describe('Kinds of operations that the backend left to TensorFlow.js.'),
});

const trialFailed = z.strictObject({
  type: z.literal('trial-failed'),
  at,
  trial,
  code: z.enum(FAILURE_CODES),
  reason: z.string(),
  durationMs: z.number(),
});

const runPaused = z.strictObject({
  type: z.literal('run-paused'),
  at,
  reason: z.enum(PAUSE_REASONS),
  message: z.string(),
});

const runResumed = z.strictObject({
  type: z.literal('run-resumed'),
  at,
  product: z.string(),
  backend: z.string(),
  /** Limits in place of all those that held before. */
  budget: budgetSchema.optional(),
});

/** By a person, while the search goes on or is paused. */
const budgetExtended = z.strictObject({
  type: z.literal('budget-extended'),
  at,
  /** Limits in place of all those that held before. */
  budget: budgetSchema,
});

const runTested = z.strictObject({
  type: z.literal('run-tested'),
  at,
  trial,
  metrics,
});

const runEnded = z.strictObject({
  type: z.literal('run-ended'),
  at,
  reason: z.enum(END_REASONS),
  message: z.string(),
});

/**
 * After the search: candidates are trained from scratch on the training and the
 * validation examples, once per seed, and each result is tested once. What is
 * there of the same trial, epochs and seed from before is not made again.
 */
const retrainStarted = z.strictObject({
  type: z.literal('retrain-started'),
  at,
  product: z.string(),
  backend: z.string(),
  evaluators: z.number().int().positive(),
  trials: z.array(trial).min(1),
  epochs: z.number().int().positive(),
  seeds: z.number().int().positive().describe('How many: they are numbered from 0.'),
});

const seed = z.number().int().nonnegative();

const retrainEpoch = z.strictObject({
  type: z.literal('retrain-epoch'),
  at,
  trial,
  seed,
  epoch: z.number().int().positive().describe('Counts from 1.'),
  metrics,
});

const retrainMeasured = z.strictObject({
  type: z.literal('retrain-measured'),
  at,
  trial,
  seed,
  metrics,
  durationMs: z.number().describe('Wall time from dispatch to the test.'),
});

const retrainFailed = z.strictObject({
  type: z.literal('retrain-failed'),
  at,
  trial,
  seed,
  code: z.enum(FAILURE_CODES),
  reason: z.string(),
  durationMs: z.number(),
});

const retrainEnded = z.strictObject({
  type: z.literal('retrain-ended'),
  at,
  reason: z.enum(RETRAIN_END_REASONS),
  message: z.string(),
});

/** What happened in a run: one line of `journal.jsonl`. */
export const journalEvent = z.discriminatedUnion('type', [
  runStarted,
  candidateEnqueued,
  candidateRemoved,
  trialAsked,
  trialEpoch,
  trialMeasured,
  trialFailed,
  runPaused,
  runResumed,
  budgetExtended,
  runTested,
  runEnded,
  retrainStarted,
  retrainEpoch,
  retrainMeasured,
  retrainFailed,
  retrainEnded,
  architectureDecisions,
  architectureWeights,
]);

export type JournalEvent = z.output<typeof journalEvent>;

export type JournalEventOf<T extends JournalEvent['type']> = Extract<JournalEvent, { type: T }>;

/** What a person says of the queue, also while nobody works on the run. */
export type QueueEvent = Extract<JournalEvent, { type: `candidate-${string}` }>;

/** What a retraining writes. */
export type RetrainEvent = Extract<JournalEvent, { type: `retrain-${string}` }>;

/** Says something of one trial of the search. */
export type TrialEvent = Exclude<Extract<JournalEvent, { trial: number }>, RetrainEvent>;

export function isQueueEvent(event: JournalEvent): event is QueueEvent {
  return event.type.startsWith('candidate-');
}

/** Says something of a network that holds several alternatives at once. */
export type WeightsEvent = Extract<JournalEvent, { type: `architecture-${string}` }>;

export function isWeightsEvent(event: JournalEvent): event is WeightsEvent {
  return event.type.startsWith('architecture-');
}

export function isRetrainEvent(event: JournalEvent): event is RetrainEvent {
  return event.type.startsWith('retrain-');
}
