import type { StrategyCase } from './strategy-case';

export const LOCAL_CASES: readonly StrategyCase[] = [
  { title: 'local-search', options: { kind: 'local-search', initialSamples: 3 } },
  {
    title: 'local-search, first better',
    options: { kind: 'local-search', initialSamples: 3, neighbourhood: 'first-better' },
  },
  {
    title: 'simulated-annealing',
    options: { kind: 'simulated-annealing', initialSamples: 3, restartAfter: 6 },
  },
  {
    title: 'simulated-annealing from a given temperature',
    options: {
      kind: 'simulated-annealing',
      initialSamples: 1,
      initialTemperature: 0.5,
      stepsPerTemperature: 3,
      restartAfter: 0,
    },
  },
];
