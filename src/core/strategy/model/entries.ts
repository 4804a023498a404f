import { entry } from '../entry';
import { tpe } from './tpe';
import { tpeOptions } from './tpe-options';

export const MODEL_STRATEGIES = {
  tpe: entry({
    title: 'TPE',
    family: 'model',
    summary:
      'Draws what good trials have and bad ones have not. Costs next to nothing; for any knobs, also many and conditional ones.',
    source: 'Bergstra et al., NIPS 2011',
    objectives: 'all',
    options: tpeOptions,
    create: tpe,
  }),
} as const;
