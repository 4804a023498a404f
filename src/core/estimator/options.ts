import { z } from 'zod';
import { deviceOptions } from './device-options';

/** Metrics of the validation examples after each epoch. */
const VALIDATION_METRICS = [
  'valLoss',
  'valAccuracy',
  'valTop5Accuracy',
  'valF1',
  'valAuc',
  'valRmse',
  'valMae',
  'valR2',
] as const;

export type ValidationMetric = (typeof VALIDATION_METRICS)[number];

const pixels = z.number().int().nonnegative().default(0);
const beta = z.number().min(0).lt(1);

const augmentationOptions = z
  .strictObject({
    shift: pixels.describe(
      'Images move by up to so many pixels along both axes; the edge is repeated. 0: not at all.',
    ),
    crop: pixels.describe('A random window of the image with so many pixels of zeros around it. 0: none.'),
    flipHorizontal: z.boolean().default(false).describe('Every second image, by chance, is mirrored.'),
    cutout: pixels.describe(
      'Side in pixels of a square at a random place that is set to zero (DeVries and Taylor 2017). 0: none.',
    ),
    mixup: z
      .number()
      .nonnegative()
      .default(0)
      .describe(
        'Examples and their targets are blended in pairs, by shares drawn from Beta(mixup, mixup) (Zhang et al. 2018); 0.2 is usual. 0: not at all. Also for data that are not images.',
      ),
  })
  .describe('Random changes of the training examples, drawn anew in each epoch.');

/** Trains each candidate and measures it on the validation examples. */
export const trainingOptions = z
  .strictObject({
    kind: z.literal('training'),
    epochs: z
      .number()
      .int()
      .positive()
      .default(8)
      .describe(
        'Passes over the training examples. Strategies of several fidelities also measure after fewer, on the way: with the learning rates of this many.',
      ),
    batchSize: z.number().int().positive().default(64).describe('Examples a step.'),
    optimizer: z
      .enum(['sgd', 'adam', 'adamw', 'rmsprop'])
      .default('adam')
      .describe('How gradients move the weights; sgd is with momentum.'),
    momentum: z.number().min(0).lt(1).default(0.9).describe('Of sgd.'),
    nesterov: z.boolean().default(true).describe('Whether the momentum of sgd looks ahead.'),
    betas: z
      .tuple([beta, beta])
      .default([0.9, 0.999])
      .describe('Of adam and adamw: how slowly the means of the gradient and of its square move.'),
    learningRate: z.number().positive().default(0.003).describe('Largest learning rate of the schedule.'),
    schedule: z
      .enum(['constant', 'cosine', 'step', 'one-cycle'])
      .default('cosine')
      .describe(
        'cosine falls to 0 at the last step; step divides by 10 at 50 % and 75 % of the epochs; one-cycle rises from 1/25 of the rate over 30 % of the steps and falls to almost 0.',
      ),
    warmupEpochs: z
      .number()
      .nonnegative()
      .default(0)
      .describe('Epochs of linear warm-up; with one-cycle, the epochs of its rise where not 0.'),
    weightDecay: z
      .number()
      .nonnegative()
      .default(0)
      .describe('L2 for sgd, adam and rmsprop, decoupled for adamw; on kernels only.'),
    gradientClipNorm: z
      .number()
      .positive()
      .nullable()
      .default(null)
      .describe('Longest gradient of all weights together; longer ones are shortened. null: any length.'),
    labelSmoothing: z
      .number()
      .min(0)
      .lt(1)
      .default(0)
      .describe('Share of the target spread over all classes.'),
    classWeights: z
      .union([z.literal('balanced'), z.array(z.number().nonnegative()).min(2)])
      .nullable()
      .default(null)
      .describe(
        'What the loss of an example of each class counts, in the order of the classes; only ratios matter. balanced: the rarer a class, the more. null: all the same.',
      ),
    augmentation: augmentationOptions.prefault({}),
    earlyStoppingPatience: z
      .number()
      .int()
      .positive()
      .nullable()
      .default(null)
      .describe(
        'Stop when the metric of earlyStoppingMetric has not improved for so many epochs, and keep the weights that were best; null trains to the end.',
      ),
    earlyStoppingMetric: z
      .enum(VALIDATION_METRICS)
      .default('valLoss')
      .describe('What has to improve; only with earlyStoppingPatience.'),
    divergenceFactor: z
      .number()
      .gt(1)
      .nullable()
      .default(10)
      .describe(
        'A candidate fails as diverged when its mean training loss of an epoch is more than so many times that of guessing, or of its first batch where that is larger. null: only when a loss is not finite.',
      ),
    measureLatency: z
      .boolean()
      .default(true)
      .describe('Measure latencyMs and its spread after training; a few milliseconds a candidate.'),
    device: deviceOptions.prefault({}),
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
      .describe(
        'Epochs of a full measurement in a NAS-Bench-201 file; with 200, strategies of several fidelities measure after 12 as well.',
      ),
  })
  .describe('Look each candidate up in a benchmark file: a search takes seconds.');

export const estimatorSchema = z.discriminatedUnion('kind', [trainingOptions, tableOptions]);

export type EstimatorSpec = z.output<typeof estimatorSchema>;
export type TrainingSpec = z.output<typeof trainingOptions>;
export type AugmentationSpec = TrainingSpec['augmentation'];
export type TableSpec = z.output<typeof tableOptions>;
