import { entry } from '../entry';
import { grid, gridOptions } from './grid';
import { randomOptions, randomSearch } from './random-search';

export const SAMPLING_STRATEGIES = {
  random: entry({
    title: 'Random search',
    family: 'sampling',
    summary: 'Draws candidates at random, none twice. The baseline that every strategy must beat.',
    source: 'Li and Talwalkar, UAI 2019 (arXiv:1902.07638)',
    objectives: 'all',
    options: randomOptions,
    create: randomSearch,
  }),
  grid: entry({
    title: 'Grid search',
    family: 'sampling',
    summary:
      'Goes through the whole space, or a coarser grid of its sizes, in a fixed order. For small spaces.',
    source: 'Bergstra and Bengio, JMLR 13, 2012, as the baseline',
    objectives: 'all',
    options: gridOptions,
    create: grid,
  }),
} as const;
