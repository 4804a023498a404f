import * as l10n from '@vscode/l10n';
import { endedTrials } from '../../src/core/journal/ended-trials';
import type { RunState } from '../../src/core/journal/run-state';
import { metricSpec } from '../../src/core/trial/metric';
import type { Goal } from '../../src/core/trial/metric';
import type { PlotPicture, XY } from '../shared/chart/picture';
import { formatMetric, groupDigits } from '../../src/core/drawing/format';
import { trialCountText } from './counts';
import { goalOf } from './scatter-axes';
import type { ScatterAxes } from './scatter-axes';
import { ScatterMarks } from './scatter-marks';

/** Candidates by two metrics, with the front of these two, of the trials of the highest fidelity, as a step line. */
export function scatterPicture(
  state: RunState,
  axes: ScatterAxes,
  marks: ScatterMarks = allMarks(state, axes),
): PlotPicture {
  const { points, front, nInfeasible, nOffLog } = marks;
  return {
    x: { unit: metricSpec(axes.x).unit, log: axes.logX },
    y: { unit: metricSpec(axes.y).unit, log: axes.logY },
    lines: front.length > 1 ? [{ points: frontLine(front, goalOf(state, axes.x)), color: 'foreground' }] : [],
    points,
    summary: [summaryOf(axes, marks), ...infeasibleText(nInfeasible)].join(' '),
    note: nOffLog === 0 ? undefined : offLogText(nOffLog),
    nothing:
      nOffLog === 0
        ? l10n.t('No measured trial has both metrics yet.')
        : l10n.t('A logarithmic axis has no place for zero and less, which is what all trials have.'),
  };
}

function allMarks(state: RunState, axes: ScatterAxes): ScatterMarks {
  const marks = new ScatterMarks(state, axes);
  marks.add(endedTrials(state));
  return marks;
}

/** Of the front that are named. */
const MOST_NAMED = 8;

function summaryOf(axes: ScatterAxes, { points, front }: ScatterMarks): string {
  const named = front
    .slice(0, MOST_NAMED)
    .map(({ trial, x, y }) =>
      l10n.t('trial {0} with {1} and {2}', trial, formatMetric(axes.y, y), formatMetric(axes.x, x)),
    )
    .join('; ');
  const none = l10n.t({ message: 'none', args: [], comment: ['Of trials on the Pareto front'] });
  return l10n.t(
    '{0} against {1} of {2}. On the Pareto front: {3}.',
    metricSpec(axes.y).title,
    metricSpec(axes.x).title.toLowerCase(),
    trialCountText(points.length),
    front.length > MOST_NAMED ? l10n.t('{0} and {1} more', named, front.length - MOST_NAMED) : named || none,
  );
}

function offLogText(count: number): string {
  return l10n.t('{0} not shown: zero or less on a logarithmic axis', groupDigits(String(count)));
}

function infeasibleText(count: number): string[] {
  if (count === 0) return [];
  return [
    count === 1
      ? l10n.t('Hollow: 1 trial that breaks a limit.')
      : l10n.t('Hollow: {0} trials that break a limit.', groupDigits(String(count))),
  ];
}

/** The edge of what the front dominates: it leaves a point towards worse x and steps at the next. */
export function frontLine(front: readonly XY[], goalX: Goal): XY[] {
  return front.flatMap((point, i) => {
    const next = front[i + 1];
    const corner = { x: point.x, y: point.y };
    if (!next) return [corner];
    return [corner, goalX === 'minimize' ? { x: next.x, y: point.y } : { x: point.x, y: next.y }];
  });
}
