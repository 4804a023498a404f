import * as z from 'zod';
import type { Rng } from '../../base/random';
import type { SearchSpace } from '../../space/space';
import { Adam } from '../../surrogate/adam';
import type { Strategy } from '../strategy';
import { addReinforceGradient } from './policy-gradient';
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

export const reinforceOptions = z
  .strictObject({
    kind: z.literal('reinforce'),
    controller: controllerOption('table'),
    learningRate: learningRateOption(
      0.01,
      '0.01 for the table of NATS-Bench, 6e-4 for the LSTM of Zoph and Le.',
    ),
    baselineDecay: baselineDecayOption(0.9),
    entropyBonus: entropyBonusOption(0.01, 'None in the papers.'),
    entropyTrials: z
      .number()
      .int()
      .min(1)
      .default(500)
      .describe('The weight of the entropy falls to 0 over so many measured candidates.'),
    batchSize: batchSizeOption(1, '1 in NATS-Bench, 800 in Zoph and Le.'),
    ...policyOptions,
  })
  .describe('A policy draws candidates, and draws more often what was better than usual.');

type Options = z.output<typeof reinforceOptions>;

/**
 * REINFORCE: a policy draws the values of the knobs, and its parameters follow the gradient of the expected reward.
 *
 * Zoph and Le, "Neural Architecture Search with Reinforcement Learning", ICLR 2017 (arXiv:1611.01578), section 3.2:
 * the mean over a batch of Σ_t ∇ ln π(a_t | a_<t) (R - b), where b is a moving average of rewards, with Adam. The
 * default controller is the table of NATS-Bench (Dong et al. 2021, arXiv:2009.00437) with its learning rate of 0.01
 * and its average of decay 0.9, corrected for its start; `lstm` is theirs in kind, 32 units instead of two layers of 35.
 *
 * Departures. The reward is the first objective itself (not the cube of an accuracy), and advantages are divided by the
 * standard deviation of the rewards so far: see `RewardSignal`, also for constraints. Both papers' baseline
 * absorbs a reward before it is compared, which shrinks it in small batches; here it is compared first. The learning
 * rate of the LSTM is 0.01 and not 6e-4, and it learns from each child and not from 800 at once, because searches have
 * hundreds of trials and not 12,800. There is a bonus for entropy, which falls to 0. Outcomes may come late: the
 * gradient is that of the policy of now, with a truncated importance weight (`addReinforceGradient`).
 * Repeats are off by default: what is known is drawn again, see `policySearch`. That biases the
 * policy away from what it likes most, because a candidate pushes up its choices once only, and its unseen
 * neighbours are compared with a baseline that it has raised; with `allowRepeats` it is on-policy as in the papers.
 *
 * One update costs a few microseconds with the table, some 0.2 ms with the LSTM for ten knobs.
 */
export function reinforce(space: SearchSpace, options: Options, rng: Rng): Strategy {
  const { learningRate, entropyBonus, entropyTrials } = options;
  const policy = createPolicy(space.knobs, options, rng.fork('controller'));
  const adam = new Adam(policy.parameters.length, { learningRate });
  const gradient = new Float64Array(policy.parameters.length);
  let nLearned = 0;

  return policySearch(space, rng, policy, options, (batch) => {
    const entropyWeight = entropyBonus * Math.max(0, 1 - nLearned / entropyTrials);
    nLearned += batch.length;
    gradient.fill(0);
    addReinforceGradient(policy, batch, entropyWeight, gradient);
    adam.ascend(policy.parameters, gradient);
  });
}
