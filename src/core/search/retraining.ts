import { messageOf, TrialError, WorkerLostError } from '../base/errors';
import { createRng } from '../base/random';
import type { JournalEvent, JournalEventOf } from '../journal/event';
import { Replay } from '../journal/replay';
import type { RetrainPlan } from '../journal/retrained';
import type { RunState } from '../journal/run-state';
import type { Genotype } from '../space/space';
import { finiteMetrics } from '../trial/trial';
import type { Metrics, TrialId } from '../trial/trial';
import { AbortSource } from './abort';
import type { Clock, JournalSink, TrialExecutor } from './ports';
import { failureCode } from './trials-out';

/** So many evaluators lost in a row end a retraining. */
const MAX_LOST_IN_A_ROW = 3;

/** One network to be trained: a candidate with one seed. */
export interface RetrainJob {
  /** What the executor knows it by. */
  readonly job: TrialId;
  readonly trial: TrialId;
  readonly genotype: Genotype;
  readonly seed: number;
}

export interface RetrainEnd {
  readonly reason: JournalEventOf<'retrain-ended'>['reason'];
  readonly message: string;
}

export interface RetrainSetup {
  readonly plan: RetrainPlan;
  readonly jobs: readonly RetrainJob[];
  readonly experimentSeed: number;
  /** Trains on the training and the validation examples; keeps the model of each job. The caller opens and closes it. */
  readonly executor: TrialExecutor;
  /** Puts the model of a job, which was tested, where it stays; may throw. */
  readonly keepModel: (job: RetrainJob) => void;
  readonly journal: JournalSink;
  /** What is in the journal. */
  readonly events: readonly JournalEvent[];
  readonly clock: Clock;
  readonly product: string;
  readonly evaluators: number;
  readonly onAppended?: (event: JournalEvent) => void;
  /** Something for the log that the journal has no line for. */
  readonly onProblem?: (message: string) => void;
}

/** The jobs of `plan` that `state` has no result of, seed by seed, so that every candidate has one early. */
export function missingJobs(state: RunState, { trials, epochs, seeds }: RetrainPlan): RetrainJob[] {
  const done = new Set(
    state.retrained
      .filter((one) => one.epochs === epochs)
      .flatMap((one) => one.seeds.map(({ seed }) => `${one.trial} ${seed}`)),
  );
  return Array.from({ length: seeds }, (_, seed) => trials.map((trial) => ({ trial, seed })))
    .flat()
    .filter(({ trial, seed }) => !done.has(`${trial} ${seed}`))
    .map(({ trial, seed }, i) => ({
      job: i as TrialId,
      trial,
      genotype: state.trials[trial]!.genotype,
      seed,
    }));
}

/** Of its own for each network, and none that the search used. */
export function retrainSeed(experimentSeed: number, trial: TrialId, seed: number): number {
  return createRng(experimentSeed).fork(`retrain-${trial}-${seed}`).seed;
}

/**
 * Trains candidates of a run anew and tests each network once, as many at a time
 * as the executor takes. A result is on disk, and its model in place, before the
 * next network begins.
 */
export class Retraining {
  readonly #replay = new Replay();
  readonly #waiting: RetrainJob[];
  readonly #out = new Map<RetrainJob, AbortSource>();
  #nMeasured = 0;
  #nFailed = 0;
  #lostInARow = 0;
  #end: RetrainEnd | undefined;
  #settle: (end: RetrainEnd) => void = () => undefined;
  /** Answers once the end is in the journal, or cannot be. */
  readonly ended: Promise<RetrainEnd>;

  constructor(private readonly setup: RetrainSetup) {
    for (const event of setup.events) this.#replay.apply(event);
    this.#waiting = [...setup.jobs];
    this.ended = new Promise((resolve) => (this.#settle = resolve));
  }

  get state(): RunState {
    return this.#replay.state;
  }

  /** Puts the first line on disk and begins. Throws the sink's error; then nothing has happened. */
  start(): void {
    const { plan, executor, product, evaluators } = this.setup;
    this.#append({
      type: 'retrain-started',
      at: this.#now(),
      product,
      backend: executor.backend,
      evaluators,
      trials: [...plan.trials],
      epochs: plan.epochs,
      seeds: plan.seeds,
    });
    this.#pump();
  }

  /** Cancels what is out; those seeds are missing until a retraining with the same plan makes them. */
  stop(): void {
    this.#finish({ reason: 'stopped', message: `stopped by the user: ${this.#counts()}` });
  }

  #pump(): void {
    while (!this.#end && this.#out.size < this.setup.executor.capacity) {
      const job = this.#waiting.shift();
      if (!job) break;
      this.#dispatch(job);
    }
    if (this.#out.size === 0) this.#finish({ reason: 'done', message: this.#counts() });
  }

  #dispatch(job: RetrainJob): void {
    const signal = new AbortSource();
    this.#out.set(job, signal);
    const startedAt = this.#now();
    this.#work(job, signal).then(
      (metrics) => this.#settled(job, () => this.#measured(job, metrics, startedAt)),
      (error: unknown) => this.#settled(job, () => this.#failed(job, error, startedAt)),
    );
  }

  async #work(job: RetrainJob, signal: AbortSource): Promise<Metrics> {
    const { executor, experimentSeed } = this.setup;
    const seed = retrainSeed(experimentSeed, job.trial, job.seed);
    const onEpoch = (epoch: number, metrics: Metrics): void => this.#epoch(job, epoch, metrics);
    const request = { trial: job.job, genotype: job.genotype, seed };
    const { metrics } = await executor.run(request, onEpoch, signal);
    const tested = signal.aborted ? undefined : await executor.test(job.job);
    if (!tested) throw new TrialError('error', 'the trained model could not be saved, so it was not tested');
    return { ...tested, ...trainingMetrics(metrics) };
  }

  #settled(job: RetrainJob, step: () => void): void {
    // Cancelled, or the journal is gone: nobody's result any more.
    if (this.#end || !this.#out.delete(job)) return;
    try {
      step();
      this.#pump();
    } catch (error) {
      this.#fail(error);
    }
  }

  #epoch({ trial, seed }: RetrainJob, epoch: number, metrics: Metrics): void {
    if (this.#end) return;
    const event = { trial, seed, epoch, metrics: finiteMetrics(trainingMetrics(metrics)) };
    try {
      this.#append({ type: 'retrain-epoch', at: this.#now(), ...event }, false);
    } catch (error) {
      this.#fail(error);
    }
  }

  #measured(job: RetrainJob, metrics: Metrics, startedAt: number): void {
    this.#lostInARow = 0;
    const { trial, seed } = job;
    const broken = Object.entries(metrics).find(([, value]) => !Number.isFinite(value));
    if (broken) {
      this.#failed(job, new TrialError('diverged', `${broken[0]} is ${broken[1]}`), startedAt);
      return;
    }
    // First the model: a result whose model is missing would never be made again.
    this.setup.keepModel(job);
    const at = this.#now();
    const durationMs = Math.max(0, at - startedAt);
    this.#append({ type: 'retrain-measured', at, trial, seed, metrics: { ...metrics }, durationMs });
    this.#nMeasured++;
  }

  #failed({ trial, seed }: RetrainJob, error: unknown, startedAt: number): void {
    const at = this.#now();
    const durationMs = Math.max(0, at - startedAt);
    const reason = messageOf(error);
    const code = failureCode(error);
    if (!(error instanceof TrialError) && !(error instanceof WorkerLostError)) {
      this.setup.onProblem?.(error instanceof Error ? (error.stack ?? reason) : reason);
    }
    this.#append({ type: 'retrain-failed', at, trial, seed, code, reason, durationMs });
    this.#nFailed++;
    const isLost = !(error instanceof TrialError) || code === 'crashed' || code === 'memory';
    this.#lostInARow = isLost ? this.#lostInARow + 1 : 0;
    if (this.#lostInARow < MAX_LOST_IN_A_ROW) return;
    this.#finish({
      reason: 'failed',
      message: `${this.#lostInARow} evaluators in a row were lost; the last one: ${reason}`,
    });
  }

  /** The journal or the models folder cannot be written, which no other seed would change. */
  #fail(error: unknown): void {
    this.#finish({ reason: 'failed', message: messageOf(error) });
  }

  #finish(end: RetrainEnd): void {
    if (this.#end) return;
    this.#end = end;
    for (const signal of this.#out.values()) signal.abort();
    this.#out.clear();
    try {
      this.#append({ type: 'retrain-ended', at: this.#now(), ...end });
      this.#settle(end);
    } catch (error) {
      this.#settle({ reason: 'failed', message: messageOf(error) });
    }
  }

  #append(event: JournalEvent, durable = true): void {
    this.setup.journal.append(event, durable);
    this.#replay.apply(event);
    this.setup.onAppended?.(event);
  }

  /** `9 networks trained and tested, 1 failed, 2 were there before`. */
  #counts(): string {
    const { plan, jobs } = this.setup;
    const before = plan.trials.length * plan.seeds - jobs.length;
    const trained = this.#nMeasured === 1 ? '1 network' : `${this.#nMeasured} networks`;
    return [
      `${trained} trained and tested`,
      ...(this.#nFailed > 0 ? [`${this.#nFailed} failed`] : []),
      ...(before > 0 ? [`${before} ${before === 1 ? 'was' : 'were'} there before`] : []),
    ].join(', ');
  }

  #now(): number {
    return this.setup.clock.now();
  }
}

/** What a network without validation examples has to say of its training. */
function trainingMetrics({ trainLoss, trainMs }: Metrics): Record<string, number> {
  return { ...(trainLoss === undefined ? {} : { trainLoss }), ...(trainMs === undefined ? {} : { trainMs }) };
}
