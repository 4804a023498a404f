import type { StrategyCase } from './strategy-case';

export const AUTO_CASES: readonly StrategyCase[] = [
  { title: 'auto', slow: true, options: { kind: 'auto', initialSamples: 6 } },
  { title: 'auto one-hot', slow: true, options: { kind: 'auto', initialSamples: 6, features: 'one-hot' } },
  {
    title: 'auto with repeats',
    slow: true,
    repeats: true,
    options: { kind: 'auto', initialSamples: 6, allowRepeats: true },
  },
];
