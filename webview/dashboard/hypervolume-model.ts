import type { HypervolumeCurve, HypervolumePoint } from '../../src/core/journal/hypervolume-so-far';
import { objectivesOf } from '../../src/core/journal/query';
import type { RunState } from '../../src/core/journal/run-state';
import { metricSpec } from '../../src/core/trial/metric';
import type { PlotPicture } from '../shared/chart/picture';
import { formatMetric, formatSignificant, plural } from '../../src/core/drawing/format';
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
        text: () => `hypervolume ${formatSignificant(point.volume)}`,
      })),
    summary: curve ? summaryOf(state, curve) : '',
    nothing: 'No trial that keeps all limits has been measured yet.',
  };
}

/** `from 84.10 % and 2.4 M`: a hypervolume says nothing without it. */
export function referenceText(state: RunState, curve: HypervolumeCurve | undefined): string {
  return curve ? `reference ${referenceOf(state, curve)}` : '';
}

function referenceOf(state: RunState, { reference }: HypervolumeCurve): string {
  return objectivesOf(state)
    .map(({ metric }, i) => formatMetric(metric, reference[i]))
    .join(', ');
}

function summaryOf(state: RunState, curve: HypervolumeCurve): string {
  const last = curve.points.at(-1);
  const gains = curve.points.filter(({ isGain }) => isGain).length;
  const names = objectivesOf(state).map(({ metric }) => metricSpec(metric).title.toLowerCase());
  return `Hypervolume of ${names.join(' and ')} after ${plural(last?.nEnded ?? 0, 'trial')}: ${formatSignificant(last?.volume ?? 0)}, from the reference ${referenceOf(state, curve)}; ${plural(gains, 'trial')} made it larger.`;
}
