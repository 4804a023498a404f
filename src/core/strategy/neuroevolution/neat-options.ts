import * as z from 'zod';

const probability = z.number().min(0).max(1);
const coefficient = z.number().nonnegative();

export const neatOptions = z
  .strictObject({
    kind: z.literal('neat'),
    populationSize: z
      .number()
      .int()
      .min(2)
      .default(50)
      .describe(
        'Candidates that make a generation (150 in the paper). A twentieth of the trials is a good start.',
      ),
    founders: z
      .enum(['one-gene', 'all-sizes'])
      .default('one-gene')
      .describe(
        'The first generation. one-gene: the simplest candidate with one choice changed. all-sizes: with another value for every size that it has; in the space cppn a weight for each link from an input to a layer, as in the paper.',
      ),
    threshold: z
      .number()
      .positive()
      .default(3)
      .describe(
        'Candidates nearer than this to the representative of a species belong to it: a small one makes many species.',
      ),
    excess: coefficient
      .default(1)
      .describe('What a gene beyond the newest one of the other candidate adds to their distance (c1).'),
    disjoint: coefficient
      .default(1)
      .describe('What another gene that only one of two candidates has adds to their distance (c2).'),
    alleles: coefficient
      .default(0.4)
      .describe(
        'What the mean difference of the genes that two candidates share adds to their distance (c3).',
      ),
    growProbability: probability
      .default(0.3)
      .describe('How likely a child gets a new gene: a choice that departs from the simplest candidate.'),
    perturbProbability: probability
      .default(0.8)
      .describe('How likely genes of a child that does not grow change their value.'),
    toggleProbability: probability
      .default(0.1)
      .describe('How likely a gene of a child that does not grow is turned off, or on again.'),
    crossoverProbability: probability.default(0.75).describe('How likely a child has two parents.'),
    interspeciesProbability: probability
      .default(0.001)
      .describe('How likely the second parent is of another species.'),
  })
  .describe('Grow candidates gene by gene from the simplest one; new ideas are protected in species.');

export type NeatOptions = z.output<typeof neatOptions>;
