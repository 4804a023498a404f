import * as z from 'zod';

export const predictorOptions = z
  .strictObject({
    kind: z.literal('predictor'),
    regressor: z
      .enum(['mlp-ensemble', 'random-forest', 'ridge', 'gaussian-process'])
      .default('mlp-ensemble')
      .describe(
        'What predicts the first objective: small networks as in the paper, trees, Bayesian linear regression, or a Gaussian process.',
      ),
    acquisition: z
      .enum(['independent-thompson', 'ucb', 'ei', 'mean', 'random'])
      .default('independent-thompson')
      .describe(
        'How candidates are chosen by mean and spread. `random` asks no model: it shows what the candidates alone are worth.',
      ),
    exploration: z.number().min(0).default(0.5).describe('Standard deviations that `ucb` adds to the mean.'),
    encoding: z
      .enum(['auto', 'path', 'adjacency', 'one-hot', 'ordinal'])
      .default('auto')
      .describe(
        'How candidates become vectors. `auto` takes paths where the space has them, else adjacency, else one-hot.',
      ),
    initialSamples: z
      .number()
      .int()
      .min(2)
      .default(10)
      .describe('Random candidates that are measured before the first prediction.'),
    batch: z
      .number()
      .int()
      .min(1)
      .default(10)
      .describe('Results between two fits, and candidates that are chosen at once.'),
    candidateSet: z
      .enum(['mutations', 'random'])
      .default('mutations')
      .describe(
        'Whether the model chooses among mutations of the best, as in the paper, or random candidates.',
      ),
    candidates: z.number().int().min(1).default(200).describe('Candidates to choose from.'),
    parents: z
      .number()
      .int()
      .min(1)
      .default(5)
      .describe('How many of the best are mutated; each yields its share of the candidates.'),
    members: z.number().int().min(2).max(100).default(5).describe('Networks of `mlp-ensemble`.'),
    layers: z
      .number()
      .int()
      .min(1)
      .max(20)
      .default(3)
      .describe('Hidden layers of each network; 10 in the paper.'),
    units: z.number().int().min(1).max(512).default(20).describe('Units of each hidden layer.'),
  })
  .describe('Train a predictor on what was measured and take the mutations of the best that it likes most.');

export type PredictorOptions = z.output<typeof predictorOptions>;
