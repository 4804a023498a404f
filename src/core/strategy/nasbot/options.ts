import * as z from 'zod';

export const nasbotOptions = z
  .strictObject({
    kind: z.literal('nasbot'),
    initialSamples: z
      .number()
      .int()
      .min(2)
      .max(10_000)
      .default(10)
      .describe('Random candidates before the model chooses.'),
    distance: z
      .enum(['otmann', 'lite'])
      .default('otmann')
      .describe(
        'How networks are compared: `otmann` moves the units of one to those of the other at least cost, as in the paper; `lite` counts layers and connections, at a fraction of the time. Spaces without networks compare choices.',
      ),
    target: z
      .enum(['log-regret', 'standardized'])
      .default('log-regret')
      .describe(
        'What the model learns: `log-regret` spreads the good candidates out and ignores how bad the bad ones are; `standardized` takes scores as they are, as in the paper.',
      ),
    refitEvery: z
      .number()
      .int()
      .min(1)
      .default(7)
      .describe('Results between two fits of the parameters of the kernel.'),
    mutationsPerRound: z
      .number()
      .int()
      .min(1)
      .max(500)
      .default(50)
      .describe('Modified networks in a round of the evolution that looks for the largest acquisition.'),
    minEvaluations: z
      .number()
      .int()
      .min(1)
      .max(5000)
      .default(50)
      .describe(
        'Modified networks that are looked at for a proposal, at least: 25 √t of them after t results.',
      ),
    maxEvaluations: z
      .number()
      .int()
      .min(1)
      .max(5000)
      .default(500)
      .describe('Modified networks that are looked at for a proposal, at most.'),
    maxObservations: z
      .number()
      .int()
      .min(10)
      .max(400)
      .default(200)
      .describe(
        'Results that the model is conditioned on: beyond, the best, the latest and some of every rank. Fewer where networks are large.',
      ),
  })
  .describe(
    'Compare networks by optimal transport of their layers, model the scores by that, and evolve the candidate that promises most.',
  );

export type NasbotOptions = z.output<typeof nasbotOptions>;
