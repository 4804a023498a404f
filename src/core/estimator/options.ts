import { z } from 'zod';

/** Trains each candidate and measures it on the validation examples. */
export const trainingOptions = z
  .strictObject({
    kind: z.literal('training'),
    epochs: z.number().int().positive().default(8).describe('Passes over the training examples.'),
    batchSize: z.number().int().positive().default(64).describe('Examples a step.'),
    optimizer: z
      .enum(['sgd', 'adam', 'adamw', 'rmsprop'])
      .default('adam')
      .describe('sgd is with momentum 0.9 (Nesterov).'),
    learningRate: z.number().positive().default(0.003).describe('Largest learning rate of the schedule.'),
    schedule: z
      .enum(['constant', 'cosine', 'step'])
      .default('cosine')
      .describe('cosine falls to 0 at the last step; step divides by 10 at 50 % and 75 % of the epochs.'),
    warmupEpochs: z.number().nonnegative().default(0).describe('Epochs of linear warm-up.'),
    weightDecay: z
      .number()
      .nonnegative()
      .default(0)
      .describe('L2 for sgd, adam and rmsprop, decoupled for adamw; on kernels only.'),
    labelSmoothing: z
      .number()
      .min(0)
      .lt(1)
      .default(0)
      .describe('Share of the target spread over all classes.'),
    earlyStoppingPatience: z
      .number()
      .int()
      .positive()
      .nullable()
      .default(null)
      .describe('Stop when the validation loss has not improved for so many epochs; null trains to the end.'),
    measureLatency: z
      .boolean()
      .default(true)
      .describe('Measure latencyMs after training; a few milliseconds a candidate.'),
  })
  .describe('Train each candidate for real.');

/** Looks each candidate up in a file of published or own results. */
const tableOptions = z
  .strictObject({
    kind: z.literal('table'),
    path: z
      .string()
      .min(1)
      .describe(
        'The table: a NAS-Bench-201 file or a table of your own (see README), plain or .gz, relative to the experiment file.',
      ),
    dataset: z.string().optional().describe('Which data set of a NAS-Bench-201 file: c10 or c100.'),
    epochs: z
      .union([z.literal(12), z.literal(200)])
      .optional()
      .describe('Which schedule of a NAS-Bench-201 file.'),
  })
  .describe('Look each candidate up in a benchmark file: a search takes seconds.');

export const estimatorSchema = z.discriminatedUnion('kind', [trainingOptions, tableOptions]);

export type EstimatorSpec = z.output<typeof estimatorSchema>;
export type TrainingSpec = z.output<typeof trainingOptions>;
export type TableSpec = z.output<typeof tableOptions>;
