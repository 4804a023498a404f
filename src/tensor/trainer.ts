import { TrialError } from '../core/base/errors';
import type { Dataset } from '../core/estimator/dataset';
import type { TrainingSpec } from '../core/estimator/options';
import type { Architecture } from '../core/graph/architecture';
import { costOf } from '../core/graph/cost';
import type { Metrics } from '../core/trial/trial';
import { Batches } from './batches';
import { createBreather } from './breather';
import { EarlyStopping } from './early-stopping';
import type { Fit } from './evaluation';
import { evaluate } from './evaluation';
import { measureLatency } from './latency';
import { crossEntropy, squaredError } from './loss';
import { Network } from './network';
import { learningRateAt } from './schedule';
import { checkFit, standardisedTargets, taskOf } from './task';
import { TrainingStep } from './training-step';

export interface TrainingRequest {
  readonly architecture: Architecture;
  readonly dataset: Dataset;
  readonly spec: TrainingSpec;
  /** Decides first weights, order of examples and dropout. */
  readonly seed: number;
  /** Called after each epoch, counted from 1, with `trainLoss`, `valLoss` and `valAccuracy`, or `valRmse` and `valMae`. */
  readonly onEpoch: (epoch: number, metrics: Metrics) => void;
  readonly signal: AbortSignal;
}

export interface Trained {
  readonly metrics: Metrics;
  /** With the weights that the metrics were measured on; the caller disposes it. */
  readonly network: Network;
}

/**
 * Trains one candidate on the started backend and measures it on the
 * validation examples; test examples are not looked at.
 *
 * Rejects with `TrialError` `diverged` when a loss is not finite, `invalid`
 * when the network does not fit the data, and with an `AbortError` within one
 * batch of `signal`'s abortion. A rejection leaves no tensors behind.
 *
 * Losses of regression are in squared units of the target, as are the metrics;
 * training itself is on targets standardised by the training examples.
 */
export async function trainCandidate(request: TrainingRequest): Promise<Trained> {
  const { architecture, dataset, spec, seed } = request;
  checkFit(architecture, dataset);
  const network = Network.create(architecture, taskOf(dataset), seed);
  try {
    const breathe = createBreather(request.signal);
    const course = await trainEpochs(network, request, breathe);
    await breathe();
    const { paramCount, macs, activationBytes } = costOf(architecture);
    const metrics: Record<string, number> = {
      ...course,
      paramCount,
      macs,
      activationBytes,
    };
    if (spec.measureLatency) {
      metrics['latencyMs'] = measureLatency(network, dataset.train.x.subarray(0, network.inputSize));
    }
    return { metrics, network };
  } catch (error) {
    network.dispose();
    throw error;
  }
}

/** Trains all epochs, or fewer when the validation loss stops falling; leaves the weights that are measured in the network. */
async function trainEpochs(
  network: Network,
  { dataset, spec, seed, onEpoch }: TrainingRequest,
  breathe: () => Promise<void>,
): Promise<Metrics> {
  const { task } = network;
  const isClasses = task.kind === 'classes';
  const loss = isClasses
    ? crossEntropy(task.names.length, spec.labelSmoothing)
    : squaredError(task.deviation);
  const y = isClasses ? dataset.train.y : standardisedTargets(dataset.train.y, task);
  const batches = new Batches({ ...dataset.train, y }, spec.batchSize, network.inputSize);
  const step = new TrainingStep(network, loss, spec, seed);
  const stopping = new EarlyStopping(network, spec.earlyStoppingPatience);

  let trainMs = 0;
  for (let epoch = 1; ; epoch++) {
    batches.shuffle(seed, epoch);
    const { trainLoss, ms } = await trainEpoch(step, batches, spec, epoch, breathe);
    trainMs += ms;
    const fit = await evaluate(network, dataset.validation, breathe);
    requireFinite(fit.loss, 'validation', epoch, 'after its last step');
    onEpoch(epoch, { trainLoss, ...validationMetrics(fit) });
    stopping.offer(fit, epoch);
    if (epoch < spec.epochs && !stopping.isDue(epoch)) continue;
    const measured = stopping.restoreBest() ?? fit;
    return { ...validationMetrics(measured), trainLoss, trainMs, epochs: epoch };
  }
}

async function trainEpoch(
  step: TrainingStep,
  batches: Batches,
  spec: TrainingSpec,
  epoch: number,
  breathe: () => Promise<void>,
): Promise<{ trainLoss: number; ms: number }> {
  let sum = 0;
  let examples = 0;
  let ms = 0;
  for (let i = 0; i < batches.count; i++) {
    await breathe();
    const start = performance.now();
    const { x, y, size } = batches.at(i);
    const rate = learningRateAt(spec, (epoch - 1) * batches.count + i, batches.count);
    const { loss, reported } = step.run(x, y, size, rate);
    ms += performance.now() - start;
    requireFinite(loss, 'training', epoch, `step ${i + 1} of ${batches.count}`);
    sum += reported * size;
    examples += size;
  }
  return { trainLoss: sum / examples, ms };
}

function validationMetrics(fit: Fit): Metrics {
  return fit.kind === 'classes'
    ? { valLoss: fit.loss, valAccuracy: fit.accuracy }
    : { valLoss: fit.loss, valRmse: fit.rmse, valMae: fit.mae };
}

function requireFinite(loss: number, which: string, epoch: number, when: string): void {
  if (Number.isFinite(loss)) return;
  throw new TrialError(
    'diverged',
    `the ${which} loss became ${loss} in epoch ${epoch}, ${when}; a smaller learning rate may help`,
  );
}
