import type { StrategyCase } from './strategy-case';

export const PROGRESSIVE_CASES: readonly StrategyCase[] = [
  {
    title: 'progressive',
    slow: true,
    options: { kind: 'progressive', beamWidth: 4, members: 2, layers: 1, units: 4, expansions: 30 },
  },
  {
    title: 'progressive by trees',
    slow: true,
    options: {
      kind: 'progressive',
      beamWidth: 3,
      regressor: 'random-forest',
      encoding: 'one-hot',
      initialSamples: 5,
    },
  },
  {
    title: 'curriculum',
    options: {
      kind: 'curriculum',
      patience: 3,
      strategy: { kind: 'regularized-evolution', populationSize: 5, sampleSize: 2 },
    },
  },
  {
    title: 'curriculum of local search',
    options: { kind: 'curriculum', patience: 4, strategy: { kind: 'local-search', initialSamples: 3 } },
  },
  {
    title: 'progressive-hurdles',
    fidelities: true,
    options: { kind: 'progressive-hurdles', populationSize: 6, sampleSize: 3, modelsPerHurdle: 5 },
  },
];
