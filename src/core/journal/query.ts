import * as z from 'zod';
import { budgetSchema, constraintSchema, objectiveSchema } from '../experiment/parts';
import type { Budget } from '../experiment/experiment';
import { paretoFront } from '../pareto/domination';
import { compareScores, scoreOf } from '../trial/objective';
import type { Constraint, Objective, Score } from '../trial/objective';
import type { Metrics } from '../trial/trial';
import { atHighestFidelity, shareOf } from './fidelity';
import type { RunState, TrialRecord } from './run-state';

export type MeasuredTrial = Extract<TrialRecord, { status: 'measured' }>;

/** What a run judges its candidates by. */
interface Aims {
  readonly objectives: readonly Objective[];
  readonly constraints: readonly Constraint[];
  readonly budget: Budget;
}

const NO_AIMS: Aims = { objectives: [], constraints: [], budget: {} };

const aimsSchema = z.object({
  objectives: z.array(objectiveSchema).min(1),
  constraints: z.array(constraintSchema),
  budget: budgetSchema,
});

/** Parsed once per journal: the first line never changes. */
const aimsOf = new WeakMap<object, Aims>();

function aims({ started }: RunState): Aims {
  if (!started) return NO_AIMS;
  let found = aimsOf.get(started);
  if (!found) {
    // A journal whose experiment lacks them can still be looked at: it has no best trial.
    found = aimsSchema.safeParse(started.experiment).data ?? NO_AIMS;
    aimsOf.set(started, found);
  }
  return found;
}

/** Empty before the first line. */
export function objectivesOf(state: RunState): readonly Objective[] {
  return aims(state).objectives;
}

export function constraintsOf(state: RunState): readonly Constraint[] {
  return aims(state).constraints;
}

/** The limits that hold now: the experiment's, or those given with the last resumption. */
export function budgetOf(state: RunState): Budget {
  return state.budget ?? aims(state).budget;
}

/** In the order in which they were asked. */
export function measuredTrials(state: RunState): MeasuredTrial[] {
  return state.trials.filter((trial): trial is MeasuredTrial => trial.status === 'measured');
}

/** `undefined` when the metrics lack an objective or a constraint. */
export function scoreIn(state: RunState, metrics: Metrics): Score | undefined {
  const { objectives, constraints } = aims(state);
  return objectives.length > 0 && missingMetric(metrics, objectives, constraints) === undefined
    ? scoreOf(metrics, objectives, constraints)
    : undefined;
}

/** The first metric that is needed and not there. */
export function missingMetric(
  metrics: Metrics,
  objectives: readonly Objective[],
  constraints: readonly Constraint[],
): string | undefined {
  return [...objectives, ...constraints].find(({ metric }) => metrics[metric] === undefined)?.metric;
}

/**
 * Orders by feasibility and the objectives, one after the other (Deb's rules,
 * with the later objectives for ties only). Negative when `a` is worse.
 */
export function compareForBest(a: Score, b: Score): number {
  const first = compareScores(a, b);
  if (first !== 0) return first;
  const i = a.values.findIndex((value, position) => value !== b.values[position]);
  return i < 0 ? 0 : a.values[i]! - b.values[i]!;
}

/** The best by `compareForBest` of those `atHighestFidelity`; of equals the one asked first. */
export function bestTrial(state: RunState): MeasuredTrial | undefined {
  let best: { readonly trial: MeasuredTrial; readonly score: Score } | undefined;
  for (const trial of atHighestFidelity(measuredTrials(state))) {
    const score = scoreIn(state, trial.metrics);
    if (score && (!best || compareForBest(score, best.score) > 0)) best = { trial, score };
  }
  return best?.trial;
}

/**
 * The trials `atHighestFidelity` that keep every constraint and that no other
 * such trial dominates, in the order in which they were asked. Equals are all
 * there. O(n log n) for up to two objectives.
 */
export function frontTrials(state: RunState): MeasuredTrial[] {
  const feasible = atHighestFidelity(measuredTrials(state)).flatMap((trial) => {
    const score = scoreIn(state, trial.metrics);
    return score?.violation === 0 ? [{ trial, values: score.values }] : [];
  });
  return paretoFront(feasible.map(({ values }) => values)).map((position) => feasible[position]!.trial);
}

export interface Progress {
  /** Trials that have ended, failed ones included. */
  readonly done: number;
  readonly running: number;
  readonly failed: number;
  /** The same in full measurements: what counts against `total`. Equal to `done` unless there are trials of less. */
  readonly measurements: number;
  /** Whether some trial was to be measured at less than full fidelity. */
  readonly isPartial: boolean;
  /** The limit on trials, in full measurements; `null` when there is none. */
  readonly total: number | null;
  /** Share of the limit that is nearest to being reached, in [0, 1]; 1 when the run has ended. */
  readonly fraction: number;
  /** Until the first limit is reached at the rate so far; `null` before anything was measured. */
  readonly etaMs: number | null;
  /** Of running time; 0 before the first. */
  readonly trialsPerMinute: number;
}

/** @param now milliseconds since 1970; counts as running time since the last event when the run is running */
export function progressOf(state: RunState, now: number = state.at): Progress {
  const running = state.trials.filter(({ status }) => status === 'running');
  const done = state.trials.length - running.length;
  const measurements = running.reduce(
    (left, trial) => left - shareOf(state.trials, trial),
    state.measurements,
  );
  const activeMs = activeMsAt(state, now);
  const budget = budgetOf(state);
  const shares = [
    share(measurements, budget.trials),
    share(activeMs / 60_000, budget.minutes),
    share(state.simulatedSeconds, budget.simulatedSeconds),
  ].filter((one) => one !== undefined);
  const fraction = Math.min(1, Math.max(0, ...shares));
  const ended = state.status.kind === 'ended';
  return {
    done,
    running: running.length,
    failed: state.trials.filter(({ status }) => status === 'failed').length,
    measurements,
    isPartial: state.trials.some(({ fidelity }) => fidelity !== undefined),
    total: budget.trials ?? null,
    // Who is stopped has not come to the end.
    fraction: state.status.kind === 'ended' && state.status.reason !== 'stopped' ? 1 : fraction,
    // Every limit is used up at a constant rate, so the largest share decides.
    etaMs: ended
      ? 0
      : done === 0 || fraction === 0
        ? null
        : Math.round((activeMs * (1 - fraction)) / fraction),
    trialsPerMinute: activeMs > 0 ? (done * 60_000) / activeMs : 0,
  };
}

/** Running time at `now`, which may be later than the last event. */
export function activeMsAt(state: RunState, now: number): number {
  return state.activeMs + (state.status.kind === 'running' ? Math.max(0, now - state.at) : 0);
}

function share(used: number, limit: number | undefined): number | undefined {
  return limit === undefined ? undefined : used / limit;
}
