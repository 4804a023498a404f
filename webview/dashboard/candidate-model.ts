import { fidelityText } from '../../src/core/journal/fidelity';
import { objectivesOf } from '../../src/core/journal/query';
import type { RunState, TrialRecord } from '../../src/core/journal/run-state';
import { metricSpec } from '../../src/core/trial/metric';
import { formatMetric, formatMilliseconds, formatSignificant } from '../shared/format';

import { retrainedPicture } from './retrained-model';
import type { RetrainedPicture } from './retrained-model';

/** What is said of the selected trial. */
export interface Candidate {
  readonly trial: number;
  readonly status: string;
  readonly failed: boolean;
  readonly notation: string;
  readonly metrics: readonly { readonly name: string; readonly value: string; readonly objective: boolean }[];
  readonly operator: string;
  readonly parents: readonly number[];
  /** Trials that were made from it. */
  readonly children: readonly number[];
  readonly explain: readonly { readonly name: string; readonly value: string }[];
  readonly retrained: RetrainedPicture | undefined;
}

const MOST_CHILDREN = 12;

export function candidateOf(state: RunState, trial: number): Candidate | undefined {
  const record = state.trials[trial];
  if (!record) return undefined;
  return {
    trial,
    status: statusSentence(record),
    failed: record.status === 'failed',
    notation: record.architecture,
    metrics: metricsOf(state, record),
    operator: record.operator,
    parents: record.parents,
    children: childrenOf(state, trial),
    explain: Object.entries(record.explain).map(([name, value]) => ({
      name: inWords(name),
      value: typeof value === 'number' ? formatSignificant(value) : value,
    })),
    retrained: retrainedPicture(state, trial),
  };
}

function childrenOf(state: RunState, trial: number): number[] {
  const children: number[] = [];
  for (let i = trial + 1; i < state.trials.length && children.length < MOST_CHILDREN; i++) {
    if (state.trials[i]!.parents.some((parent) => parent === trial)) children.push(i);
  }
  return children;
}

function statusSentence(record: TrialRecord): string {
  switch (record.status) {
    case 'running':
      return `running${epochsOf(record).replace(' after', ',')}`;
    case 'measured':
      return `measured in ${formatMilliseconds(record.durationMs)}${epochsOf(record)}`;
    case 'failed':
      return `failed (${record.code}): ${record.reason}`;
  }
}

/** What was asked of it, where that is not a measurement in full and from the first epoch on. */
function epochsOf(record: TrialRecord): string {
  const { fidelity } = record;
  if (!fidelity) return '';
  const before = fidelity.continues === undefined ? '' : `, continues trial ${fidelity.continues}`;
  return ` after ${fidelityText(record)}${before}`;
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

/** `parentScore` as a person would write it. */
function inWords(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
