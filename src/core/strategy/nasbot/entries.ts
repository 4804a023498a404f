import { entry } from '../entry';
import { nasbot } from './nasbot';
import { nasbotOptions } from './options';

export const NASBOT_STRATEGIES = {
  nasbot: entry({
    title: 'NASBOT',
    family: 'model',
    summary:
      'Compares networks by what it takes to turn one into the other, models the scores by that, and evolves what promises most.',
    source: 'Kandasamy et al., NeurIPS 2018 (arXiv:1802.07191)',
    objectives: 'first',
    options: nasbotOptions,
    create: nasbot,
  }),
} as const;
