import type { StrategyCase } from './strategy-case';

const SMALL = {
  kind: 'bayesian-optimization',
  ...{ initialSamples: 4, fantasies: 4, centres: 2, neighbours: 20, mutations: 5, randomCandidates: 10 },
  ...{ climbSteps: 2, maxObservations: 20 },
} as const;

export const BAYESIAN_CASES: readonly StrategyCase[] = [
  { title: 'bayesian-optimization', slow: true, options: SMALL },
  { title: 'bayesian-optimization with subtrees', slow: true, options: { ...SMALL, features: 'wl' } },
  {
    title: 'bayesian-optimization by draws',
    slow: true,
    options: { ...SMALL, features: 'ordinal', acquisition: 'thompson' },
  },
  {
    title: 'bayesian-optimization with repeats',
    slow: true,
    repeats: true,
    options: { ...SMALL, acquisition: 'ei-per-second', allowRepeats: true },
  },
  {
    title: 'bayesian-optimization over sampled hyperparameters',
    slow: true,
    options: { ...SMALL, hyperparameters: 'slice-sampling', acquisition: 'ucb' },
  },
];
