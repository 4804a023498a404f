import * as l10n from '@vscode/l10n';
import type { BestSoFarPoint } from '../../src/core/journal/best-so-far';
import { endedTrials } from '../../src/core/journal/ended-trials';
import { objectivesOf } from '../../src/core/journal/query';
import type { RunState } from '../../src/core/journal/run-state';
import { metricSpec } from '../../src/core/trial/metric';
import type { PlotPicture, XY } from '../shared/chart/picture';
import { formatMetric, groupDigits } from '../../src/core/drawing/format';
import { ProgressMarks } from './progress-marks';

/** Best-so-far (see `bestSoFar` for trials of several fidelities) as a step line over all trials as points, by trials or by minutes. */
export function progressPicture(
  state: RunState,
  by: 'trial' | 'time',
  marks: ProgressMarks = allMarks(state, by),
): PlotPicture {
  const name = objectivesOf(state)[0]?.metric ?? '';
  const { points, steps, bests } = marks;
  return {
    x: by === 'trial' ? { unit: 'count', log: false, whole: true } : { unit: 'ms', log: false },
    y: { unit: metricSpec(name).unit, log: false },
    lines: points.length === 0 ? [] : [{ points: stepLine(steps), color: 'foreground' }],
    points,
    summary: summaryOf(name, bests),
    nothing: l10n.t('No trial has been measured yet.'),
  };
}

function allMarks(state: RunState, by: 'trial' | 'time'): ProgressMarks {
  const marks = new ProgressMarks(state, by);
  marks.add(endedTrials(state));
  return marks;
}

/** The corners of the step line only: one pair for each change, and the end. @param steps by ascending x */
export function stepLine(steps: readonly XY[]): XY[] {
  const corners: XY[] = [];
  let previous: XY | undefined;
  for (const { x, y } of steps) {
    if (previous?.y !== y) {
      if (previous) corners.push({ x, y: previous.y });
      corners.push({ x, y });
    }
    previous = { x, y };
  }
  if (previous && corners.at(-1)?.x !== previous.x) corners.push(previous);
  return corners;
}

function summaryOf(name: string, points: readonly BestSoFarPoint[]): string {
  const last = points.at(-1);
  const first = points[0];
  if (!last || !first) return '';
  const improvements = points.filter(({ trial, bestTrial }) => trial === bestTrial).length;
  return l10n.t(
    '{0} of {1}: from {2} to {3} in {4}; the best is trial {5}.',
    metricSpec(name).title,
    measuredCountText(points.length),
    formatMetric(name, first.best),
    formatMetric(name, last.best),
    stepCountText(improvements),
    last.bestTrial,
  );
}

function measuredCountText(count: number): string {
  return count === 1 ? l10n.t('1 measured trial') : l10n.t('{0} measured trials', groupDigits(String(count)));
}

function stepCountText(count: number): string {
  return count === 1 ? l10n.t('1 step') : l10n.t('{0} steps', groupDigits(String(count)));
}
