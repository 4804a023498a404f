import { entry } from '../entry';
import { localSearch, localSearchOptions } from './local-search';

export const LOCAL_STRATEGIES = {
  'local-search': entry({
    title: 'Local search',
    family: 'local',
    summary: 'Climbs from neighbour to better neighbour and starts again at the top. Strong in small spaces.',
    source: 'White et al., UAI 2021 (arXiv:2005.02960)',
    objectives: 'first',
    options: localSearchOptions,
    create: localSearch,
  }),
} as const;
