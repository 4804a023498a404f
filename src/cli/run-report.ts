import path from 'node:path';
import {
  bestTrial,
  compareForBest,
  frontTrials,
  measuredTrials,
  objectivesOf,
  scoreIn,
} from '../core/journal/query';
import type { MeasuredTrial } from '../core/journal/query';
import { compareFidelity, fidelityText } from '../core/journal/fidelity';
import { fallbackText } from '../core/journal/fallback-text';
import { mainTestMetric } from '../core/journal/retrained';
import type { RunState } from '../core/journal/run-state';
import { metricSpec } from '../core/trial/metric';
import type { Metrics } from '../core/trial/trial';
import type { RunFolder } from '../worker/run-folder';
import { durationText, metricText } from '../core/trial/metric-text';
import { retrainedLines } from './retrain-report';
import { styled } from './terminal';
import type { Terminal } from './terminal';
import { textTable } from './text-table';

const BEST_SHOWN = 5;
const FRONT_SHOWN = 12;

/** What a run has found: the best candidates, the front, the chosen model, and what to do next. */
export function runReport(folder: RunFolder, state: RunState, terminal: Terminal): string[] {
  const best = bestTrial(state);
  const measured = measuredTrials(state);
  if (!best) return ['No candidate has been measured.', ...folderLines(folder, terminal)];
  const front = frontTrials(state);
  const hasFront = objectivesOf(state).length > 1;
  return [
    '',
    styled(terminal, 'bold', `Best candidates of ${measured.length}`),
    ...candidateTable(state, byScore(state, measured).slice(0, BEST_SHOWN), terminal.columns),
    ...(hasFront
      ? [
          '',
          styled(terminal, 'bold', `Pareto front (${front.length})`),
          ...candidateTable(state, byScore(state, front).slice(0, FRONT_SHOWN), terminal.columns),
          ...(front.length > FRONT_SHOWN ? [`and ${front.length - FRONT_SHOWN} more`] : []),
        ]
      : []),
    ...retrainedLines(state, retrainedTrials(state), terminal),
    '',
    ...chosenLines(state, best, terminal),
    ...folderLines(folder, terminal),
    `Next        ${terminal.command} export ${shortPath(folder.root, terminal)}`,
  ];
}

/** The trials that were trained anew, in their order. */
function retrainedTrials({ retrained }: RunState): number[] {
  return [...new Set(retrained.map(({ trial }) => trial))].sort((a, b) => a - b);
}

/** The path as a person in the terminal's folder would write it. */
export function shortPath(absolute: string, { folder }: Pick<Terminal, 'folder'>): string {
  const relative = path.relative(folder, absolute);
  const short = relative.startsWith('..') || relative === '' ? absolute : relative;
  return /\s/.test(short) ? JSON.stringify(short) : short;
}

/** The best first, those of a higher fidelity before others. */
export function byScore(state: RunState, trials: readonly MeasuredTrial[]): MeasuredTrial[] {
  return trials
    .flatMap((trial) => {
      const score = scoreIn(state, trial.metrics);
      return score ? [{ trial, score }] : [];
    })
    .sort(
      (a, b) =>
        compareFidelity(b.trial, a.trial) ||
        compareForBest(b.score, a.score) ||
        a.trial.trial - b.trial.trial,
    )
    .map(({ trial }) => trial);
}

function candidateTable(state: RunState, trials: readonly MeasuredTrial[], width: number): string[] {
  const objectives = objectivesOf(state).map(({ metric }) => metric);
  const extra = ['paramCount'].filter(
    (metric) => !objectives.includes(metric) && trials.every(({ metrics }) => metrics[metric] !== undefined),
  );
  const metrics = [...objectives, ...extra];
  const isPartial = trials.some((trial) => fidelityText(trial) !== undefined);
  return textTable(
    [
      { title: 'trial', align: 'right' },
      ...metrics.map((metric) => ({ title: shortTitle(metric), align: 'right' as const })),
      ...(isPartial ? [{ title: 'measured after', align: 'left' as const }] : []),
      { title: 'architecture', align: 'left' },
    ],
    trials.map((record) => [
      String(record.trial),
      ...metrics.map((metric) => metricText(metric, record.metrics[metric]!)),
      ...(isPartial ? [fidelityText(record) ?? 'all epochs'] : []),
      record.architecture,
    ]),
    width,
  );
}

/** Column titles: the words without what the heading says already. */
function shortTitle(metric: string): string {
  return metricSpec(metric).title.toLowerCase().replace('validation', 'val.').replace('macs', 'MACs');
}

function chosenLines(state: RunState, best: MeasuredTrial, terminal: Terminal): string[] {
  const [objective] = objectivesOf(state);
  const value = objective
    ? `, ${metricSpec(objective.metric).title.toLowerCase()} ${metricText(objective.metric, best.metrics[objective.metric]!)}`
    : '';
  const infeasible = (scoreIn(state, best.metrics)?.violation ?? 0) > 0;
  const tested = state.tested.find(({ trial }) => trial === best.trial);
  const left = fallbackText(state);
  return [
    `Chosen      trial ${best.trial}${value}${infeasible ? ' (breaks a constraint: none keeps them all)' : ''}`,
    ...(tested
      ? [
          `Tested      ${styled(terminal, 'green', testedText(state, tested.metrics))} (test data is used once, after the search)`,
        ]
      : []),
    `Ran for     ${durationText(state.activeMs)}, backend ${state.backend}${left === '' ? '' : ` (left to TensorFlow.js: ${left})`}`,
  ];
}

/** `test accuracy 97.78 %`. */
function testedText(state: RunState, metrics: Metrics): string {
  const name = mainTestMetric(state, Object.keys(metrics));
  return name === undefined
    ? ''
    : `${metricSpec(name).title.toLowerCase()} ${metricText(name, metrics[name]!)}`;
}

function folderLines(folder: RunFolder, terminal: Terminal): string[] {
  return [`Run folder  ${shortPath(folder.root, terminal)}`];
}
