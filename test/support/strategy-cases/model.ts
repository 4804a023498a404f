import type { StrategyCase } from './strategy-case';

const SMALL_PREDICTOR = {
  kind: 'predictor',
  ...{ initialSamples: 4, batch: 5, candidates: 20, parents: 2, members: 2, layers: 1, units: 4 },
} as const;

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
  { title: 'predictor', slow: true, options: SMALL_PREDICTOR },
  {
    title: 'predictor by trees',
    slow: true,
    options: { ...SMALL_PREDICTOR, regressor: 'random-forest', acquisition: 'ei', encoding: 'one-hot' },
  },
  {
    title: 'predictor by ridge regression',
    slow: true,
    options: { ...SMALL_PREDICTOR, regressor: 'ridge', acquisition: 'ucb', candidateSet: 'random' },
  },
  {
    title: 'predictor by a Gaussian process',
    slow: true,
    options: { ...SMALL_PREDICTOR, regressor: 'gaussian-process', acquisition: 'mean' },
  },
  {
    title: 'predictor without a model',
    options: { ...SMALL_PREDICTOR, acquisition: 'random' },
  },
];
