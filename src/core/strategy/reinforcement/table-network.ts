import type { Knob } from '../../space/space';
import { valueOffsets } from './logit-network';
import type { LogitNetwork } from './logit-network';

/** Spread of the logits at the start. */
const SPREAD = 1e-3;

/**
 * A logit for each value of each knob, whatever was chosen before: knobs are drawn independently.
 *
 * The policy of REINFORCE in NATS-Bench (Dong et al. 2021, arXiv:2009.00437), with its start at 1e-3 N(0, 1).
 */
export function tableNetwork(knobs: readonly Knob[]): LogitNetwork {
  const { offsets, nValues } = valueOffsets(knobs);
  const sizes = knobs.map(({ values }) => values.length);
  return {
    size: nValues,
    initial: (stream) => Float64Array.from({ length: nValues }, () => SPREAD * stream.normal()),
    forward(parameters, _step, knob, _previous, logits) {
      const offset = offsets[knob]!;
      for (let i = 0; i < sizes[knob]!; i++) logits[i] = parameters[offset + i]!;
    },
    backward(_parameters, steps, gradient) {
      for (const { knob, gradient: ofLogits } of steps) {
        const offset = offsets[knob]!;
        for (let i = 0; i < sizes[knob]!; i++) gradient[offset + i]! += ofLogits[i]!;
      }
    },
  };
}
