import type { Knob } from '../../space/space';
import { Lstm } from '../../surrogate/lstm';
import { valueOffsets } from './logit-network';
import type { LogitNetwork } from './logit-network';

/** Parameters start uniform in +- this. */
const INITIAL_RANGE = 0.08;

/**
 * An LSTM that reads the choice before and, with a layer of the knob's own, scores the values of the next: each choice
 * depends on all before it.
 *
 * The controller of Zoph and Le, ICLR 2017 (arXiv:1611.01578), with its start at U(-0.08, 0.08); theirs has 2 layers
 * of 35 units. The first step reads a token of its own.
 */
export function lstmNetwork(
  knobs: readonly Knob[],
  { units, layers }: { readonly units: number; readonly layers: number },
): LogitNetwork {
  const { offsets, nValues } = valueOffsets(knobs);
  const maxSteps = Math.max(1, knobs.length);
  const lstm = new Lstm({ nTokens: 1 + nValues, units, layers, maxSteps });
  const sizes = knobs.map(({ values }) => values.length);
  /** A head: `[values, units]`, each row with a bias behind it. */
  const row = units + 1;
  const headOf = (knob: number): number => lstm.size + offsets[knob]! * row;
  const size = lstm.size + nValues * row;
  const outputs: Float64Array[] = Array.from({ length: maxSteps }, () => new Float64Array(units));
  const ofOutputs = Array.from({ length: maxSteps }, () => new Float64Array(units));

  return {
    size,
    initial: (stream) => Float64Array.from({ length: size }, () => INITIAL_RANGE * (2 * stream.next() - 1)),
    forward(parameters, step, knob, previous, logits) {
      const token = previous ? 1 + offsets[previous.knob]! + previous.value : 0;
      const output = (outputs[step] = lstm.forward(parameters, step, token));
      let at = headOf(knob);
      for (let i = 0; i < sizes[knob]!; i++, at += row) {
        let sum = parameters[at + units]!;
        for (let k = 0; k < units; k++) sum += parameters[at + k]! * output[k]!;
        logits[i] = sum;
      }
    },
    backward(parameters, steps, gradient) {
      steps.forEach(({ knob, gradient: ofLogits }, step) => {
        const output = outputs[step]!;
        const ofOutput = ofOutputs[step]!.fill(0);
        let at = headOf(knob);
        for (let i = 0; i < sizes[knob]!; i++, at += row) {
          const g = ofLogits[i]!;
          gradient[at + units]! += g;
          for (let k = 0; k < units; k++) {
            gradient[at + k]! += g * output[k]!;
            ofOutput[k]! += g * parameters[at + k]!;
          }
        }
      });
      lstm.backward(parameters, ofOutputs, steps.length, gradient);
    },
  };
}
