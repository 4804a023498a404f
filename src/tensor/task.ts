import { TrialError } from '../core/base/errors';
import type { TrainingData } from '../core/estimator/check-training';
import type { Dataset } from '../core/estimator/dataset';
import type { Architecture } from '../core/graph/architecture';
import { shapeText } from '../core/graph/field-checks';
import { vocabularyOf } from '../core/graph/tokens';
import type { NetworkTask } from './network';

/** What a network for this data set has to know of it. */
export function taskOf({ target, scaling, train }: Dataset): NetworkTask {
  const inputs = scaling === undefined ? {} : { scaling };
  if (target.kind === 'classes') return { ...inputs, kind: 'classes', names: target.names };
  return {
    ...inputs,
    kind: 'values',
    names: target.names,
    ...momentsOfTargets(train.y, target.names.length),
  };
}

/**
 * Throws `TrialError` `invalid` when the network's input or output is not the
 * data's, or it takes tokens and the data are others. O(examples) with tokens.
 */
export function checkFit(architecture: Architecture, dataset: Dataset): void {
  const { shapes } = architecture;
  const { inputShape, target, name } = dataset;
  const input = shapes[0]!;
  if (shapeText(input) !== shapeText(inputShape)) {
    throw new TrialError(
      'invalid',
      `the network takes ${shapeText(input)}, but an example of ${name} is ${shapeText(inputShape)}`,
    );
  }
  const output = shapes.at(-1)!;
  if (output.length !== 1 || output[0] !== target.names.length) {
    const what = target.kind === 'classes' ? 'classes' : 'targets';
    throw new TrialError(
      'invalid',
      `the network puts out ${shapeText(output)}, but ${name} has ${target.names.length} ${what}`,
    );
  }
  const vocabulary = vocabularyOf(architecture);
  if (vocabulary !== undefined) checkTokens(vocabulary, dataset);
}

function checkTokens(vocabulary: number, { name, train, validation, test }: Dataset): void {
  for (const { x } of [train, validation, test]) {
    const wrong = x.find((value) => !(value >= 0 && value < vocabulary && Number.isInteger(value)));
    if (wrong !== undefined)
      throw new TrialError(
        'invalid',
        `the network takes whole numbers from 0 to ${vocabulary - 1} as tokens, but ${name} has ${wrong}`,
      );
  }
}

/** What of a data set decides which training options it can have. */
export function trainingDataOf({ name, inputShape, target }: Dataset): TrainingData {
  return { name, inputShape, target: { kind: target.kind, count: target.names.length } };
}

/** Mean and population deviation of each target; a constant target has deviation 1. */
function momentsOfTargets(y: Float32Array, targets: number): { mean: number[]; deviation: number[] } {
  const count = y.length / targets;
  const mean = new Array<number>(targets).fill(0);
  const squares = new Array<number>(targets).fill(0);
  y.forEach((value, i) => (mean[i % targets]! += value / count));
  y.forEach((value, i) => (squares[i % targets]! += (value - mean[i % targets]!) ** 2 / count));
  return { mean, deviation: squares.map((square) => (square > 0 ? Math.sqrt(square) : 1)) };
}
