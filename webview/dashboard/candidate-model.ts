import * as l10n from '@vscode/l10n';
import { objectivesOf } from '../../src/core/journal/query';
import type { RunState, TrialRecord } from '../../src/core/journal/run-state';
import { metricSpec } from '../../src/core/trial/metric';
import { formatMetric, formatMilliseconds } from '../../src/core/drawing/format';
import { epochsOfText } from './counts';
import { explanationOf } from './explain-text';
import { familyOf } from './lineage-model';
import type { Family } from './lineage-model';
import { retrainedPicture } from './retrained-model';
import type { RetrainedPicture } from './retrained-model';

/** What is said of the selected trial. */
export interface Candidate {
  readonly trial: number;
  readonly status: string;
  readonly failed: boolean;
  readonly notation: string;
  readonly metrics: readonly { readonly name: string; readonly value: string; readonly objective: boolean }[];
  readonly family: Family;
  /** Why it was asked, as a sentence. */
  readonly explanation: string;
  readonly retrained: RetrainedPicture | undefined;
}

export function candidateOf(state: RunState, trial: number): Candidate | undefined {
  const record = state.trials[trial];
  if (!record) return undefined;
  return {
    trial,
    status: statusSentence(record),
    failed: record.status === 'failed',
    notation: record.architecture,
    metrics: metricsOf(state, record),
    family: familyOf(state, trial),
    explanation: explanationOf(state, record),
    retrained: retrainedPicture(state, trial),
  };
}

function statusSentence(record: TrialRecord): string {
  switch (record.status) {
    case 'running':
      return runningSentence(record.fidelity);
    case 'measured':
      return measuredSentence(formatMilliseconds(record.durationMs), record.fidelity);
    case 'failed':
      return l10n.t('failed ({0}): {1}', record.code, record.reason);
  }
}

function runningSentence(fidelity: TrialRecord['fidelity']): string {
  if (!fidelity) return l10n.t('running');
  const epochs = epochsOfText(fidelity);
  return fidelity.continues === undefined
    ? l10n.t('running, {0}', epochs)
    : l10n.t('running, {0}, continues trial {1}', epochs, fidelity.continues);
}

function measuredSentence(time: string, fidelity: TrialRecord['fidelity']): string {
  if (!fidelity) return l10n.t('measured in {0}', time);
  const epochs = epochsOfText(fidelity);
  return fidelity.continues === undefined
    ? l10n.t('measured in {0} after {1}', time, epochs)
    : l10n.t('measured in {0} after {1}, continues trial {2}', time, epochs, fidelity.continues);
}

function metricsOf(state: RunState, record: TrialRecord): Candidate['metrics'] {
  const metrics = record.status === 'measured' ? record.metrics : (record.curve.at(-1)?.metrics ?? {});
  const objectives = objectivesOf(state).map(({ metric }) => metric);
  const tested = state.tested.findLast(({ trial }) => trial === record.trial)?.metrics ?? {};
  const all = { ...metrics, ...tested };
  const names = [...objectives.filter((name) => name in all), ...Object.keys(all)];
  return [...new Set(names)].map((name) => ({
    name: metricSpec(name).title,
    value: formatMetric(name, all[name]),
    objective: objectives.includes(name),
  }));
}
