import type { StrategyCase } from './strategy-case';

export const MODEL_CASES: readonly StrategyCase[] = [
  { title: 'tpe', options: { kind: 'tpe', initialSamples: 5 } },
  {
    title: 'tpe, knob by knob',
    options: { kind: 'tpe', multivariate: false, initialSamples: 5, maxGood: 4, candidates: 6 },
  },
  {
    title: 'tpe with repeats',
    repeats: true,
    options: { kind: 'tpe', initialSamples: 5, allowRepeats: true },
  },
];
