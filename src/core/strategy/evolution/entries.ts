import { entry } from '../entry';
import { genetic, geneticOptions } from './genetic';
import { lts, ltsOptions } from './lts';
import { nsga2, nsga2Options } from './nsga-ii';
import { regularizedEvolution, regularizedEvolutionOptions } from './regularized-evolution';

export const EVOLUTION_STRATEGIES = {
  'regularized-evolution': entry({
    title: 'Regularised evolution',
    family: 'evolution',
    summary:
      'Mutates the best of a random few; the oldest member dies. Robust, and good with many evaluators.',
    source: 'Real et al., AAAI 2019 (arXiv:1802.01548)',
    objectives: 'first',
    options: regularizedEvolutionOptions,
    create: regularizedEvolution,
  }),
  genetic: entry({
    title: 'Genetic search',
    family: 'evolution',
    summary:
      'Keeps the best, mutates and crosses them. With the numbers of SPOS, AutoFormer, HAT, OFA or LiteTransformerSearch.',
    source: 'Guo et al., ECCV 2020 (arXiv:1904.00420)',
    objectives: 'first',
    options: geneticOptions,
    create: genetic,
  }),
  'nsga-ii': entry({
    title: 'NSGA-II',
    family: 'evolution',
    summary:
      'Looks for the front of several objectives. The standard where accuracy is weighed against cost.',
    source: 'Deb et al., IEEE TEC 6(2), 2002',
    objectives: 'all',
    options: nsga2Options,
    create: nsga2,
  }),
  lts: entry({
    title: 'LiteTransformerSearch',
    family: 'evolution',
    summary:
      'Looks for the front of several objectives: mutates and crosses the best trade-offs of all that was measured.',
    source: 'Javaheripi et al., NeurIPS 2022 (arXiv:2203.02094)',
    objectives: 'all',
    options: ltsOptions,
    create: lts,
  }),
} as const;
