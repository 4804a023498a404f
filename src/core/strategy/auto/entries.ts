import { entry } from '../entry';
import { auto, autoOptions } from './auto';

export const AUTO_STRATEGIES = {
  auto: entry({
    title: 'Automatic',
    family: 'default',
    summary:
      'A model that knows the graph picks among edits of the best candidates. Best with few trials; for one objective or several.',
    source: 'this project; after Snoek et al., NIPS 2012, BANANAS and NAS-BOWL',
    objectives: 'all',
    options: autoOptions,
    create: auto,
  }),
} as const;
