import * as l10n from '@vscode/l10n';
import { bestTrial, constraintsOf, objectivesOf, progressOf } from '../../src/core/journal/query';
import type { MeasuredTrial, Progress } from '../../src/core/journal/query';
import { measurementsText } from '../../src/core/journal/fidelity';
import { fallbackText } from '../../src/core/journal/fallback-text';
import { mainTestMetric, retrainEtaMs, retrainProgress } from '../../src/core/journal/retrained';
import type { RunState } from '../../src/core/journal/run-state';
import { metricSpec } from '../../src/core/trial/metric';
import type { RunLiveness } from '../../src/protocol/panel-protocol';
import {
  formatMetric,
  formatMilliseconds,
  formatRate,
  groupDigits,
  NOTHING,
} from '../../src/core/drawing/format';
import { trialCountText } from './counts';

export type RunAction = 'pause' | 'continue' | 'resume' | 'stop';

/** What can be given to a run beside an order: more budget, a candidate of one's own. */
export type RunGift = 'extend' | 'enqueue';

/** Other views of the run. */
export type RunView = 'insight' | 'report';

export type StatusTone = 'neutral' | 'running' | 'paused' | 'ended' | 'failed';

export interface Fact {
  readonly name: string;
  readonly value: string;
  /** A trial that the value is of: a click selects it. */
  readonly trial?: number;
  /** Why it is so. */
  readonly hint?: string;
}

export interface Header {
  readonly status: { readonly label: string; readonly tone: StatusTone; readonly detail: string };
  /** In [0, 1]; `undefined` when nothing limits the run or nothing has started. */
  readonly fraction: number | undefined;
  readonly progressText: string;
  readonly facts: readonly Fact[];
  readonly actions: readonly RunAction[];
  readonly gifts: readonly RunGift[];
}

/** @param now milliseconds since 1970, for rate and remaining time of a live run */
export function headerOf(
  state: RunState,
  liveness: RunLiveness,
  now: number,
  best: MeasuredTrial | undefined = bestTrial(state),
): Header {
  if (liveness === 'retraining') return retrainingHeader(state, best);
  const live = liveness === 'live';
  const progress = progressOf(state, live ? now : state.at);
  const status = statusOf(state, liveness);
  return {
    status,
    fraction: state.started ? progress.fraction : undefined,
    progressText: progressText(progress),
    facts: state.started ? factsOf(state, live && state.status.kind === 'running', progress, best) : [],
    actions: actionsOf(state, liveness),
    gifts: giftsOf(state),
  };
}

/** `34 of 60 trials`; `41 trials, 7.3 of 20 full measurements` where some are cheaper. */
function progressText({ done, total, measurements, isPartial }: Progress): string {
  const limit = total === null ? undefined : groupDigits(String(total));
  if (isPartial) {
    const [trials, measured] = [trialCountText(done), measurementsText(measurements)];
    return limit === undefined
      ? l10n.t('{0}, {1} full measurements', trials, measured)
      : l10n.t('{0}, {1} of {2} full measurements', trials, measured, limit);
  }
  const trials = groupDigits(String(done));
  return limit === undefined ? trialCountText(done) : l10n.t('{0} of {1} trials', trials, limit);
}

/** The search is over, or interrupted: what moves are the networks that are trained anew. */
function retrainingHeader(state: RunState, best: MeasuredTrial | undefined): Header {
  const { done, total, fraction } = retrainProgress(state);
  return {
    status: statusOf(state, 'retraining'),
    fraction,
    progressText: networksText(groupDigits(String(done)), total),
    facts: state.started
      ? [remainingFact(retrainEtaMs(state)), ...factsOf(state, false, progressOf(state, state.at), best)]
      : [],
    actions: ['stop'],
    gifts: [],
  };
}

function networksText(done: string, total: number): string {
  return total === 1
    ? l10n.t('{0} of 1 network', done)
    : l10n.t('{0} of {1} networks', done, groupDigits(String(total)));
}

/** A run whose journal has no end but which no process owns is interrupted, never running. */
export function statusOf(state: RunState, liveness: RunLiveness): Header['status'] {
  const { status } = state;
  if (liveness === 'retraining') {
    const detail = l10n.t('Candidates are trained from scratch on training and validation data, and tested.');
    return { label: l10n.t('Retraining'), tone: 'running', detail };
  }
  switch (status.kind) {
    case 'empty':
      return {
        label: l10n.t('Nothing yet'),
        tone: 'neutral',
        detail: l10n.t('The journal has no line yet.'),
      };
    case 'running':
      return liveness === 'live'
        ? { label: l10n.t('Running'), tone: 'running', detail: '' }
        : {
            label: l10n.t('Interrupted'),
            tone: 'paused',
            detail: l10n.t('The search process is gone. What was measured is kept; resume to go on.'),
          };
    case 'paused':
      return { label: l10n.t('Paused'), tone: 'paused', detail: pauseDetail(status.reason, status.message) };
    case 'ended':
      return {
        label: END_LABELS[status.reason],
        tone: status.reason === 'failed' ? 'failed' : 'ended',
        detail: [
          status.message === '' ? END_WORDS[status.reason] : status.message,
          ...(state.retraining ? [CUT_OFF] : []),
        ].join(' '),
      };
  }
}

const CUT_OFF = l10n.t(
  'Retraining was cut off: retrain the same candidates again, and only what is missing is trained.',
);

const END_LABELS = {
  budget: l10n.t('Finished'),
  exhausted: l10n.t('Finished'),
  stopped: l10n.t('Stopped'),
  failed: l10n.t('Failed'),
} as const;

const END_WORDS = {
  budget: l10n.t('The budget is used up.'),
  exhausted: l10n.t('Every candidate of the space was tried.'),
  stopped: l10n.t('Stopped on request.'),
  failed: l10n.t('The search failed.'),
} as const;

function pauseDetail(reason: string, message: string): string {
  if (message !== '') return message;
  return (
    {
      user: l10n.t('On request.'),
      'evaluators-failing': l10n.t('Evaluators keep failing.'),
      disk: l10n.t('The disk is full.'),
    }[reason] ?? reason
  );
}

function actionsOf(state: RunState, liveness: RunLiveness): readonly RunAction[] {
  if (state.status.kind === 'empty') return [];
  if (liveness === 'live') {
    if (state.status.kind === 'running') return ['pause', 'stop'];
    return state.status.kind === 'paused' ? ['continue', 'stop'] : [];
  }
  // Budget and an exhausted space are final; all else can go on.
  if (state.status.kind === 'ended' && ['budget', 'exhausted'].includes(state.status.reason)) return [];
  return ['resume'];
}

/** Nothing can be added to a space that is used up. */
function giftsOf({ status }: RunState): readonly RunGift[] {
  const isOver = status.kind === 'ended' && status.reason === 'exhausted';
  return status.kind === 'empty' || isOver ? [] : ['extend', 'enqueue'];
}

function factsOf(
  state: RunState,
  running: boolean,
  progress: Progress,
  best: MeasuredTrial | undefined,
): Fact[] {
  return [
    ...bestFact(state, best),
    { name: l10n.t('Rate'), value: progress.done === 0 ? NOTHING : formatRate(progress.trialsPerMinute) },
    timeFact(state, running, progress),
    ...(state.queue.length > 0
      ? [{ name: l10n.t('Waiting'), value: candidateCountText(state.queue.length) }]
      : []),
    ...(progress.failed > 0 ? [{ name: l10n.t('Failed'), value: trialCountText(progress.failed) }] : []),
    { name: l10n.t('Backend'), value: state.backend === 'none' ? l10n.t('none (table)') : state.backend },
    ...(state.fallbacks.length > 0
      ? [{ name: l10n.t('Left to TensorFlow.js'), value: fallbackText(state) }]
      : []),
    { name: l10n.t('Evaluators'), value: String(state.started?.evaluators ?? NOTHING) },
    ...testFacts(state),
  ];
}

function candidateCountText(count: number): string {
  return count === 1 ? l10n.t('1 candidate') : l10n.t('{0} candidates', groupDigits(String(count)));
}

function bestFact(state: RunState, best: MeasuredTrial | undefined): Fact[] {
  const objective = objectivesOf(state)[0];
  if (!objective) return [];
  const name = l10n.t('Best {0}', metricSpec(objective.metric).title.toLowerCase());
  if (!best) return [{ name, value: NOTHING }];
  const value = formatMetric(objective.metric, best.metrics[objective.metric]);
  return [
    {
      name,
      value: isFeasible(state, best.metrics) ? value : l10n.t('{0} (breaks a limit)', value),
      trial: best.trial,
    },
  ];
}

function timeFact(state: RunState, running: boolean, { etaMs }: Progress): Fact {
  if (!running) return { name: l10n.t('Running time'), value: formatMilliseconds(state.activeMs) };
  return remainingFact(etaMs);
}

function remainingFact(etaMs: number | null): Fact {
  return {
    name: l10n.t('Remaining'),
    value: etaMs === null ? NOTHING : l10n.t('about {0}', formatMilliseconds(etaMs)),
  };
}

/** The measure that the search was about; the others stand with the candidate. */
function testFacts(state: RunState): Fact[] {
  return state.tested.flatMap(({ trial, metrics }) => {
    const name = mainTestMetric(state, Object.keys(metrics));
    return name === undefined
      ? []
      : [{ name: metricSpec(name).title, value: formatMetric(name, metrics[name]), trial }];
  });
}

function isFeasible(state: RunState, metrics: Readonly<Record<string, number>>): boolean {
  return constraintsOf(state).every(({ metric, min, max }) => {
    const value = metrics[metric];
    return (
      value === undefined || ((min === undefined || value >= min) && (max === undefined || value <= max))
    );
  });
}
