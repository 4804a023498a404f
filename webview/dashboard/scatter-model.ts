import { endedTrials } from '../../src/core/journal/ended-trials';
import type { RunState } from '../../src/core/journal/run-state';
import { metricSpec } from '../../src/core/trial/metric';
import type { Goal } from '../../src/core/trial/metric';
import type { PlotPicture, XY } from '../shared/chart/picture';
import { formatMetric, plural } from '../../src/core/drawing/format';
import { goalOf } from './scatter-axes';
import type { ScatterAxes } from './scatter-axes';
import { ScatterMarks } from './scatter-marks';

/** Candidates by two metrics, with the front of these two, of the trials of the highest fidelity, as a step line. */
export function scatterPicture(
  state: RunState,
  axes: ScatterAxes,
  marks: ScatterMarks = allMarks(state, axes),
): PlotPicture {
  const { points, front, nInfeasible } = marks;
  return {
    x: { unit: metricSpec(axes.x).unit, log: axes.logX },
    y: { unit: metricSpec(axes.y).unit, log: axes.logY },
    lines: front.length > 1 ? [{ points: frontLine(front, goalOf(state, axes.x)), color: 'foreground' }] : [],
    points,
    summary: `${metricSpec(axes.y).title} against ${metricSpec(axes.x).title.toLowerCase()} of ${plural(points.length, 'trial')}. On the Pareto front: ${
      front
        .slice(0, 8)
        .map(
          ({ trial, x, y }) =>
            `trial ${trial} with ${formatMetric(axes.y, y)} and ${formatMetric(axes.x, x)}`,
        )
        .join('; ') || 'none'
    }${front.length > 8 ? ` and ${front.length - 8} more` : ''}.${infeasibleText(nInfeasible)}`,
    nothing: 'No measured trial has both metrics yet.',
  };
}

function allMarks(state: RunState, axes: ScatterAxes): ScatterMarks {
  const marks = new ScatterMarks(state, axes);
  marks.add(endedTrials(state));
  return marks;
}

function infeasibleText(count: number): string {
  return count === 0
    ? ''
    : ` Hollow: ${plural(count, 'trial')} that ${count === 1 ? 'breaks' : 'break'} a limit.`;
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
