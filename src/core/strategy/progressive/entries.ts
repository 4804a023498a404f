import { entry } from '../entry';
import { hurdlesOptions, progressiveHurdles } from './hurdles';
import { progressive } from './progressive';
import { progressiveOptions } from './progressive-options';

export const PROGRESSIVE_STRATEGIES = {
  progressive: entry({
    title: 'Progressive search (PNAS)',
    family: 'progressive',
    summary:
      'Grows candidates block by block: expands the best of each level and measures those that a predictor likes most.',
    source: 'Liu et al., ECCV 2018 (arXiv:1712.00559)',
    objectives: 'first',
    options: progressiveOptions,
    create: progressive,
  }),
  'progressive-hurdles': entry({
    title: 'Progressive dynamic hurdles',
    family: 'progressive',
    summary:
      'Evolution that trains briefly at first; only candidates that clear hurdles are trained for longer.',
    source: 'So, Liang and Le, ICML 2019 (arXiv:1901.11117)',
    objectives: 'first',
    options: hurdlesOptions,
    create: progressiveHurdles,
  }),
} as const;
