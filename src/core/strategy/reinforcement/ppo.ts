import * as z from 'zod';
import type { Rng } from '../../base/random';
import type { SearchSpace } from '../../space/space';
import { Adam } from '../../surrogate/adam';
import type { Strategy } from '../strategy';
import { addPpoGradient } from './policy-gradient';
import {
  baselineDecayOption,
  batchSizeOption,
  controllerOption,
  createPolicy,
  entropyBonusOption,
  learningRateOption,
  policyOptions,
} from './policy-options';
import { policySearch } from './policy-search';

export const ppoOptions = z
  .strictObject({
    kind: z.literal('ppo'),
    controller: controllerOption('lstm'),
    learningRate: learningRateOption(0.01, '3.5e-4 in NASNet.'),
    clip: z
      .number()
      .positive()
      .default(0.2)
      .describe(
        'How far the probability of a choice may move from that with which it was drawn, as a share, before it stops to count (epsilon; 0.2 in the paper).',
      ),
    epochs: z
      .number()
      .int()
      .min(1)
      .max(100)
      .default(4)
      .describe('Steps that are made with each batch; "several" in the paper.'),
    batchSize: batchSizeOption(8, '20 in NASNet.'),
    baselineDecay: baselineDecayOption(0.95),
    entropyBonus: entropyBonusOption(1e-5, '1e-5 in NASNet.'),
    ...policyOptions,
  })
  .describe('A policy draws candidates and learns from each batch in several careful steps.');

type Options = z.output<typeof ppoOptions>;

/**
 * Proximal policy optimisation of the policy that draws the values of the knobs.
 *
 * The search of NASNet (Zoph et al., CVPR 2018, arXiv:1707.07012) by the clipped objective of Schulman et al. 2017
 * (arXiv:1707.06347, equation 7), with their clip of 0.2 and NASNet's baseline of decay 0.95 and entropy weight of
 * 1e-5.
 *
 * Departures. NASNet's LSTM has 100 units, its learning rate is 3.5e-4 and its batch 20 children of 20,000;
 * here 32 units, 0.01 and 8, with 4 epochs, because searches have hundreds of trials. There is no value function: all choices
 * of a candidate share its advantage, in standard deviations of the rewards (`RewardSignal`). The old policy is the one
 * that drew the candidate, however long ago, so that outcomes may come late. Repeats are off by
 * default, with the bias that `reinforce` and `policySearch` tell of.
 */
export function ppo(space: SearchSpace, options: Options, rng: Rng): Strategy {
  const { learningRate, clip, epochs, entropyBonus: entropyWeight } = options;
  const policy = createPolicy(space.knobs, options, rng.fork('controller'));
  const adam = new Adam(policy.parameters.length, { learningRate });
  const gradient = new Float64Array(policy.parameters.length);

  return policySearch(space, rng, policy, options, (batch) => {
    for (let epoch = 0; epoch < epochs; epoch++) {
      gradient.fill(0);
      addPpoGradient(policy, batch, { clip, entropyWeight }, gradient);
      adam.ascend(policy.parameters, gradient);
    }
  });
}
