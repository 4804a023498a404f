import * as z from 'zod';

const count = (least: number, byDefault: number): z.ZodDefault<z.ZodNumber> =>
  z.number().int().min(least).default(byDefault);

export const bayesianOptimizationOptions = z
  .strictObject({
    kind: z.literal('bayesian-optimization'),
    initialSamples: count(2, 10).describe('Random candidates before the model chooses.'),
    features: z
      .enum(['one-hot', 'ordinal', 'adjacency', 'path', 'wl'])
      .default('one-hot')
      .describe(
        'How the model sees a candidate: the encodings of the space, or `wl`, the subtrees of its graph (Weisfeiler-Lehman kernel, NAS-BOWL).',
      ),
    kernel: z
      .enum(['matern52', 'squared-exponential'])
      .default('matern52')
      .describe('How fast similarity falls with distance; `wl` features bring a kernel of their own.'),
    wlHeight: z
      .number()
      .int()
      .min(0)
      .max(5)
      .default(2)
      .describe(
        'Height of the largest subtrees that `wl` features count; each height gets a weight of its own.',
      ),
    hyperparameters: z
      .enum(['map', 'slice-sampling'])
      .default('map')
      .describe(
        '`map` fits length scales, amplitude and noise to the history; `slice-sampling` averages over ten draws of them, at ten times the cost.',
      ),
    acquisition: z
      .enum(['ei', 'ei-per-second', 'ucb', 'thompson'])
      .default('ei')
      .describe(
        'Expected improvement, the same per second of measuring, upper confidence bound, or the best of a draw from the model.',
      ),
    exploration: z
      .number()
      .min(0)
      .max(100)
      .default(2)
      .describe('Standard deviations above the mean that `ucb` looks at.'),
    target: z
      .enum(['log-regret', 'standardized'])
      .default('log-regret')
      .describe(
        'What the model learns: `log-regret` spreads the good candidates out and ignores how bad the bad ones are; `standardized` takes scores as they are.',
      ),
    fantasies: count(1, 100).describe(
      'Imagined outcomes of the trials that are out, over which the acquisition is averaged; several objectives use at most ten.',
    ),
    multiObjective: z
      .enum(['ehvi', 'random-scalarization'])
      .default('ehvi')
      .describe(
        'With several objectives: expected hypervolume improvement, or weights drawn anew for every proposal (ParEGO).',
      ),
    centres: count(1, 5).describe(
      'Best candidates, or members of the front, whose surroundings are searched.',
    ),
    neighbours: count(0, 200).describe(
      'Candidates one edit away from the centres: all of them, or so many drawn where there are more.',
    ),
    mutations: count(0, 100).describe('Candidates two edits away from the centres.'),
    randomCandidates: count(1, 100).describe(
      'Random candidates that the model compares with the local ones.',
    ),
    climbSteps: count(0, 10).describe(
      'Steps from the most promising candidate to ever more promising neighbours. `thompson` does not climb.',
    ),
    maxObservations: count(10, 400).describe(
      'Observations that the model is conditioned on: beyond, the best, the latest and some of every rank. `slice-sampling` uses half as many.',
    ),
    allowRepeats: z
      .boolean()
      .default(false)
      .describe('Whether a candidate may be measured again. Turn it on where measurements are noisy.'),
  })
  .describe('Model the scores with a Gaussian process and try what promises most.');

export type BayesianOptions = z.output<typeof bayesianOptimizationOptions>;
