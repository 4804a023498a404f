import type { StrategyCase } from './strategy-case';

export const LOCAL_CASES: readonly StrategyCase[] = [
  { title: 'local-search', options: { kind: 'local-search', initialSamples: 3 } },
  {
    title: 'local-search, first better',
    options: { kind: 'local-search', initialSamples: 3, neighbourhood: 'first-better' },
  },
];
