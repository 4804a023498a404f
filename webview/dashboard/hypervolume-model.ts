import * as l10n from '@vscode/l10n';
import type { HypervolumeCurve, HypervolumePoint } from '../../src/core/journal/hypervolume-so-far';
import { objectivesOf } from '../../src/core/journal/query';
import type { RunState } from '../../src/core/journal/run-state';
import { metricSpec } from '../../src/core/trial/metric';
import type { PlotPicture } from '../shared/chart/picture';
import { formatMetric, formatSignificant, groupDigits } from '../../src/core/drawing/format';
import { trialCountText } from './counts';
import { stepLine } from './progress-model';

/** What the front dominates as a step line, with a mark where a trial made it larger. */
export function hypervolumePicture(
  state: RunState,
  curve: HypervolumeCurve | undefined,
  by: 'trial' | 'time',
): PlotPicture {
  const start = state.started?.at ?? 0;
  const at = ({ nEnded, endedAt }: HypervolumePoint) => (by === 'trial' ? nEnded : endedAt - start);
  const points = curve?.points ?? [];
  const steps = points.map((point) => ({ x: at(point), y: point.volume }));
  return {
    x: by === 'trial' ? { unit: 'count', log: false, whole: true } : { unit: 'ms', log: false },
    y: { unit: 'loss', log: false },
    lines: points.length === 0 ? [] : [{ points: stepLine(steps), color: 'foreground' }],
    points: points
      .filter(({ isGain }) => isGain)
      .map((point) => ({
        x: at(point),
        y: point.volume,
        trial: point.trial,
        faint: false,
        text: () => l10n.t('hypervolume {0}', formatSignificant(point.volume)),
      })),
    summary: curve ? summaryOf(state, curve) : '',
    nothing: l10n.t('No trial that keeps all limits has been measured yet.'),
  };
}

/** `from 84.10 % and 2.4 M`: a hypervolume says nothing without it. */
export function referenceText(state: RunState, curve: HypervolumeCurve | undefined): string {
  return curve ? l10n.t('reference {0}', referenceOf(state, curve)) : '';
}

function referenceOf(state: RunState, { reference }: HypervolumeCurve): string {
  return objectivesOf(state)
    .map(({ metric }, i) => formatMetric(metric, reference[i]))
    .join(', ');
}

function summaryOf(state: RunState, curve: HypervolumeCurve): string {
  const last = curve.points.at(-1);
  const gains = curve.points.filter(({ isGain }) => isGain).length;
  const names = objectivesOf(state)
    .map(({ metric }) => metricSpec(metric).title.toLowerCase())
    .reduce((before, name) =>
      l10n.t({ message: '{0} and {1}', args: [before, name], comment: ['Names of metrics'] }),
    );
  const trials = trialCountText(last?.nEnded ?? 0);
  const volume = formatSignificant(last?.volume ?? 0);
  const reference = referenceOf(state, curve);
  return gains === 1
    ? l10n.t(
        'Hypervolume of {0} after {1}: {2}, from the reference {3}; 1 trial made it larger.',
        names,
        trials,
        volume,
        reference,
      )
    : l10n.t(
        'Hypervolume of {0} after {1}: {2}, from the reference {3}; {4} trials made it larger.',
        names,
        trials,
        volume,
        reference,
        groupDigits(String(gains)),
      );
}
