import * as z from 'zod';
import { predictorOptions } from '../model/predictor-options';

export const progressiveOptions = z
  .strictObject({
    kind: z.literal('progressive'),
    beamWidth: z
      .number()
      .int()
      .min(1)
      .default(16)
      .describe(
        'K in the paper, 256 there: candidates that are measured at each level, and how many of the best of a level are expanded.',
      ),
    initialSamples: z
      .number()
      .int()
      .min(1)
      .default(16)
      .describe(
        'Candidates of the first level that are measured: all, as in the paper, where there are no more.',
      ),
    expansions: z
      .number()
      .int()
      .min(1)
      .default(500)
      .describe('Expansions that are looked at for each level; drawn where there are more.'),
    regressor: predictorOptions.shape.regressor,
    encoding: z
      .enum(['auto', 'path', 'adjacency', 'one-hot', 'ordinal'])
      .default('one-hot')
      .describe(
        'How candidates become vectors. `one-hot` tells the blocks apart, which carries over to larger candidates; a longer path was never seen before.',
      ),
    members: predictorOptions.shape.members,
    layers: z.number().int().min(1).max(20).default(1).describe('Hidden layers of each network.'),
    units: z.number().int().min(1).max(512).default(100).describe('Units of each hidden layer.'),
  })
  .describe(
    'Grow candidates block by block from the simplest: expand the best of each level, and measure those that a predictor likes most.',
  );

export type ProgressiveOptions = z.output<typeof progressiveOptions>;
