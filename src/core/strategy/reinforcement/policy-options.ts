import { z } from 'zod';
import type { Rng } from '../../base/random';
import type { Knob } from '../../space/space';
import { lstmNetwork } from './lstm-network';
import { Policy } from './policy';
import { tableNetwork } from './table-network';

/** The options of a policy; what differs between strategies is only their defaults. */
export const controllerOption = z
  .enum(['table', 'lstm'])
  .describe(
    '`table` learns how often to draw each value of each knob; `lstm` also what goes with what, and needs more trials.',
  );

export const policyOptions = {
  hiddenUnits: z
    .number()
    .int()
    .min(1)
    .max(256)
    .default(32)
    .describe('Units of each layer of the LSTM (35 in Zoph and Le, 100 in NASNet).'),
  layers: z.number().int().min(1).max(4).default(1).describe('Layers of the LSTM (2 in Zoph and Le).'),
  allowRepeats: z
    .boolean()
    .default(false)
    .describe(
      'Whether a candidate may be measured again, as in the paper. Turn it on where measurements are noisy.',
    ),
};

export const learningRateOption = z
  .number()
  .positive()
  .max(1)
  .describe("Adam's: about so much changes each parameter in a step.");

export const baselineOption = z
  .number()
  .min(0)
  .lt(1)
  .describe(
    'Decay of the moving average of rewards that a reward is compared with; 0 compares with the last.',
  );

export const entropyOption = z
  .number()
  .min(0)
  .describe(
    'Weight of the entropy of the choices, which keeps them from settling early; rewards count in standard deviations.',
  );

export function createPolicy(
  knobs: readonly Knob[],
  {
    controller,
    hiddenUnits,
    layers,
  }: { readonly controller: 'table' | 'lstm'; readonly hiddenUnits: number; readonly layers: number },
  stream: Rng,
): Policy {
  const network =
    controller === 'table' ? tableNetwork(knobs) : lstmNetwork(knobs, { units: hiddenUnits, layers });
  return new Policy(knobs, network, stream);
}
