import * as l10n from '@vscode/l10n';
import { NO_ANNOTATIONS } from '../../src/core/journal/annotations';
import type { Annotations } from '../../src/core/journal/annotations';
import type { RunState, TrialRecord } from '../../src/core/journal/run-state';
import { metricSpec } from '../../src/core/trial/metric';
import { formatMetric, formatMilliseconds, NOTHING } from '../../src/core/drawing/format';
import type { Column } from '../shared/table/table-model';
import { retrainedColumn } from './retrained-model';
import { epochsOfText } from './counts';
import { goalOf } from './scatter-axes';
import { statusWord } from './status-word';

/** The columns of the trial table. One of notes is there once there is a note. */
export function trialColumns(
  state: RunState,
  metrics: readonly string[],
  annotations: Annotations = NO_ANNOTATIONS,
): Column<TrialRecord>[] {
  return [
    {
      id: 'trial',
      title: l10n.t('Trial'),
      unit: 'count',
      align: 'start',
      width: 106,
      first: 'descending',
      value: ({ trial }) => trial,
      text: ({ trial }) => String(trial),
    },
    {
      id: 'status',
      title: l10n.t('Status'),
      align: 'start',
      width: 142,
      first: 'ascending',
      value: ({ status }) => status,
      text: statusText,
    },
    ...besideFirst(
      metrics.map((name) => metricColumn(name, goalOf(state, name) === 'maximize')),
      retrainedColumn(state),
    ),
    ...noteColumn(annotations),
    {
      id: 'operator',
      title: l10n.t('Made by'),
      align: 'start',
      width: 96,
      first: 'ascending',
      value: ({ operator }) => operator,
      text: ({ operator }) => operator,
    },
    {
      id: 'parents',
      title: l10n.t('Parents'),
      align: 'start',
      width: 84,
      first: 'ascending',
      value: ({ parents }) => parents[0],
      text: ({ parents }) => parents.join(', '),
    },
    {
      id: 'duration',
      title: l10n.t('Took'),
      unit: 'ms',
      align: 'end',
      width: 92,
      first: 'descending',
      value: (trial) => (trial.status === 'running' ? undefined : trial.durationMs),
      text: (trial) => (trial.status === 'running' ? NOTHING : formatMilliseconds(trial.durationMs)),
    },
    {
      id: 'architecture',
      title: l10n.t('Architecture'),
      align: 'start',
      width: 360,
      first: 'ascending',
      value: ({ architecture }) => architecture,
      text: ({ architecture }) => architecture,
    },
  ];
}

/** What retraining gave stands beside what the search made good. */
function besideFirst(
  [first, ...rest]: readonly Column<TrialRecord>[],
  retrained: readonly Column<TrialRecord>[],
): Column<TrialRecord>[] {
  return [...(first ? [first] : []), ...retrained, ...rest];
}

export function statusText(trial: TrialRecord): string {
  switch (trial.status) {
    case 'running': {
      const epoch = trial.curve.at(-1)?.epoch;
      return epoch === undefined ? statusWord(trial) : l10n.t('epoch {0}', epoch);
    }
    case 'measured':
      return trial.fidelity ? epochsOfText(trial.fidelity) : statusWord(trial);
    case 'failed':
      return l10n.t('failed: {0}', trial.code);
  }
}

function noteColumn(annotations: Annotations): Column<TrialRecord>[] {
  if (![...annotations.values()].some(({ note }) => note !== undefined)) return [];
  const note = ({ trial }: TrialRecord) => annotations.get(trial)?.note;
  return [
    {
      id: 'note',
      title: l10n.t('Note'),
      align: 'start',
      width: 180,
      first: 'ascending',
      value: note,
      text: (trial) => note(trial) ?? '',
    },
  ];
}

function metricColumn(name: string, higherFirst: boolean): Column<TrialRecord> {
  const { title, unit } = metricSpec(name);
  return {
    id: `metric:${name}`,
    title,
    unit,
    align: 'end',
    width: Math.max(92, Math.min(160, title.length * 7.2 + 32)),
    first: higherFirst ? 'descending' : 'ascending',
    value: (trial) => (trial.status === 'measured' ? trial.metrics[name] : undefined),
    text: (trial) => (trial.status === 'measured' ? formatMetric(name, trial.metrics[name]) : ''),
  };
}
