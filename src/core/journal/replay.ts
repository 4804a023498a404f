import { unreachable } from '../base/errors';
import type { TrialId } from '../trial/trial';
import { isQueueEvent, isRetrainEvent, isWeightsEvent } from './event';
import type { JournalEvent, JournalEventOf, TrialEvent } from './event';
import { applyRetrain } from './replay-retrain';
import { applyWeights } from './replay-weights';
import { shareOf } from './fidelity';
import type { EpochPoint, RunState, TrialFidelity, TrialRecord } from './run-state';

const EMPTY: RunState = {
  status: { kind: 'empty' },
  started: undefined,
  trials: [],
  queue: [],
  nEnqueued: 0,
  measurements: 0,
  tested: [],
  retrained: [],
  retraining: undefined,
  weights: [],
  backend: '',
  fallbacks: [],
  at: 0,
  activeMs: 0,
  simulatedSeconds: 0,
  budget: undefined,
};

/** What the events of a whole journal say. O(1) per event. */
export function replay(events: Iterable<JournalEvent>): RunState {
  return applyEvents(EMPTY, events);
}

/** `state` after `events`; `state` stays as it is. The list of trials is copied once a call. */
export function applyEvents(state: RunState, events: Iterable<JournalEvent>): RunState {
  const fold = new Replay(state);
  for (const event of events) fold.apply(event);
  return fold.state;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * The fold itself, for a reader that follows a run: O(1) per event.
 *
 * `state` is the living state: what it holds changes with the next event. Take
 * `applyEvents` where old states must stay. The events are those of a journal
 * that `JournalReader` accepts, or their continuation.
 */
export class Replay {
  readonly #state: Mutable<RunState>;
  readonly #trials: TrialRecord[];
  /** The curves that belong to this fold and may grow in place. */
  readonly #curves = new Map<number, EpochPoint[]>();

  constructor(from: RunState = EMPTY) {
    this.#trials = [...from.trials];
    this.#state = { ...from, trials: this.#trials };
  }

  get state(): RunState {
    return this.#state;
  }

  apply(event: JournalEvent): void {
    this.#advance(event);
    const state = this.#state;
    if (isRetrainEvent(event)) {
      Object.assign(state, applyRetrain(state, event));
      return;
    }
    if (isWeightsEvent(event)) {
      state.weights = applyWeights(state.weights, event);
      return;
    }
    if ('trial' in event) {
      this.#applyTrial(event);
      return;
    }
    switch (event.type) {
      case 'run-started':
        state.status = { kind: 'running' };
        state.started = event;
        state.backend = event.backend;
        return;
      case 'candidate-enqueued':
        this.#enqueued(event);
        return;
      case 'candidate-removed':
        state.queue = state.queue.filter(({ queued }) => queued !== event.queued);
        return;
      case 'run-paused':
        state.status = { kind: 'paused', reason: event.reason, message: event.message };
        return;
      case 'run-resumed':
        state.status = { kind: 'running' };
        state.backend = event.backend;
        state.budget = event.budget ?? state.budget;
        state.retraining = undefined;
        return;
      case 'budget-extended':
        state.budget = event.budget;
        return;
      case 'run-ended':
        state.status = { kind: 'ended', reason: event.reason, message: event.message };
        return;
      default:
        unreachable(event);
    }
  }

  #applyTrial(event: TrialEvent): void {
    const state = this.#state;
    switch (event.type) {
      case 'trial-asked':
        this.#asked(event);
        return;
      case 'trial-epoch':
        this.#addEpoch(event);
        return;
      case 'trial-measured':
        this.#measured(event);
        return;
      case 'trial-failed':
        this.#failed(event);
        return;
      case 'run-tested':
        state.tested = [...state.tested, { trial: event.trial as TrialId, metrics: event.metrics }];
        return;
      default:
        unreachable(event);
    }
  }

  /**
   * The time since the last event counts when the run was running. Before a
   * resumption or a retraining nothing ran, whatever the journal says: the process
   * was gone. A clock that was set back counts as no time.
   */
  #advance(event: JournalEvent): void {
    const state = this.#state;
    // Whether a process was at work then, the journal does not say: the next line counts the time.
    if (isQueueEvent(event)) return;
    if (state.status.kind === 'running' && event.type !== 'run-resumed' && !isRetrainEvent(event)) {
      state.activeMs += Math.max(0, event.at - state.at);
    }
    state.at = event.at;
  }

  /** A trial that is run again after a resumption starts its curve again. */
  #addEpoch({ trial, epoch, metrics }: JournalEventOf<'trial-epoch'>): void {
    const record = this.#trials[trial]!;
    let curve = this.#curves.get(trial);
    if (!curve) {
      curve = [...record.curve];
      this.#curves.set(trial, curve);
      this.#trials[trial] = { ...record, curve };
    }
    while (curve.length > 0 && curve[curve.length - 1]!.epoch >= epoch) curve.pop();
    curve.push({ epoch, metrics });
  }

  #enqueued(event: JournalEventOf<'candidate-enqueued'>): void {
    const { queued, genotype, architecture, candidate, operator, fidelity } = event;
    const parents = event.parents as TrialId[];
    const waiting = {
      queued,
      genotype,
      architecture,
      candidate,
      parents,
      operator,
      ...(fidelity && { fidelity }),
    };
    this.#state.queue = [...this.#state.queue, waiting];
    this.#state.nEnqueued++;
  }

  #asked(event: JournalEventOf<'trial-asked'>): void {
    if (event.queued !== undefined) this.#state.queue = this.#state.queue.slice(1);
    const curve: EpochPoint[] = [];
    this.#curves.set(event.trial, curve);
    const record: TrialRecord = {
      status: 'running',
      trial: event.trial as TrialId,
      genotype: event.genotype,
      architecture: event.architecture,
      candidate: event.candidate,
      parents: event.parents as TrialId[],
      operator: event.operator,
      explain: event.explain ?? NOTHING,
      askedAt: event.at,
      curve,
      ...(event.fidelity === undefined ? {} : { fidelity: event.fidelity as TrialFidelity }),
    };
    this.#trials[event.trial] = record;
    this.#state.measurements += shareOf(this.#trials, record);
  }

  #measured(event: JournalEventOf<'trial-measured'>): void {
    const simulatedSeconds = event.simulatedSeconds ?? 0;
    this.#trials[event.trial] = {
      status: 'measured',
      ...baseOf(this.#trials[event.trial]!),
      metrics: event.metrics,
      durationMs: event.durationMs,
      endedAt: event.at,
      simulatedSeconds,
    };
    this.#state.simulatedSeconds += simulatedSeconds;
    this.#addFallbacks(event.fallbacks ?? []);
    this.#curves.delete(event.trial);
  }

  #addFallbacks(kinds: readonly string[]): void {
    const { fallbacks } = this.#state;
    if (kinds.every((kind) => fallbacks.includes(kind))) return;
    this.#state.fallbacks = [...new Set([...fallbacks, ...kinds])].sort();
  }

  #failed(event: JournalEventOf<'trial-failed'>): void {
    this.#trials[event.trial] = {
      status: 'failed',
      ...baseOf(this.#trials[event.trial]!),
      code: event.code,
      reason: event.reason,
      durationMs: event.durationMs,
      endedAt: event.at,
    };
    this.#curves.delete(event.trial);
  }
}

const NOTHING: TrialRecord['explain'] = {};

/** Spelled out: spreading a whole record costs several times as much, and journals have tens of thousands. */
function baseOf(record: TrialRecord): Omit<Extract<TrialRecord, { status: 'running' }>, 'status'> {
  const { trial, genotype, architecture, candidate, parents, operator, explain, askedAt, curve } = record;
  const { fidelity } = record;
  const base = { trial, genotype, architecture, candidate, parents, operator, explain, askedAt, curve };
  return fidelity === undefined ? base : { ...base, fidelity };
}
