import type { StrategyCase } from './strategy-case';

export const EVOLUTION_CASES: readonly StrategyCase[] = [
  {
    title: 'regularized-evolution with repeats',
    repeats: true,
    options: { kind: 'regularized-evolution', populationSize: 6, sampleSize: 3, allowRepeats: true },
  },
  {
    title: 'regularized-evolution',
    options: { kind: 'regularized-evolution', populationSize: 6, sampleSize: 3 },
  },
];
