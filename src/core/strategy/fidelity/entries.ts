import { entry } from '../entry';
import { asha, ashaOptions } from './asha';
import { bohb, bohbOptions } from './bohb';
import { hyperband, hyperbandOptions } from './hyperband';
import { successiveHalving, successiveHalvingOptions } from './successive-halving';

export const FIDELITY_STRATEGIES = {
  'successive-halving': entry({
    title: 'Successive halving',
    family: 'fidelity',
    summary: 'Measures many candidates cheaply, keeps the better half, doubles the epochs, and so on.',
    source: 'Karnin et al., ICML 2013; Jamieson and Talwalkar, AISTATS 2016 (arXiv:1502.07943)',
    objectives: 'first',
    options: successiveHalvingOptions,
    create: successiveHalving,
  }),
  hyperband: entry({
    title: 'Hyperband',
    family: 'fidelity',
    summary:
      'Successive halving from many cheap to few full measurements, in turns: safe where early epochs mislead.',
    source: 'Li et al., JMLR 2018 (arXiv:1603.06560)',
    objectives: 'first',
    options: hyperbandOptions,
    create: hyperband,
  }),
  asha: entry({
    title: 'ASHA',
    family: 'fidelity',
    summary: 'Successive halving without waiting: made for many evaluators.',
    source: 'Li et al., MLSys 2020 (arXiv:1810.05934)',
    objectives: 'first',
    options: ashaOptions,
    create: asha,
  }),
  bohb: entry({
    title: 'BOHB',
    family: 'fidelity',
    summary: 'Hyperband whose fresh candidates come from where good ones lay.',
    source: 'Falkner et al., ICML 2018 (arXiv:1807.01774)',
    objectives: 'first',
    options: bohbOptions,
    create: bohb,
  }),
} as const;
