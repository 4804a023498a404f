import type { StrategyCase } from './strategy-case';

const SMALL = {
  kind: 'nasbot',
  ...{ initialSamples: 4, mutationsPerRound: 5, minEvaluations: 10, maxEvaluations: 10, maxObservations: 12 },
} as const;

export const NASBOT_CASES: readonly StrategyCase[] = [
  { title: 'nasbot', slow: true, options: SMALL },
  {
    title: 'nasbot, lite',
    slow: true,
    options: { ...SMALL, distance: 'lite', target: 'standardized', refitEvery: 1 },
  },
];
