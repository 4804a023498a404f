import { Bug, TrialError, WorkerLostError } from '../core/base/errors';
import type { Measurement } from '../core/estimator/estimator';
import type { AbortSignalLike, WeightsEars } from '../core/search/ports';
import type { Metrics } from '../core/trial/trial';
import { EVALUATOR_PROTOCOL_VERSION } from '../protocol/evaluator-protocol';
import type {
  EvaluateTrial,
  EvaluatorOffer,
  LoadEvaluator,
  SearchSideOffer,
  Usage,
} from '../protocol/evaluator-protocol';
import { AbortError, onAbort } from './abort';
import { OwnedChild } from './child-process';
import { usageOf } from './process-usage';
import { inMb, replacementOf, wearInWords } from './replacement';
import type { Replacement, Wear } from './replacement';

const READY_TIMEOUT_MS = 30_000;
const LOAD_TIMEOUT_MS = 120_000;
const MEMORY_POLL_MS = 200;
const CANCEL_GRACE_MS = 2_000;
const END_GRACE_MS = 1_000;

/** Of the memory limit: what JavaScript objects may take. Weights, data and WebAssembly's memory are not among them. */
const HEAP_SHARE = 0.5;

export interface EvaluatorOptions {
  readonly name: string;
  /** Absolute path of the evaluator program. */
  readonly entry: string;
  readonly load: LoadEvaluator;
  /** A trial that takes longer fails with code `timeout`. */
  readonly trialMs: number;
  /** A trial under which the process grows beyond this fails with code `memory`. */
  readonly memoryBytes: number;
  /** It asks to be replaced after so many trials. */
  readonly trialsPerEvaluator: number;
  /** Hears of architecture weights; nobody does where it is absent. */
  readonly weights?: WeightsEars;
  readonly log: (level: 'debug' | 'info' | 'warn' | 'error', message: string) => void;
}

const NEW: Wear = {
  nTrials: 0,
  trialMs: 0,
  startMs: 0,
  fresh: { rssBytes: 0, tensors: 0 },
  resting: { rssBytes: 0, tensors: 0 },
  leakedTensors: 0,
};

/** What a caller wants to hear of a trial while it runs. */
export interface TrialEars {
  readonly onEpoch: (epoch: number, metrics: Metrics) => void;
  /** Whether the model may have to be kept, now that these are its metrics. */
  readonly mayKeep: (metrics: Metrics) => boolean;
}

/**
 * One evaluator process with its data loaded. Works on one request at a time; a
 * limit that is crossed costs the process, so look at `alive` before the next.
 */
export class Evaluator {
  readonly #child: OwnedChild<SearchSideOffer, EvaluatorOffer>;
  #reported: Usage = { rssBytes: 0, cpuMs: 0 };
  #wear: Wear = NEW;
  #isLoaded = false;
  #mayKeep: ((trial: number, metrics: Metrics) => boolean) | undefined;

  /** The backend that its data is loaded for. Rejects with `InputError` for wrong data and with `WorkerLostError` when it does not come up. */
  readonly loaded: Promise<string>;

  constructor(private readonly options: EvaluatorOptions) {
    const { name, entry, log, memoryBytes } = options;
    this.#child = new OwnedChild<SearchSideOffer, EvaluatorOffer>(
      {
        name,
        entry,
        maxHeapMb: inMb(memoryBytes * HEAP_SHARE),
        readyTimeoutMs: READY_TIMEOUT_MS,
        onLine: (line) => {
          log('debug', `${name}: ${line}`);
        },
      },
      {
        'model/wanted': ({ trial, metrics }) => ({ wanted: this.#mayKeep?.(trial, metrics) ?? false }),
      },
    );
    this.#child.peer.on('evaluator/log', ({ level, message }) => {
      log(level, `${name}: ${message}`);
    });
    this.#child.peer.on('network/decisions', (told) => options.weights?.decisions(told));
    this.#child.peer.on('network/weights', (told) => options.weights?.weights(told));
    this.#child.peer.on('evaluator/usage', (usage) => {
      this.#reported = usage;
    });
    this.#child.peer.on('evaluator/settled', ({ leakedTensors, ...resting }) => {
      this.#wear = { ...this.#wear, resting, leakedTensors };
    });
    this.loaded = this.#load();
    // Whoever needs the evaluator hears of it; one that is started ahead has nobody waiting yet.
    this.loaded.catch(() => undefined);
  }

  get alive(): boolean {
    return this.#child.alive;
  }

  /** Lives, and has nothing left to do before a trial. */
  get isWarm(): boolean {
    return this.alive && this.#isLoaded;
  }

  /** `undefined` when the process could not be started. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** As the system tells, or else as the process has said last. */
  get usage(): Usage {
    return (this.pid === undefined ? undefined : usageOf(this.pid)) ?? this.#reported;
  }

  /** Whether and when another one should take over. */
  get replacement(): Replacement | undefined {
    return replacementOf(this.#wear, this.options);
  }

  /** As `TrialExecutor.run`; the process is gone after a time-out, a crossed memory limit, or a cancel that took too long. */
  async evaluate(
    request: EvaluateTrial,
    { onEpoch, mayKeep }: TrialEars,
    signal: AbortSignalLike,
  ): Promise<Measurement> {
    if (signal.aborted) throw new AbortError();
    const { peer } = this.#child;
    const { trialMs, memoryBytes } = this.options;
    const limits = { crossed: undefined as TrialError | undefined };
    const cross = (failure: 'timeout' | 'memory', message: string): void => {
      limits.crossed ??= new TrialError(failure, message);
      void this.#child.kill(message);
    };
    const startedAt = performance.now();
    const cancel = { requested: false, timer: undefined as NodeJS.Timeout | undefined };

    const offEpoch = peer.on('trial/epoch', ({ trial, epoch, metrics }) => {
      if (trial === request.trial && !signal.aborted) onEpoch(epoch, metrics);
    });
    const clock = setTimeout(() => {
      cross('timeout', `took longer than ${inWords(trialMs)}`);
    }, trialMs);
    const scale = setInterval(() => {
      const { rssBytes: bytes } = this.usage;
      if (bytes > memoryBytes) {
        cross('memory', `needed ${inMb(bytes)} MB of memory, more than the limit of ${inMb(memoryBytes)} MB`);
      }
    }, MEMORY_POLL_MS);
    const offAbort = onAbort(signal, () => {
      cancel.requested = true;
      // Its failure is the trial's, which is waited for below.
      peer.request('trial/cancel', { trial: request.trial }).catch(() => undefined);
      cancel.timer = setTimeout(() => void this.#child.kill('was cancelled'), CANCEL_GRACE_MS);
    });

    try {
      this.#mayKeep = (trial, metrics) => trial === request.trial && !signal.aborted && mayKeep(metrics);
      const measurement = await peer.request('trial/evaluate', request);
      if (cancel.requested) throw new AbortError();
      return measurement;
    } catch (error) {
      if (cancel.requested) throw new AbortError();
      if (limits.crossed) throw limits.crossed;
      throw await this.#whyLost(error);
    } finally {
      const { nTrials, trialMs: before } = this.#wear;
      this.#wear = { ...this.#wear, nTrials: nTrials + 1, trialMs: before + performance.now() - startedAt };
      clearTimeout(clock);
      clearTimeout(cancel.timer);
      clearInterval(scale);
      offEpoch();
      offAbort();
    }
  }

  /** Measures a saved model on the test examples. */
  async test(modelFolder: string): Promise<Metrics> {
    const request = this.#child.peer.request('model/test', { modelFolder });
    const { trialMs } = this.options;
    return (await this.#within(trialMs, `was testing for more than ${inWords(trialMs)}`, request)).metrics;
  }

  /** Lets the process leave, or kills it after a second. */
  end(): Promise<void> {
    if (this.isWarm) this.options.log('debug', `${this.options.name} ends: ${wearInWords(this.#wear)}`);
    return this.#child.end(END_GRACE_MS);
  }

  async #load(): Promise<string> {
    const { name, load } = this.options;
    const startedAt = performance.now();
    try {
      const { protocolVersion } = await this.#child.ready('evaluator/ready');
      if (protocolVersion !== EVALUATOR_PROTOCOL_VERSION) {
        throw new Bug(
          `${name} speaks version ${protocolVersion} of the protocol, not ${EVALUATOR_PROTOCOL_VERSION}: reload to finish the update`,
        );
      }
      const loading = this.#child.peer.request('evaluator/load', load);
      const because = `was loading its data for more than ${LOAD_TIMEOUT_MS / 1000} s`;
      const { backend, ...fresh } = await this.#within(LOAD_TIMEOUT_MS, because, loading);
      this.#wear = { ...this.#wear, fresh, resting: fresh, startMs: performance.now() - startedAt };
      this.#isLoaded = true;
      return backend;
    } catch (error) {
      await this.#child.kill('did not come up');
      throw error;
    }
  }

  /** A full JavaScript heap is the candidate's fault like any other want of memory. */
  async #whyLost(error: unknown): Promise<unknown> {
    if (!(error instanceof WorkerLostError)) return error;
    const { kind, text } = await this.#child.exited;
    return kind === 'memory' ? new TrialError('memory', `the evaluator ${text}`) : error;
  }

  async #within<T>(ms: number, because: string, work: Promise<T>): Promise<T> {
    const timer = setTimeout(() => void this.#child.kill(because), ms);
    try {
      return await work;
    } finally {
      clearTimeout(timer);
    }
  }
}

function inWords(ms: number): string {
  return ms < 60_000 ? `${+(ms / 1000).toPrecision(3)} s` : `${+(ms / 60_000).toPrecision(3)} min`;
}
