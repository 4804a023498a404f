import { entry } from '../entry';
import { hurdlesOptions, progressiveHurdles } from './hurdles';

export const PROGRESSIVE_STRATEGIES = {
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
