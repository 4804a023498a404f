import { TrialError } from '../core/base/errors';
import { checkTraining } from '../core/estimator/check-training';
import { costOf } from '../core/graph/cost';
import { takesTokens } from '../core/graph/tokens';
import type { Metrics } from '../core/trial/trial';
import { createBreather } from './breather';
import { measureDevice } from './device/measure-device';
import { Network } from './network';
import { checkFit, taskOf, trainingDataOf } from './task';
import { checkpointFor, TrainingCourse } from './training-course';
import type { TrainingRequest } from './training-request';

export interface Trained {
  readonly metrics: Metrics;
  /** With the weights that the metrics were measured on; the caller disposes it. */
  readonly network: Network;
}

/**
 * Trains one candidate on the started backend and measures it on the
 * validation examples; test examples are not looked at.
 *
 * Rejects with `TrialError` `diverged` when a loss is not finite or grows
 * beyond all bounds (see `Divergence`), `invalid` when the network does not fit
 * the data, with `InputError` when the options do not, and with an `AbortError`
 * within one batch of `signal`'s abortion. A rejection leaves no tensors behind.
 *
 * A training that was interrupted and goes on from its checkpoint gives the
 * same numbers as one that was not, but for its times.
 *
 * Losses of regression are in squared units of the target, as are the metrics;
 * training itself is on targets standardised by the training examples.
 */
export async function trainCandidate(request: TrainingRequest): Promise<Trained> {
  const { architecture, dataset, spec, seed, initialWeights = {} } = request;
  checkTraining(spec, trainingDataOf(dataset));
  checkFit(architecture, dataset);
  if (spec.augmentation.mixup > 0 && takesTokens(architecture)) {
    throw new TrialError('invalid', 'the network takes tokens, which mixup cannot blend');
  }
  const { trainedLayers } = spec;
  const network = Network.create(architecture, taskOf(dataset), seed, { initialWeights, trainedLayers });
  try {
    const breathe = createBreather(request.signal);
    const course = await train(network, request, breathe);
    await breathe();
    const { paramCount, macs, activationBytes } = costOf(architecture);
    const device = await measureDevice(network, dataset.train, spec, breathe);
    const metrics = { ...course, paramCount, macs, activationBytes, ...device };
    return { metrics, network };
  } catch (error) {
    network.dispose();
    throw error;
  }
}

async function train(
  network: Network,
  request: TrainingRequest,
  breathe: () => Promise<void>,
): Promise<Metrics> {
  const course = new TrainingCourse(network, request, breathe, await checkpointFor(request));
  try {
    return await course.run();
  } finally {
    course.dispose();
  }
}
