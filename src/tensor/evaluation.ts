import type { Examples } from '../core/estimator/dataset';
import { logSumExp } from './loss';
import type { Network, NetworkTask } from './network';

/** How well outputs fit, in the units of the data. */
export type Fit =
  | { readonly kind: 'classes'; readonly loss: number; readonly accuracy: number }
  | { readonly kind: 'values'; readonly loss: number; readonly rmse: number; readonly mae: number };

/** Examples between two looks at `pause`. */
const CHUNK = 512;

/**
 * Predicts all examples and judges them.
 *
 * @param pause awaited between chunks; may throw to cancel
 */
export async function evaluate(
  network: Network,
  examples: Examples,
  pause: () => Promise<void>,
): Promise<Fit> {
  const outputs = new Float32Array(examples.count * network.outputUnits);
  for (let first = 0; first < examples.count; first += CHUNK) {
    await pause();
    const count = Math.min(CHUNK, examples.count - first);
    const x = examples.x.subarray(first * network.inputSize, (first + count) * network.inputSize);
    outputs.set(network.predict(x, count), first * network.outputUnits);
  }
  return fitOf(outputs, examples.y, network.task);
}

/** @param outputs `[count, units]`: logits, or standardised values */
export function fitOf(outputs: Float32Array, y: Float32Array, task: NetworkTask): Fit {
  return task.kind === 'classes' ? classFit(outputs, y) : valueFit(outputs, y, task);
}

/** Mean cross-entropy in nats, and the share of rows whose largest logit is the label's; the first of equals counts. */
function classFit(logits: Float32Array, labels: Float32Array): Fit {
  const classes = logits.length / labels.length;
  let loss = 0;
  let correct = 0;
  labels.forEach((label, n) => {
    const row = logits.subarray(n * classes, (n + 1) * classes);
    loss += logSumExp(row) - row[label]!;
    let best = 0;
    for (let c = 1; c < classes; c++) if (row[c]! > row[best]!) best = c;
    if (best === label) correct++;
  });
  return { kind: 'classes', loss: loss / labels.length, accuracy: correct / labels.length };
}

function valueFit(
  outputs: Float32Array,
  y: Float32Array,
  { mean, deviation }: NetworkTask & { kind: 'values' },
): Fit {
  const targets = mean.length;
  let squares = 0;
  let absolutes = 0;
  y.forEach((value, i) => {
    const error = outputs[i]! * deviation[i % targets]! + mean[i % targets]! - value;
    squares += error * error;
    absolutes += Math.abs(error);
  });
  const mse = squares / y.length;
  return { kind: 'values', loss: mse, rmse: Math.sqrt(mse), mae: absolutes / y.length };
}
