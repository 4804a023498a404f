import { entry } from '../entry';
import { localSearch, localSearchOptions } from './local-search';
import { simulatedAnnealing, simulatedAnnealingOptions } from './simulated-annealing';

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
  'simulated-annealing': entry({
    title: 'Simulated annealing',
    family: 'local',
    summary:
      'Walks from neighbour to neighbour, at first also downhill. Leaves local optima that hold a climb.',
    source: 'Kirkpatrick et al., Science 220, 1983; Johnson et al., Operations Research 37(6), 1989',
    objectives: 'first',
    options: simulatedAnnealingOptions,
    create: simulatedAnnealing,
  }),
} as const;
