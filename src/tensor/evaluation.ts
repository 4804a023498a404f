import type { Examples } from '../core/estimator/dataset';
import type { Metrics } from '../core/trial/trial';
import { classFit } from './class-fit';
import type { ClassFit } from './class-fit';
import type { Network, NetworkTask } from './network';
import { valueFit } from './value-fit';
import type { ValueFit } from './value-fit';

/** How well outputs fit, in the units of the data; what people read comes first, the loss last. */
export type Fit = ClassFit | ValueFit;

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

/** A fit by the names of the metric catalogue: `valLoss`, `testAccuracy` ... */
export function metricsOfFit(fit: Fit, part: 'val' | 'test'): Metrics {
  return Object.fromEntries(
    Object.entries(fit)
      .filter((entry): entry is [string, number] => typeof entry[1] === 'number')
      .map(([name, value]) => [`${part}${name[0]!.toUpperCase()}${name.slice(1)}`, value]),
  );
}
