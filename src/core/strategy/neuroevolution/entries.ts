import { entry } from '../entry';
import { neat } from './neat';
import { neatOptions } from './neat-options';

export const NEUROEVOLUTION_STRATEGIES = {
  neat: entry({
    title: 'NEAT',
    family: 'neuroevolution',
    summary: 'Grows candidates gene by gene from the simplest one; species protect what is new.',
    source: 'Stanley and Miikkulainen, Evolutionary Computation 10(2), 2002',
    objectives: 'first',
    options: neatOptions,
    create: neat,
  }),
} as const;
