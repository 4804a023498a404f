import { TrialError } from '../core/base/errors';
import { createRng } from '../core/base/random';
import type { Dataset, Examples } from '../core/estimator/dataset';
import type { TrainingSpec } from '../core/estimator/options';
import type { Architecture } from '../core/graph/architecture';
import { costOf } from '../core/graph/cost';
import type { Metrics } from '../core/trial/trial';
import { createBreather } from './breather';
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

async function trainEpochs(
  network: Network,
  { dataset, spec, seed, onEpoch }: TrainingRequest,
  breathe: () => Promise<void>,
): Promise<Metrics> {
  const { task } = network;
  const loss =
    task.kind === 'classes' ? crossEntropy(task.names.length, spec.labelSmoothing) : squaredError();
  const step = new TrainingStep(network, loss, spec, seed);
  const targets = task.kind === 'classes' ? dataset.train.y : standardisedTargets(dataset.train.y, task);
  const batches = new Batches({ ...dataset.train, y: targets }, spec.batchSize, network.inputSize);
  // A single target's loss is reported in its own squared units; several keep the standardised mean.
  const lossUnit = task.kind === 'values' && task.deviation.length === 1 ? task.deviation[0]! ** 2 : 1;
  const patience = spec.earlyStoppingPatience ?? Infinity;

  let best: { readonly fit: Fit; readonly epoch: number; readonly weights: Float32Array[] } | undefined;
  let last: { readonly fit: Fit; readonly trainLoss: number; readonly epoch: number } | undefined;
  let trainMs = 0;
  for (let epoch = 1; epoch <= spec.epochs; epoch++) {
    batches.shuffle(seed, epoch);
    let sum = 0;
    for (let i = 0; i < batches.count; i++) {
      await breathe();
      const start = performance.now();
      const { x, y, size } = batches.at(i);
      const rate = learningRateAt(spec, (epoch - 1) * batches.count + i, batches.count);
      const batchLoss = step.run(x, y, size, rate);
      trainMs += performance.now() - start;
      requireFinite(batchLoss, 'training', epoch, `step ${i + 1} of ${batches.count}`);
      sum += batchLoss * size;
    }
    const fit = await evaluate(network, dataset.validation, breathe);
    requireFinite(fit.loss, 'validation', epoch, 'after its last step');
    const trainLoss = (sum / dataset.train.count) * lossUnit;
    last = { fit, trainLoss, epoch };
    onEpoch(epoch, { trainLoss, ...validationMetrics(fit) });
    if (patience === Infinity) continue;
    if (!best || fit.loss < best.fit.loss) best = { fit, epoch, weights: network.snapshot() };
    if (epoch - best.epoch >= patience) break;
  }
  if (best) network.restoreSnapshot(best.weights);
  return {
    ...validationMetrics((best ?? last!).fit),
    trainLoss: last!.trainLoss,
    trainMs,
    epochs: last!.epoch,
  };
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

/** The training examples in a seeded order, cut into batches; the last one may be smaller. */
class Batches {
  readonly count: number;
  readonly #x: Float32Array;
  readonly #y: Float32Array;
  readonly #targets: number;
  #order: readonly number[] = [];

  constructor(
    private readonly examples: Examples,
    private readonly batchSize: number,
    private readonly inputSize: number,
  ) {
    this.count = Math.ceil(examples.count / batchSize);
    this.#targets = examples.y.length / examples.count;
    this.#x = new Float32Array(batchSize * inputSize);
    this.#y = new Float32Array(batchSize * this.#targets);
  }

  /** The order depends on the seed and the epoch only. */
  shuffle(seed: number, epoch: number): void {
    const all = Array.from({ length: this.examples.count }, (_, i) => i);
    this.#order = createRng(seed).fork(`order ${epoch}`).shuffled(all);
  }

  /** Views that hold until the next call. */
  at(batch: number): { readonly x: Float32Array; readonly y: Float32Array; readonly size: number } {
    const rows = this.#order.slice(batch * this.batchSize, (batch + 1) * this.batchSize);
    rows.forEach((row, i) => {
      copy(this.examples.x, row, this.#x, i, this.inputSize);
      copy(this.examples.y, row, this.#y, i, this.#targets);
    });
    return {
      x: this.#x.subarray(0, rows.length * this.inputSize),
      y: this.#y.subarray(0, rows.length * this.#targets),
      size: rows.length,
    };
  }
}

function copy(from: Float32Array, row: number, to: Float32Array, at: number, size: number): void {
  to.set(from.subarray(row * size, (row + 1) * size), at * size);
}
