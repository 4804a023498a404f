import * as z from 'zod';
import type { Rng } from '../../base/random';
import type { Knob } from '../../space/space';
import { lstmNetwork } from './lstm-network';
import { Policy } from './policy';
import { tableNetwork } from './table-network';

/*
 * The options that policies share; strategies differ in what is usual. `published` says what the papers have.
 */

export const controllerOption = (usual: 'table' | 'lstm') =>
  z
    .enum(['table', 'lstm'])
    .default(usual)
    .describe(
      '`table` learns how often to draw each value of each knob; `lstm` also what goes with what, and needs more trials.',
    );

export const learningRateOption = (usual: number, published: string) =>
  z
    .number()
    .positive()
    .max(1)
    .default(usual)
    .describe(`Adam's: about so much changes each parameter in a step. ${published}`);

export const baselineDecayOption = (usual: number) =>
  z
    .number()
    .min(0)
    .lt(1)
    .default(usual)
    .describe(
      'Decay of the moving average of rewards that a reward is compared with; 0 compares with the last. ' +
        '0.9 in NATS-Bench, 0.95 in NASNet.',
    );

export const entropyBonusOption = (usual: number, published: string) =>
  z
    .number()
    .min(0)
    .default(usual)
    .describe(
      'Weight of the entropy of the choices in nats, which keeps them from settling early; rewards count in standard ' +
        `deviations. ${published}`,
    );

export const batchSizeOption = (usual: number, published: string) =>
  z
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(usual)
    .describe(`Measured candidates per update: more are steadier and slower. ${published}`);

export const policyOptions = {
  hiddenUnits: z
    .number()
    .int()
    .min(1)
    .max(256)
    .default(32)
    .describe('Units of each layer of the LSTM (35 in Zoph and Le, 100 in NASNet).'),
  layers: z
    .number()
    .int()
    .min(1)
    .max(4)
    .default(1)
    .describe('Layers of the LSTM (2 in Zoph and Le, 1 in NASNet).'),
  allowRepeats: z
    .boolean()
    .default(false)
    .describe(
      'Whether a candidate may be measured again, as in the paper. Turn it on where measurements are noisy.',
    ),
};

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
