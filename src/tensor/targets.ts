import { unreachable } from '../core/base/errors';
import type { Examples } from '../core/estimator/dataset';
import type { TrainingSpec } from '../core/estimator/options';
import type { NetworkTask } from './network';

/**
 * Writes what the network should say of training example `example` to
 * `into[at]` and after, one value an output, and answers what the example's loss
 * counts: 1 on the average over the training examples.
 */
export type WriteTarget = (example: number, into: Float32Array, at: number) => number;

/** Distributions over the classes (Szegedy et al. 2016, section 7), or values standardised by the training examples. */
export function targetsOf(
  { y }: Pick<Examples, 'y'>,
  task: NetworkTask,
  spec: Pick<TrainingSpec, 'labelSmoothing' | 'classWeights'>,
): WriteTarget {
  switch (task.kind) {
    case 'classes':
      return classTargets(y, task.names.length, spec);
    case 'values':
      return valueTargets(y, task);
    default:
      return unreachable(task);
  }
}

/**
 * What the loss of an example of each class counts, scaled so that it is 1 on
 * the average over `labels`. Balanced: as much for each class that occurs.
 */
export function weightsOfClasses(
  labels: Float32Array,
  classes: number,
  choice: TrainingSpec['classWeights'],
): readonly number[] {
  if (choice === null) return new Array<number>(classes).fill(1);
  const counts = new Array<number>(classes).fill(0);
  for (const label of labels) counts[label]! += 1;
  const weights = choice === 'balanced' ? counts.map((count) => (count > 0 ? 1 / count : 0)) : choice;
  const sum = weights.reduce((total, weight, c) => total + weight * counts[c]!, 0);
  return weights.map((weight) => (sum > 0 ? (weight * labels.length) / sum : 0));
}

function classTargets(
  labels: Float32Array,
  classes: number,
  { labelSmoothing, classWeights }: Pick<TrainingSpec, 'labelSmoothing' | 'classWeights'>,
): WriteTarget {
  const spread = labelSmoothing / classes;
  const weights = weightsOfClasses(labels, classes, classWeights);
  return (example, into, at) => {
    const label = labels[example]!;
    into.fill(spread, at, at + classes);
    into[at + label] = spread + 1 - labelSmoothing;
    return weights[label]!;
  };
}

function valueTargets(
  y: Float32Array,
  { mean, deviation }: Pick<NetworkTask & { kind: 'values' }, 'mean' | 'deviation'>,
): WriteTarget {
  const units = mean.length;
  return (example, into, at) => {
    for (let t = 0; t < units; t++) into[at + t] = (y[example * units + t]! - mean[t]!) / deviation[t]!;
    return 1;
  };
}
