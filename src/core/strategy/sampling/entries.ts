import { entry } from '../entry';
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
} as const;
