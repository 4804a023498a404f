import * as z from 'zod';

export const tpeOptions = z
  .strictObject({
    kind: z.literal('tpe'),
    multivariate: z
      .boolean()
      .default(true)
      .describe('Whether knobs are modelled together, so that their interactions count, or each by itself.'),
    initialSamples: z
      .number()
      .int()
      .min(1)
      .default(10)
      .describe('Random candidates that are measured before the densities are used.'),
    gamma: z
      .number()
      .gt(0)
      .max(1)
      .default(0.1)
      .describe('Share of the measured trials that count as good (γ in the paper), rounded up.'),
    maxGood: z.number().int().min(1).default(25).describe('How many trials count as good at most.'),
    candidates: z
      .number()
      .int()
      .min(1)
      .default(24)
      .describe('Candidates drawn from the density of the good trials for each proposal.'),
    priorWeight: z
      .number()
      .gt(0)
      .default(1)
      .describe('Weight of the uniform prior, a recent trial weighing 1: more explores more.'),
    allowRepeats: z
      .boolean()
      .default(false)
      .describe('Whether a candidate may be measured again. Turn it on where measurements are noisy.'),
  })
  .describe('Draw from the density of good trials what the density of bad trials thinks unlikely.');

export type TpeOptions = z.output<typeof tpeOptions>;
