import { createRng } from '../../src/core/base/random';
import type { Measurement } from '../../src/core/estimator/estimator';
import type { AbortSignalLike, TrialExecutor, TrialRequest, WeightsEars } from '../../src/core/search/ports';
import type { Metrics, TrialId } from '../../src/core/trial/trial';

/** When a trial ends: at once, or when the test says so. */
export type FakeTiming = 'at-once' | 'by-hand';

export interface FakeExecutorOptions {
  readonly capacity?: number;
  readonly timing?: FakeTiming;
  /** Epochs reported before each end. */
  readonly epochs?: number;
  /** Default: `fakeMetrics`. */
  readonly measure?: (request: TrialRequest) => Measurement;
  /** Trials that fail, each time that they are run, and how. */
  readonly failures?: ReadonlyMap<number, Error>;
  readonly testMetrics?: Metrics | undefined;
  readonly recomputes?: boolean;
  /** What every call of `retain` throws. */
  readonly retainError?: Error;
}

/**
 * Stands in for evaluator processes: measures by a formula of the genotype and the
 * trial's seed, ends trials by hand where a test wants to choose the order, and
 * remembers what it was asked.
 */
export class FakeExecutor implements TrialExecutor {
  readonly capacity: number;
  readonly backend = 'fake';
  readonly recomputes: boolean;
  readonly requests: TrialRequest[] = [];
  readonly aborted: TrialId[] = [];
  readonly tested: TrialId[] = [];
  /** What was to be kept, at each call of `retain`. */
  readonly kept: (readonly TrialId[])[] = [];
  /** What was to stay for others to continue, at each call of `retainRungs`. */
  readonly keptRungs: (readonly TrialId[])[] = [];
  isClosed = false;
  /** Who hears of architecture weights, for tests that tell of some. */
  ears: WeightsEars | undefined;
  readonly #out = new Map<number, () => void>();
  readonly #epochs = new Map<number, (epoch: number, metrics: Metrics) => void>();

  constructor(private readonly options: FakeExecutorOptions = {}) {
    this.capacity = options.capacity ?? 1;
    this.recomputes = options.recomputes ?? false;
  }

  /** Trials that wait for their end, by hand. */
  get out(): number[] {
    return [...this.#out.keys()];
  }

  async run(
    request: TrialRequest,
    onEpoch: (epoch: number, metrics: Metrics) => void,
    signal: AbortSignalLike,
  ): Promise<Measurement> {
    this.requests.push(request);
    const { trial } = request;
    this.#epochs.set(trial, onEpoch);
    if (this.options.timing === 'by-hand') {
      await new Promise<void>((resolve, reject) => {
        this.#out.set(trial, resolve);
        signal.addEventListener('abort', () => {
          this.#out.delete(trial);
          this.aborted.push(trial);
          reject(Object.assign(new Error('aborted'), { name: 'AbortError' }));
        });
      });
    }
    const failure = this.options.failures?.get(trial);
    if (failure) throw failure;
    const measurement = (this.options.measure ?? fakeMetrics)(request);
    for (let epoch = 1; epoch <= (this.options.epochs ?? 0); epoch++) {
      onEpoch(epoch, { valAccuracy: ((measurement.metrics['valAccuracy'] ?? 1) * epoch) / 10 });
    }
    return measurement;
  }

  /** Ends a trial that is out; what follows happens in the next turns. */
  async finish(trial: number): Promise<void> {
    const end = this.#out.get(trial);
    if (!end) throw new Error(`trial ${trial} is not out; out are ${this.out.join(', ')}`);
    this.#out.delete(trial);
    end();
    await settled();
  }

  tellWeights(ears: WeightsEars): void {
    this.ears = ears;
  }

  /** An epoch of a trial, also of one that has ended. */
  epoch(trial: number, epoch: number, metrics: Metrics): void {
    this.#epochs.get(trial)?.(epoch, metrics);
  }

  test(trial: TrialId): Promise<Metrics | undefined> {
    this.tested.push(trial);
    return Promise.resolve('testMetrics' in this.options ? this.options.testMetrics : { testAccuracy: 0.5 });
  }

  retain(keep: ReadonlySet<TrialId>): void {
    this.kept.push([...keep].sort((a, b) => a - b));
    if (this.options.retainError) throw this.options.retainError;
  }

  retainRungs(keep: ReadonlySet<TrialId>): void {
    this.keptRungs.push([...keep].sort((a, b) => a - b));
  }

  close(): Promise<void> {
    this.isClosed = true;
    return Promise.resolve();
  }
}

/** Accuracy by the genotype (with a little of the seed), size by the genotype alone. */
export function fakeMetrics({ genotype, seed }: TrialRequest): Measurement {
  const byGenotype = createRng(0).fork(genotype.join(',')).next();
  const bySeed = createRng(seed).next();
  return {
    metrics: {
      valAccuracy: 0.9 * byGenotype + 0.1 * bySeed,
      paramCount: 1000 + 100 * genotype.reduce((a, b) => a + b, 0),
    },
  };
}

/** Lets every promise that is due settle; no time passes. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
