import { bestTrial, budgetOf, objectivesOf, progressOf } from '../journal/query';
import type { Progress } from '../journal/query';
import type { RunState, TrialRecord } from '../journal/run-state';
import { metricSpec } from '../trial/metric';
import { durationText, metricText } from '../trial/metric-text';
import type { Metrics } from '../trial/trial';
import type { RunReading } from './workspace';

/** How a run stands, as one word. */
export type RunCondition =
  'empty' | 'running' | 'paused' | 'interrupted' | 'retraining' | 'finished' | 'unreadable';

/** A journal cannot say whether a process is alive; its owner can. */
export function conditionOf({ state, owner, problem }: RunReading): RunCondition {
  if (problem !== undefined) return 'unreadable';
  const held = owner !== 'nobody';
  if (state.retraining && held) return 'retraining';
  switch (state.status.kind) {
    case 'ended':
      return 'finished';
    case 'paused':
      return 'paused';
    case 'running':
      return held ? 'running' : 'interrupted';
    case 'empty':
      return held ? 'running' : 'empty';
  }
}

/** `finished (budget): 50 trials`, `running in another process`. */
export function conditionText(reading: RunReading): string {
  const condition = conditionOf(reading);
  const { state, owner, problem } = reading;
  if (problem !== undefined) return `unreadable: ${problem}`;
  const { status } = state;
  const why =
    status.kind === 'ended' || (status.kind === 'paused' && condition === 'paused')
      ? ` (${[status.reason, status.message].filter(Boolean).join(': ')})`
      : '';
  const where = owner === 'elsewhere' ? ' in another window or terminal, which controls it' : '';
  const hint = condition === 'interrupted' ? ', no process works on it: it can be resumed' : '';
  return `${condition}${why}${where}${hint}`;
}

/** Of a run that no process works on, time stands still. */
export function progressAt({ state, owner }: RunReading, now: number): Progress {
  return progressOf(state, owner === 'nobody' ? state.at : now);
}

/** `34 of 60 trials ended, 2 failed, 2 running; about 2 min left`. */
export function progressText(reading: RunReading, now: number): string {
  const { done, total, failed, running, measurements, isPartial, etaMs, trialsPerMinute } = progressAt(
    reading,
    now,
  );
  const isRunning = conditionOf(reading) === 'running';
  const ended =
    total === null
      ? `${done} trials ended`
      : isPartial
        ? `${done} trials ended, which count as ${Number(measurements.toFixed(1))} of ${total} full measurements`
        : `${done} of ${total} trials ended`;
  return [
    [
      ended,
      ...(failed > 0 ? [`${failed} failed`] : []),
      ...(running > 0 ? [`${running} ${isRunning ? 'running' : 'unfinished'}`] : []),
    ].join(', '),
    ...(trialsPerMinute > 0 ? [`${Number(trialsPerMinute.toPrecision(2))} trials a minute`] : []),
    ...(isRunning && etaMs !== null ? [`about ${durationText(etaMs)} left`] : []),
  ].join('; ');
}

/** `50 trials or 10 minutes`; empty where the journal does not say. */
export function limitText(state: RunState): string {
  const { trials, minutes, simulatedSeconds } = budgetOf(state);
  return [
    ...(trials === undefined ? [] : [`${trials} full measurements (trials)`]),
    ...(minutes === undefined ? [] : [`${minutes} minutes of running`]),
    ...(simulatedSeconds === undefined ? [] : [`${simulatedSeconds} simulated seconds`]),
  ].join(' or ');
}

/** `best Validation accuracy 97.22 % (trial 8)`; empty before anything was measured. */
export function bestText(state: RunState): string {
  const best = bestTrial(state);
  const [objective] = objectivesOf(state);
  const value = objective && best?.metrics[objective.metric];
  if (!objective || !best || value === undefined) return '';
  return `best ${metricSpec(objective.metric).title} ${metricText(objective.metric, value)} (trial ${best.trial})`;
}

/** `Validation accuracy 97.22 %, MACs 20,480`: those of `names` that there are. */
export function metricsText(metrics: Metrics, names: readonly string[] = Object.keys(metrics)): string {
  return names
    .flatMap((name) => {
      const value = metrics[name];
      return value === undefined ? [] : [`${metricSpec(name).title} ${metricText(name, value)}`];
    })
    .join(', ');
}

/** Failures that say the same apart from their numbers, the most frequent first. */
export function groupedFailures(
  state: RunState,
): { readonly code: string; readonly reason: string; readonly trials: readonly number[] }[] {
  const groups = new Map<string, { code: string; reason: string; trials: number[] }>();
  for (const trial of state.trials) {
    if (trial.status !== 'failed') continue;
    const { code, reason } = trial;
    const key = `${code} ${reason.replace(/\d+(\.\d+)?/g, '#')}`;
    const group = groups.get(key) ?? { code, reason, trials: [] };
    group.trials.push(trial.trial);
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => b.trials.length - a.trials.length);
}

/** `sample`, `mutation of trial 3`. */
export function originText({ operator, parents }: Pick<TrialRecord, 'operator' | 'parents'>): string {
  return parents.length === 0 ? operator : `${operator} of trial ${parents.join(' and ')}`;
}
