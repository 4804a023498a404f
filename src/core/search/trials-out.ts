import { messageOf, TrialError, WorkerLostError } from '../base/errors';
import type { FailureCode } from '../base/errors';
import type { Measurement } from '../estimator/estimator';
import type { JournalEventOf } from '../journal/event';
import { missingMetric } from '../journal/query';
import { missingForReward, withReward } from '../trial/reward';
import { finiteMetrics } from '../trial/trial';
import type { Metrics, TrialId } from '../trial/trial';
import { AbortSource } from './abort';
import type { TrialRequest } from './ports';
import type { SearchSetup } from './search-types';
import { WeightsWriter } from './weights-writer';
import type { WeightsHooks } from './weights-writer';

/** How a trial ended, as the line that will say so. */
export type Ended = JournalEventOf<'trial-measured'> | JournalEventOf<'trial-failed'>;

interface Hooks extends Pick<WeightsHooks, 'state' | 'isHeld' | 'write'> {
  /** Writes a line that the run can do without, or lets it fall. */
  offer(event: JournalEventOf<'trial-epoch' | 'architecture-weights'>): void;
  /** @param lost the evaluator is to blame, or cannot be told from a machine that fails every candidate */
  ended(event: Ended, lost: boolean): void;
  /** Whether a trial that was measured so may have to leave its model. */
  mayKeep(trial: TrialId, metrics: Metrics): boolean;
  /** Runs what an answer of the executor sets off. */
  guard(step: () => void): void;
}

/**
 * The trials that the executor is working on, and what comes of each: exactly one
 * `ended`, or none when it was cancelled before.
 */
export class TrialsOut {
  readonly #signals = new Map<TrialId, AbortSource>();

  constructor(
    private readonly setup: SearchSetup,
    private readonly hooks: Hooks,
  ) {
    setup.executor.tellWeights?.(
      new WeightsWriter({
        ...hooks,
        clock: setup.clock,
        isOut: (trial) => this.#signals.has(trial as TrialId),
        problem: (message) => setup.onProblem?.(message),
      }),
    );
  }

  get size(): number {
    return this.#signals.size;
  }

  get ids(): TrialId[] {
    return [...this.#signals.keys()];
  }

  dispatch(asked: TrialRequest): void {
    const { executor, experiment, clock } = this.setup;
    const { trial } = asked;
    const signal = new AbortSource();
    this.#signals.set(trial, signal);
    const startedAt = clock.now();
    const request = {
      ...asked,
      mayKeep: (measured: Metrics) => {
        const metrics = withReward(measured, experiment.reward);
        return this.#problemOf(metrics) === undefined && this.hooks.mayKeep(trial, metrics);
      },
    };
    const onEpoch = (epoch: number, metrics: Metrics): void =>
      this.hooks.guard(() => this.#epoch(trial, signal, epoch, metrics));
    // Wrapped, because an executor may throw before it makes a promise.
    new Promise<Measurement>((resolve) => {
      resolve(executor.run(request, onEpoch, signal));
    }).then(
      (measurement) =>
        this.hooks.guard(() =>
          this.#settle(trial, signal, () => this.#measured(trial, measurement, startedAt)),
        ),
      (error: unknown) =>
        this.hooks.guard(() => this.#settle(trial, signal, () => this.#failed(trial, error, startedAt))),
    );
  }

  /** What is still to come of these trials is nobody's result any more. */
  cancelAll(): void {
    const signals = [...this.#signals.values()];
    this.#signals.clear();
    for (const signal of signals) signal.abort();
  }

  #settle(trial: TrialId, signal: AbortSource, step: () => void): void {
    if (this.#signals.get(trial) !== signal) return;
    this.#signals.delete(trial);
    step();
  }

  #epoch(trial: TrialId, signal: AbortSource, epoch: number, metrics: Metrics): void {
    if (this.#signals.get(trial) !== signal) return;
    const at = this.setup.clock.now();
    this.hooks.offer({ type: 'trial-epoch', at, trial, epoch, metrics: finiteMetrics(metrics) });
  }

  #measured(trial: TrialId, measurement: Measurement, startedAt: number): void {
    const { simulatedSeconds, fallbacks } = measurement;
    const metrics = withReward(measurement.metrics, this.setup.experiment.reward);
    const problem = this.#problemOf(metrics);
    if (problem) {
      this.#failed(trial, problem, startedAt);
      return;
    }
    const at = this.setup.clock.now();
    const durationMs = Math.max(0, at - startedAt);
    const more = {
      ...(simulatedSeconds === undefined ? {} : { simulatedSeconds }),
      ...(fallbacks === undefined ? {} : { fallbacks: [...fallbacks] }),
    };
    this.hooks.ended(
      { type: 'trial-measured', at, trial, metrics: { ...metrics }, durationMs, ...more },
      false,
    );
  }

  /** What makes a measurement a failure. */
  #problemOf(metrics: Metrics): TrialError | undefined {
    const { objectives, constraints, reward } = this.setup.experiment;
    const missing = missingForReward(metrics, reward) ?? missingMetric(metrics, objectives, constraints);
    if (missing !== undefined) return new TrialError('error', `the measurement has no ${missing}`);
    const broken = Object.entries(metrics).find(([, value]) => !Number.isFinite(value));
    return broken && new TrialError('diverged', `${broken[0]} is ${broken[1]}`);
  }

  #failed(trial: TrialId, error: unknown, startedAt: number): void {
    const at = this.setup.clock.now();
    const reason = messageOf(error);
    const code = failureCode(error);
    if (!(error instanceof TrialError) && !(error instanceof WorkerLostError)) {
      this.setup.onProblem?.(error instanceof Error ? (error.stack ?? reason) : reason);
    }
    const lost = !(error instanceof TrialError) || code === 'crashed' || code === 'memory';
    this.hooks.ended(
      { type: 'trial-failed', at, trial, code, reason, durationMs: Math.max(0, at - startedAt) },
      lost,
    );
  }
}

export function failureCode(error: unknown): FailureCode {
  if (error instanceof TrialError) return error.failure;
  return error instanceof WorkerLostError ? 'crashed' : 'error';
}
