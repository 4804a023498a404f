import type { StrategyCase } from './strategy-case';

const SMALL_GENERATIONS = { populationSize: 8, parents: 4, mutations: 4, crossovers: 4 };

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
  { title: 'genetic', options: { kind: 'genetic', ...SMALL_GENERATIONS } },
  {
    title: 'genetic with repeats',
    repeats: true,
    options: { kind: 'genetic', preset: 'hat', ...SMALL_GENERATIONS, allowRepeats: true },
  },
  { title: 'nsga-ii', options: { kind: 'nsga-ii', populationSize: 6 } },
  {
    title: 'lts',
    options: { kind: 'lts', initialSamples: 8, parents: 4, mutations: 4, crossovers: 4 },
  },
  {
    title: 'lts, public edition',
    options: { kind: 'lts', edition: 'public', initialSamples: 4, crossovers: 2, randoms: 1 },
  },
];
