import { entry } from '../entry';
import { bayesianOptimization } from './bayesian-optimization';
import { bayesianOptimizationOptions } from './options';

export const BAYESIAN_STRATEGIES = {
  'bayesian-optimization': entry({
    title: 'Bayesian optimisation',
    family: 'model',
    summary:
      'Models the scores with a Gaussian process and tries what promises most. For up to a few hundred dear trials.',
    source: 'Snoek et al., NIPS 2012 (arXiv:1206.2944); Ru et al., ICLR 2021 (arXiv:2006.07556)',
    objectives: 'all',
    options: bayesianOptimizationOptions,
    create: bayesianOptimization,
  }),
} as const;
