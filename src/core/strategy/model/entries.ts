import { entry } from '../entry';
import { predictor } from './predictor';
import { predictorOptions } from './predictor-options';
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
  predictor: entry({
    title: 'Predictor-guided search (BANANAS)',
    family: 'model',
    summary:
      'Trains small networks, trees or another regressor on what was measured; measures the mutations of the best that it likes most.',
    source: 'White et al., AAAI 2021 (arXiv:1910.11858)',
    objectives: 'first',
    options: predictorOptions,
    create: predictor,
  }),
} as const;
