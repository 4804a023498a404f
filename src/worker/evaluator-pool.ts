import { readdirSync, rmSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { WorkerLostError } from '../core/base/errors';
import type { Measurement } from '../core/estimator/estimator';
import type { Architecture } from '../core/graph/architecture';
import type { AbortSignalLike, TrialExecutor, TrialRequest } from '../core/search/ports';
import type { Genotype } from '../core/space/space';
import type { Metrics, TrialId } from '../core/trial/trial';
import { unlessAborted } from './abort';
import { Evaluator } from './evaluator';
import type { EvaluatorOptions } from './evaluator';

const MOST_EVALUATORS = 8;

/** One per core: small models gain more from several one-thread processes than from threads. */
export function autoEvaluators(): number {
  return Math.min(MOST_EVALUATORS, Math.max(1, availableParallelism()));
}

export interface PoolOptions extends Omit<EvaluatorOptions, 'name'> {
  readonly size: number;
  /** An evaluator is replaced after so many trials. */
  readonly trialsPerEvaluator: number;
  /** The absolute folder with one folder per kept trial. */
  readonly modelsFolder: () => string;
  readonly build: (genotype: Genotype) => Architecture;
  /** Whether `retain` removes anything. */
  readonly keepAll: boolean;
}

/**
 * Local evaluator processes. An evaluator that crashes, hangs or grows too large
 * costs the trial that it was working on; the next trial of its place starts a
 * new one.
 */
export class EvaluatorPool implements TrialExecutor {
  readonly #places: Place[];
  readonly #waiting: ((place: Place) => void)[] = [];
  #backend = '';
  #closed = false;

  private constructor(private readonly options: PoolOptions) {
    this.#places = Array.from({ length: options.size }, (_, i) => ({
      name: `evaluator ${i + 1}`,
      busy: false,
      evaluator: undefined,
    }));
  }

  /**
   * Starts all evaluators at once and waits for the first. Rejects with
   * `InputError` for wrong data and with `WorkerLostError` when it does not come up.
   */
  static async start(options: PoolOptions): Promise<EvaluatorPool> {
    const pool = new EvaluatorPool(options);
    const starts = pool.#places.map((place) => pool.#evaluatorOf(place).loaded);
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

  get backend(): string {
    return this.#backend;
  }

  async run(
    request: TrialRequest,
    onEpoch: (epoch: number, metrics: Metrics) => void,
    signal: AbortSignalLike,
  ): Promise<Measurement> {
    const { trial, genotype, seed } = request;
    const { nodes } = this.options.build(genotype);
    try {
      return await this.#withEvaluator(async (evaluator) => {
        const job = { trial, nodes, seed, modelFolder: this.#modelFolder(trial) };
        return { metrics: await evaluator.evaluate(job, onEpoch, signal) };
      }, signal);
    } catch (error) {
      // A trial that is out when its run is let go, or given after that, has no outcome: a resumption runs it again.
      if (this.#isClosed() && !signal.aborted) return new Promise(() => undefined);
      throw error;
    }
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

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#places.map(async ({ evaluator }) => evaluator?.end()));
  }

  /** A method, because the answer changes while a call waits. */
  #isClosed(): boolean {
    return this.#closed;
  }

  #modelFolder(trial: TrialId): string {
    return path.join(this.options.modelsFolder(), String(trial));
  }

  async #withEvaluator<T>(work: (evaluator: Evaluator) => Promise<T>, signal?: AbortSignalLike): Promise<T> {
    const place = await this.#takePlace();
    try {
      const evaluator = this.#evaluatorOf(place);
      await (signal ? unlessAborted(evaluator.loaded, signal) : evaluator.loaded);
      return await work(evaluator);
    } finally {
      this.#recycle(place);
      this.#leavePlace(place);
    }
  }

  #takePlace(): Promise<Place> {
    // One that is up comes first: a place that is still starting would make the trial wait.
    const free = this.#places.filter((place) => !place.busy);
    const place = free.find(({ evaluator }) => evaluator?.alive) ?? free[0];
    if (!place) return new Promise((resolve) => this.#waiting.push(resolve));
    place.busy = true;
    return Promise.resolve(place);
  }

  #leavePlace(place: Place): void {
    const next = this.#waiting.shift();
    if (next) next(place);
    else place.busy = false;
  }

  /** The place's evaluator, started when there is none that lives. */
  #evaluatorOf(place: Place): Evaluator {
    if (this.#closed) throw new WorkerLostError('the run is over');
    if (!place.evaluator?.alive) place.evaluator = new Evaluator({ ...this.options, name: place.name });
    return place.evaluator;
  }

  #recycle(place: Place): void {
    const { evaluator } = place;
    if (!evaluator || this.#closed) return;
    if (evaluator.alive && evaluator.nTrials < this.options.trialsPerEvaluator) return;
    place.evaluator = undefined;
    void evaluator.end();
  }
}

interface Place {
  readonly name: string;
  busy: boolean;
  evaluator: Evaluator | undefined;
}
