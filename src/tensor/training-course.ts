import { createHash } from 'node:crypto';

import type { Metrics } from '../core/trial/trial';
import { Batches } from './batches';
import type { Checkpoint } from './checkpoint';
import { createLearner } from './create-learner';
import { Divergence } from './divergence';
import { EarlyStopping } from './early-stopping';
import { evaluate, metricsOfFit } from './evaluation';
import type { Learner, StepResult, TrainingBatch } from './learner';
import type { Network } from './network';
import { learningRateAt } from './schedule';
import { targetsOf } from './targets';
import type { TrainingRequest } from './training-request';

const NO_SUMS = { loss: 0, reported: 0, examples: 0 };

/** Where a training is; what of a checkpoint is neither weights nor the learner's. */
type Progress = Omit<Checkpoint, 'belongsTo' | 'best' | 'weights' | 'learner'>;

/**
 * The epochs of one training, from the first or from a checkpoint on. Between
 * any two batches it can be written down, and goes on from there with the same
 * numbers.
 */
export class TrainingCourse {
  readonly #batches: Batches;
  readonly #learner: Learner;
  readonly #stopping: EarlyStopping;
  readonly #divergence: Divergence;
  #progress: Progress = {
    epoch: 1,
    batch: 0,
    sums: NO_SUMS,
    firstLoss: 0,
    trainMs: 0,
    curve: [],
    fit: null,
  };
  #savedAt = performance.now();

  constructor(
    private readonly network: Network,
    private readonly request: TrainingRequest,
    private readonly breathe: () => Promise<void>,
    checkpoint: Checkpoint | undefined,
  ) {
    const { dataset, spec, seed } = request;
    this.#batches = new Batches({
      examples: dataset.train,
      inputShape: dataset.inputShape,
      units: network.outputUnits,
      writeTarget: targetsOf(dataset.train, network.task, spec),
      spec,
      seed,
    });
    this.#stopping = new EarlyStopping(network, spec);
    this.#divergence = new Divergence(network.task, spec.divergenceFactor);
    if (checkpoint) network.restoreSnapshot(checkpoint.weights);
    this.#learner = createLearner(network, spec, seed);
    if (checkpoint) this.#resume(checkpoint);
  }

  /** Trains the epochs that are asked for, or fewer when the metric stops improving; leaves the weights that are measured in the network. */
  async run(): Promise<Metrics> {
    const { spec, checkpoint } = this.request;
    const asked = Math.min(spec.epochs, this.request.epochs ?? Infinity);
    // Another epoch would see the same: only statistics of batches move.
    const epochs = this.network.isTrained ? asked : 1;
    while (this.#progress.epoch <= epochs && !this.#stopping.isDue(this.#progress.epoch - 1)) {
      await this.#trainEpoch();
      await this.#judgeEpoch();
    }
    if (checkpoint?.atEnd === true) await checkpoint.save(this.#checkpoint());
    const { curve, fit, trainMs } = this.#progress;
    const last = curve.at(-1)!;
    const measured = this.#stopping.restoreBest() ?? fit!;
    return {
      ...metricsOfFit(measured, 'val'),
      trainLoss: last['trainLoss']!,
      trainMs,
      epochs: curve.length,
    };
  }

  dispose(): void {
    this.#learner.dispose();
  }

  #resume({ best, learner, ...progress }: Checkpoint): void {
    this.#progress = progress;
    this.#learner.restore(learner);
    this.#stopping.resume(best ?? undefined);
    progress.curve.forEach((metrics, i) => {
      this.request.onEpoch(i + 1, metrics);
    });
  }

  async #trainEpoch(): Promise<void> {
    const { count } = this.#batches;
    this.#batches.shuffle(this.#progress.epoch);
    for (let batch = this.#progress.batch; batch < count; batch++) {
      await this.breathe();
      this.#trainBatch(batch);
      await this.#saveWhenDue();
    }
  }

  #trainBatch(batch: number): void {
    const { epoch, sums, firstLoss, trainMs } = this.#progress;
    const { count } = this.#batches;
    const start = performance.now();
    const drawn = this.#batches.at(batch);
    const steps = (epoch - 1) * count + batch;
    const result = this.#learner.step(drawn, learningRateAt(this.request.spec, steps, count));
    const ms = performance.now() - start;
    this.#divergence.requireFinite(result.loss, 'training', epoch, `step ${batch + 1} of ${count}`);
    this.#progress = {
      ...this.#progress,
      batch: batch + 1,
      sums: {
        loss: sums.loss + result.loss * drawn.size,
        reported: sums.reported + this.#lossInUnits(result, drawn) * drawn.size,
        examples: sums.examples + drawn.size,
      },
      firstLoss: steps === 0 ? result.loss : firstLoss,
      trainMs: trainMs + ms,
    };
  }

  async #judgeEpoch(): Promise<void> {
    const { epoch, sums, firstLoss, curve } = this.#progress;
    // A network that is not trained may be as wrong as it likes.
    if (this.network.isTrained) this.#divergence.requireBounded(sums.loss / sums.examples, epoch, firstLoss);
    const fit = await evaluate(this.network, this.request.dataset.validation, this.breathe);
    this.#divergence.requireFinite(fit.loss, 'validation', epoch, 'after its last step');
    const metrics = { trainLoss: sums.reported / sums.examples, ...metricsOfFit(fit, 'val') };
    this.request.onEpoch(epoch, metrics);
    this.#stopping.offer(fit, epoch);
    this.#progress = {
      ...this.#progress,
      epoch: epoch + 1,
      batch: 0,
      sums: NO_SUMS,
      curve: [...curve, metrics],
      fit,
    };
  }

  /** Of values, the mean squared error in squared units of the data. */
  #lossInUnits({ loss, outputs }: StepResult, { targets }: TrainingBatch): number {
    const { task } = this.network;
    if (task.kind === 'classes') return loss;
    const { deviation } = task;
    let sum = 0;
    for (let i = 0; i < targets.length; i++) {
      sum += ((outputs[i]! - targets[i]!) * deviation[i % deviation.length]!) ** 2;
    }
    return sum / targets.length;
  }

  async #saveWhenDue(): Promise<void> {
    const port = this.request.checkpoint;
    if (!port || performance.now() - this.#savedAt < 1000 * port.everySeconds) return;
    await port.save(this.#checkpoint());
    this.#savedAt = performance.now();
  }

  #checkpoint(): Checkpoint {
    return {
      ...this.#progress,
      belongsTo: identityOf(this.request),
      best: this.#stopping.best ?? null,
      weights: this.network.snapshot(),
      learner: this.#learner.state(),
    };
  }
}

/** The checkpoint to go on from, if there is one of this very training. */
export async function checkpointFor(request: TrainingRequest): Promise<Checkpoint | undefined> {
  const found = await request.checkpoint?.load();
  if (found === undefined || found.belongsTo === identityOf(request)) return found;
  request.checkpoint?.refused?.();
  return undefined;
}

/** What a training is but for the number of its epochs. */
function identityOf({ architecture, dataset, spec, seed, initialWeights }: TrainingRequest): string {
  const { train, validation } = dataset;
  const whole = {
    nodes: architecture.nodes.map(({ name, operation, inputs }) => ({ name, operation, inputs })),
    data: [dataset.name, dataset.inputShape, dataset.target, train.count, validation.count],
    spec: { ...spec, epochs: 0 },
    seed,
    initialWeights,
  };
  return createHash('sha256').update(JSON.stringify(whole)).digest('hex');
}
