import * as z from 'zod';

/** Options that several strategies of this family share. */

export const minEpochs = z
  .number()
  .int()
  .positive()
  .exactOptional()
  .describe(
    'Epochs of the cheapest measurement (r in the papers); where not said, the fewest that the estimator can tell.',
  );

export const eta = (usual: number) =>
  z
    .number()
    .min(2)
    .max(100)
    .default(usual)
    .describe(
      'One in so many candidates goes on to the next rung, where it gets so many times the epochs (η in the papers).',
    );

export const brackets = (usual: 'paper' | 'floor') =>
  z
    .enum(['paper', 'floor'])
    .default(usual)
    .describe(
      "How many candidates a bracket begins with, where that is no whole number: as the journal paper's formula rounds, or down as HpBandSter does.",
    );
