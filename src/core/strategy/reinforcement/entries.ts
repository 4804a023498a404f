import { entry } from '../entry';
import { ppo, ppoOptions } from './ppo';
import { qLearning, qLearningOptions } from './q-learning';
import { reinforce, reinforceOptions } from './reinforce';

export const REINFORCEMENT_STRATEGIES = {
  reinforce: entry({
    title: 'REINFORCE',
    family: 'reinforcement',
    summary:
      'Draws candidates from a policy that follows the reward. Slow to start: near random for the first 150 trials.',
    source: 'Zoph and Le, ICLR 2017 (arXiv:1611.01578); Dong et al., 2021 (arXiv:2009.00437)',
    objectives: 'first',
    options: reinforceOptions,
    create: reinforce,
  }),
  ppo: entry({
    title: 'PPO',
    family: 'reinforcement',
    summary:
      'An LSTM draws candidates and learns from each batch in several careful steps. For long searches.',
    source: 'Zoph et al., CVPR 2018 (arXiv:1707.07012); Schulman et al., 2017 (arXiv:1707.06347)',
    objectives: 'first',
    options: ppoOptions,
    create: ppo,
  }),
  'q-learning': entry({
    title: 'Q-learning',
    family: 'reinforcement',
    summary:
      'Learns what each choice is worth after the one before; random at first, greedy in the end. For chains of layers.',
    source: 'Baker et al., ICLR 2017 (arXiv:1611.02167)',
    objectives: 'first',
    options: qLearningOptions,
    create: qLearning,
  }),
} as const;
