import { readdirSync, rmSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { messageOf, WorkerLostError } from '../core/base/errors';
import type { Measurement } from '../core/estimator/estimator';
import type { Architecture } from '../core/graph/architecture';
import type { InitialWeights } from '../core/graph/initial-weights';
import type { AbortSignalLike, TrialExecutor, TrialRequest, WeightsEars } from '../core/search/ports';
import type { Genotype } from '../core/space/space';
import type { Metrics, TrialId } from '../core/trial/trial';
import type { TrialCheckpoint } from '../protocol/evaluator-protocol';
import { removeCheckpoint } from '../tensor/checkpoint-file';
import { unlessAborted } from './abort';
import { Evaluator } from './evaluator';
import type { EvaluatorOptions } from './evaluator';
import { EvaluatorPlace } from './evaluator-place';
import type { EvaluatorFacts } from './machine-reading';

const MOST_EVALUATORS = 8;

/** One per core: small models gain more from several one-thread processes than from threads. */
export function autoEvaluators(): number {
  return Math.min(MOST_EVALUATORS, Math.max(1, availableParallelism()));
}

export interface PoolOptions extends Omit<EvaluatorOptions, 'name' | 'weights'> {
  readonly size: number;
  /** The absolute folder with one folder per kept trial. */
  readonly modelsFolder: () => string;
  readonly build: (genotype: Genotype) => Architecture;
  /** What candidates say of their first weights, where they say anything. */
  readonly initialWeights?: ((genotype: Genotype) => InitialWeights) | undefined;
  /** How often a trial in training is written down, beside the models; null, or nothing said: never. */
  readonly checkpointSeconds?: number | null;
  /** Whether `retain` removes anything. */
  readonly keepAll: boolean;
  /** Called when no evaluator is left, and none will be started. */
  readonly onClosed?: () => void;
}

/**
 * Local evaluator processes. An evaluator that crashes, hangs or grows too large
 * costs the trial that it was working on; the next trial of its place starts a
 * new one. One that has had its trials, leaks or keeps too much memory works on
 * until its successor is warm.
 */
export class EvaluatorPool implements TrialExecutor {
  readonly #places: EvaluatorPlace[];
  readonly #waiting: ((place: EvaluatorPlace) => void)[] = [];
  #backend = '';
  #closed = false;
  #ears: WeightsEars | undefined;

  private constructor(private readonly options: PoolOptions) {
    this.#places = Array.from({ length: options.size }, (_, i) => {
      const name = `evaluator ${i + 1}`;
      return new EvaluatorPlace(
        name,
        () => this.#startEvaluator(name),
        (message) => {
          options.log('debug', `${name} ${message}`);
        },
      );
    });
  }

  /**
   * Starts all evaluators at once and waits for the first. Rejects with
   * `InputError` for wrong data and with `WorkerLostError` when it does not come up.
   */
  static async start(options: PoolOptions): Promise<EvaluatorPool> {
    const pool = new EvaluatorPool(options);
    const starts = pool.#places.map((place) => place.next().loaded);
    try {
      pool.#backend = await Promise.any(starts);
      return pool;
    } catch (error) {
      await pool.close();
      throw error instanceof AggregateError ? error.errors[0] : error;
    }
  }

  get capacity(): number {
    return this.options.size;
  }

  /** What the evaluators are doing, in their order. */
  get facts(): readonly EvaluatorFacts[] {
    return this.#places.map(({ facts }) => facts);
  }

  get backend(): string {
    return this.#backend;
  }

  async run(
    request: TrialRequest,
    onEpoch: (epoch: number, metrics: Metrics) => void,
    signal: AbortSignalLike,
  ): Promise<Measurement> {
    const { trial, genotype, seed, fidelity, mayKeep = () => true } = request;
    const { nodes } = this.options.build(genotype);
    const initialWeights = this.options.initialWeights?.(genotype);
    const checkpoint = this.#checkpoint(request);
    try {
      const measurement = await this.#withEvaluator(
        (evaluator, place) => {
          const job = {
            trial,
            nodes,
            ...(initialWeights && { initialWeights }),
            seed,
            modelFolder: this.#modelFolder(trial),
            ...(fidelity && { epochs: fidelity.epochs }),
            ...(checkpoint && { checkpoint }),
          };
          const heard = (epoch: number, metrics: Metrics): void => {
            if (place.work?.trial === trial) place.work = { ...place.work, epoch };
            onEpoch(epoch, metrics);
          };
          return evaluator.evaluate(job, { onEpoch: heard, mayKeep }, signal);
        },
        { trial, signal },
      );
      if (checkpoint?.atEnd !== true) await this.#forget(checkpoint);
      return measurement;
    } catch (error) {
      // A trial that is out when its run is let go, or given after that, has no outcome: a resumption runs it again.
      if (this.#isClosed() && !signal.aborted) return new Promise(() => undefined);
      if (!signal.aborted) await this.#forget(checkpoint);
      throw error;
    }
  }

  tellWeights(ears: WeightsEars): void {
    this.#ears = ears;
  }

  async test(trial: TrialId): Promise<Metrics | undefined> {
    const folder = this.#modelFolder(trial);
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return undefined;
    return this.#withEvaluator((evaluator) => evaluator.test(folder));
  }

  retain(keep: ReadonlySet<TrialId>): void {
    const modelsFolder = this.options.modelsFolder();
    if (this.options.keepAll || !statSync(modelsFolder, { throwIfNoEntry: false })) return;
    for (const name of readdirSync(modelsFolder)) {
      const trial = Number.parseInt(name, 10) as TrialId;
      if (!Number.isInteger(trial) || keep.has(trial)) continue;
      rmSync(path.join(modelsFolder, name), { recursive: true, force: true });
    }
  }

  /** A checkpoint has every weight, twice more the moments of Adam, and once more the best epoch's: 12 or 16 bytes a weight. */
  retainRungs(keep: ReadonlySet<TrialId>): void {
    const folder = this.#checkpointsFolder();
    if (!statSync(folder, { throwIfNoEntry: false })) return;
    for (const name of readdirSync(folder)) {
      const trial = Number.parseInt(name, 10) as TrialId;
      if (Number.isInteger(trial) && !keep.has(trial)) rmSync(path.join(folder, name), { force: true });
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#places.map((place) => place.close()));
    this.options.onClosed?.();
  }

  /** A method, because the answer changes while a call waits. */
  #isClosed(): boolean {
    return this.#closed;
  }

  #modelFolder(trial: TrialId): string {
    return path.join(this.options.modelsFolder(), String(trial));
  }

  #checkpoint({ trial, fidelity }: TrialRequest): TrialCheckpoint | undefined {
    const { checkpointSeconds: everySeconds = null } = this.options;
    if (everySeconds === null && !fidelity) return undefined;
    const fileOf = (of: TrialId): string => path.join(this.#checkpointsFolder(), String(of));
    const before = fidelity?.continues;
    return {
      file: fileOf(trial),
      everySeconds,
      atEnd: fidelity !== undefined && fidelity.epochs < fidelity.of,
      ...(before === undefined ? {} : { from: { file: fileOf(before), trial: before } }),
    };
  }

  /** Its name is no trial's, so that `retain` leaves it alone. */
  #checkpointsFolder(): string {
    return path.join(this.options.modelsFolder(), '.checkpoints');
  }

  async #forget(checkpoint: TrialCheckpoint | undefined): Promise<void> {
    try {
      if (checkpoint) await removeCheckpoint(checkpoint.file);
    } catch (error) {
      this.options.log('warn', `a checkpoint could not be removed: ${messageOf(error)}`);
    }
  }

  async #withEvaluator<T>(
    work: (evaluator: Evaluator, place: EvaluatorPlace) => Promise<T>,
    of?: { readonly trial: TrialId; readonly signal: AbortSignalLike },
  ): Promise<T> {
    const place = await this.#takePlace();
    try {
      if (of) place.work = { trial: of.trial, since: Date.now(), epoch: null };
      if (this.#closed) throw new WorkerLostError('the run is over');
      const evaluator = place.next();
      await (of ? unlessAborted(evaluator.loaded, of.signal) : evaluator.loaded);
      if (of) place.lookAhead();
      return await work(evaluator, place);
    } finally {
      place.work = undefined;
      if (!this.#closed) place.lookAhead();
      this.#leavePlace(place);
    }
  }

  #takePlace(): Promise<EvaluatorPlace> {
    // A place that is still starting would make the trial wait.
    const free = this.#places.filter((place) => !place.busy);
    const place = free.find(({ isWarm }) => isWarm) ?? free[0];
    if (!place) return new Promise((resolve) => this.#waiting.push(resolve));
    place.busy = true;
    return Promise.resolve(place);
  }

  #leavePlace(place: EvaluatorPlace): void {
    const next = this.#waiting.shift();
    if (next) next(place);
    else place.busy = false;
  }

  #startEvaluator(name: string): Evaluator {
    const weights: WeightsEars = {
      decisions: (told) => this.#ears?.decisions(told),
      weights: (told) => this.#ears?.weights(told),
    };
    return new Evaluator({ ...this.options, name, weights });
  }
}
