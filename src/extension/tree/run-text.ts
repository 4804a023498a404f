import { l10n } from 'vscode';
import { bestTrial, objectivesOf, progressOf } from '../../core/journal/query';
import { fidelityText, measurementsText } from '../../core/journal/fidelity';
import { fallbackText } from '../../core/journal/fallback-text';
import type { RunState, TrialRecord } from '../../core/journal/run-state';
import { metricSpec } from '../../core/trial/metric';
import { formatDuration, formatExact, formatMetric } from '../format';
import type { RunLiveness } from '../../protocol/panel-protocol';
import { retrainedMarkdown, retrainingText } from './retrained-text';

/** How a run stands, in the one word that every view uses. */
export type RunStanding =
  'running' | 'paused' | 'stopped-pause' | 'interrupted' | 'retraining' | 'finished' | 'problem';

/** `paused` has a process that waits; `stopped-pause` has none and needs Resume. */
export function standingOf(state: RunState, liveness: RunLiveness, problem?: string): RunStanding {
  if (problem !== undefined) return 'problem';
  if (liveness === 'interrupted' || liveness === 'retraining') return liveness;
  switch (state.status.kind) {
    case 'ended':
      return 'finished';
    case 'paused':
      return liveness === 'live' ? 'paused' : 'stopped-pause';
    case 'empty':
    case 'running':
      return liveness === 'live' ? 'running' : 'interrupted';
  }
}

const STANDING_WORDS: Readonly<Record<RunStanding, string>> = {
  running: l10n.t('running'),
  paused: l10n.t('paused'),
  'stopped-pause': l10n.t('paused'),
  interrupted: l10n.t('interrupted'),
  retraining: l10n.t('retraining'),
  finished: l10n.t('finished'),
  problem: l10n.t('unreadable'),
};

const END_WORDS = {
  budget: l10n.t('finished'),
  exhausted: l10n.t('space exhausted'),
  stopped: l10n.t('stopped'),
  failed: l10n.t('failed'),
} as const;

/** `running`, `paused`, `interrupted`, `stopped` ...: the standing in a person's words. */
export function standingWord(state: RunState, standing: RunStanding): string {
  return standing === 'finished' && state.status.kind === 'ended'
    ? END_WORDS[state.status.reason]
    : STANDING_WORDS[standing];
}

/** `24 Nov, 13:05`; the run id where the journal has no first line yet. */
export function runLabel(state: RunState, runId: string): string {
  if (!state.started) return runId;
  return new Date(state.started.at).toLocaleString('en-GB', {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
}

/** `97.20 % · 34 of 60 · 2 min left`: what matters most first, since a narrow sidebar cuts the end. */
export function runDescription(state: RunState, standing: RunStanding, now: number): string {
  if (standing === 'retraining') return retrainingText(state);
  const rest = standing === 'running' ? etaText(state, now) : standingWord(state, standing);
  return [bestValue(state), progressText(state, now), rest].filter((part) => part !== '').join(' · ');
}

/** `34 of 60`, or `34 trials` without such a limit; `7.3 of 20 measurements` where some trials are cheaper. */
export function progressText(state: RunState, now: number): string {
  const { done, total, measurements, isPartial } = progressOf(state, now);
  if (isPartial && total !== null)
    return l10n.t('{0} of {1} measurements', measurementsText(measurements), total);
  if (total !== null)
    return l10n.t({
      message: '{0} of {1}',
      args: [done, total],
      comment: ['How many trials of a run are done, such as "34 of 60"'],
    });
  return trialsText(done);
}

export function trialsText(count: number): string {
  return count === 1 ? l10n.t('1 trial') : l10n.t('{0} trials', count);
}

/** `best 97.20 %`; empty before anything was measured. */
export function bestText(state: RunState): string {
  const value = bestValue(state);
  return value === '' ? '' : l10n.t('best {0}', value);
}

function bestValue(state: RunState): string {
  const best = bestTrial(state);
  const [objective] = objectivesOf(state);
  const value = objective && best?.metrics[objective.metric];
  return objective && value !== undefined ? formatMetric(objective.metric, value) : '';
}

/** The best of several runs by the newest one's first objective; runs with another one do not count. */
export function bestOverall(states: readonly RunState[]): string {
  const objective = states.map((state) => objectivesOf(state)[0]).find((first) => first !== undefined);
  if (!objective) return '';
  const { metric, goal } = objective;
  const values = states.flatMap((state) => {
    const value = objectivesOf(state)[0]?.metric === metric ? bestTrial(state)?.metrics[metric] : undefined;
    return value === undefined ? [] : [value];
  });
  if (values.length === 0) return '';
  const best = goal === 'maximize' ? Math.max(...values) : Math.min(...values);
  return l10n.t('best {0}', formatMetric(metric, best));
}

/** `2 min left`; empty where nothing can be said. */
export function etaText(state: RunState, now: number): string {
  const time = timeLeft(state, now);
  return time === '' ? '' : l10n.t('{0} left', time);
}

function timeLeft(state: RunState, now: number): string {
  const { etaMs } = progressOf(state, now);
  return etaMs === null ? '' : formatDuration(etaMs);
}

/** The values of the objectives, of the last epoch while it trains, or why it failed. */
export function trialDescription(state: RunState, trial: TrialRecord, isLive: boolean): string {
  switch (trial.status) {
    case 'measured':
      return objectivesOf(state)
        .flatMap(({ metric }) => {
          const value = trial.metrics[metric];
          return value === undefined ? [] : [formatMetric(metric, value)];
        })
        .concat(fidelityText(trial) ?? [])
        .join(' · ');
    case 'failed':
      return `${trial.code}: ${trial.reason}`;
    case 'running': {
      const last = trial.curve.at(-1);
      if (!isLive) return l10n.t('not measured');
      if (!last) return l10n.t('starting');
      const accuracy = last.metrics['valAccuracy'];
      const epoch = l10n.t('epoch {0}', last.epoch);
      return accuracy === undefined ? epoch : `${epoch} · ${formatMetric('valAccuracy', accuracy)}`;
    }
  }
}

/** A Markdown table of everything that was measured of a trial, with what retraining gave and its notation. */
export function trialMarkdown(trial: TrialRecord, state: Pick<RunState, 'retrained'>): string {
  const lines = [`**${l10n.t('Trial {0}', trial.trial)}** · ${originText(trial)}`, ''];
  if (trial.status === 'failed')
    lines.push(l10n.t('Failed ({0}): {1}', trial.code, escapeMarkdown(trial.reason)), '');
  const trained = fidelityText(trial);
  if (trained !== undefined) lines.push(trainedText(trained, trial.fidelity?.continues), '');
  if (trial.status === 'measured') {
    lines.push(`| ${l10n.t('metric')} | ${l10n.t('value')} |`, '|---|--:|');
    for (const [name, value] of Object.entries(trial.metrics)) {
      lines.push(`| ${escapeMarkdown(metricSpec(name).title)} | ${exact(name, value)} |`);
    }
    lines.push('');
  }
  lines.push(...retrainedMarkdown(trial, state));
  lines.push(codeBlock(trial.architecture));
  return lines.join('\n');
}

/** Facts of a run for a tooltip. */
export function runMarkdown(state: RunState, runId: string, standing: RunStanding, now: number): string {
  const { failed, trialsPerMinute } = progressOf(state, now);
  const message = state.status.kind === 'paused' || state.status.kind === 'ended' ? state.status.message : '';
  const rows: (readonly [string, string])[] = [
    [l10n.t('Status'), standingWord(state, standing)],
    [l10n.t('Trials'), progressText(state, now)],
    [l10n.t('Failed'), failed === 0 ? '' : String(failed)],
    [l10n.t('Best'), bestValue(state)],
    [l10n.t('Time left'), standing === 'running' ? timeLeft(state, now) : ''],
    [l10n.t('Rate'), trialsPerMinute > 0 ? l10n.t('{0} trials a minute', trialsPerMinute.toFixed(1)) : ''],
    [l10n.t('Backend'), state.backend],
    [l10n.t('Left to TensorFlow.js'), fallbackText(state)],
    [l10n.t('Evaluators'), state.started ? String(state.started.evaluators) : ''],
    [l10n.t('Seed'), state.started ? String(state.started.seed) : ''],
    [l10n.t('Running time'), state.activeMs > 0 ? formatDuration(state.activeMs) : ''],
  ];
  const table = rows
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `| ${name} | ${escapeMarkdown(value)} |`);
  return [
    `**${escapeMarkdown(state.started?.experimentName ?? l10n.t('run'))}** · ${escapeMarkdown(runId)}`,
    '',
    '| | |',
    '|---|---|',
    ...table,
    ...(message === '' ? [] : ['', escapeMarkdown(message)]),
  ].join('\n');
}

export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>~$]/g, '\\$&').replaceAll('\n', ' ');
}

/** Text as it stands, whatever fences it holds. */
export function codeBlock(text: string): string {
  const fence = '`'.repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)));
  return `${fence}text\n${text}\n${fence}`;
}

function exact(name: string, value: number): string {
  return metricSpec(name).unit === 'count' ? formatExact(value) : formatMetric(name, value);
}

function originText({ operator, parents }: TrialRecord): string {
  if (parents.length === 0) return operator;
  return l10n.t({
    message: '{0} of {1}',
    args: [operator, parents.join(', ')],
    comment: ['How a trial was made, of which parents, such as "mutation of 3"'],
  });
}

function trainedText(fidelity: string, continues: number | undefined): string {
  return continues === undefined
    ? l10n.t('Trained for {0}', fidelity)
    : l10n.t('Trained for {0}, continues trial {1}', fidelity, continues);
}
