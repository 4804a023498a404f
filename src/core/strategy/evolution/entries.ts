import { entry } from '../entry';
import { regularizedEvolution, regularizedEvolutionOptions } from './regularized-evolution';

export const EVOLUTION_STRATEGIES = {
  'regularized-evolution': entry({
    title: 'Regularised evolution',
    family: 'evolution',
    summary:
      'Mutates the best of a random few; the oldest member dies. Robust, and good with many evaluators.',
    source: 'Real et al., AAAI 2019 (arXiv:1802.01548)',
    objectives: 'first',
    options: regularizedEvolutionOptions,
    create: regularizedEvolution,
  }),
} as const;
