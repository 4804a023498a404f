import { bestSoFar } from '../journal/best-so-far';
import type { BestSoFarPoint } from '../journal/best-so-far';
import { atHighestFidelity } from '../journal/fidelity';
import { hypervolumeSoFar } from '../journal/hypervolume-so-far';
import { compareForBest, frontTrials, measuredTrials, objectivesOf, scoreIn } from '../journal/query';
import type { MeasuredTrial } from '../journal/query';
import type { RunState } from '../journal/run-state';
import { formatMetric, formatSignificant, plural } from '../drawing/format';
import { metricSpec } from '../trial/metric';
import type { Objective } from '../trial/objective';
import type { Chart, ChartAxis, ChartMark, XY } from './chart';
import type { TableData } from './data-table';

/** A chart and the numbers in it that matter, for who reads numbers. */
export interface ChartWithTable {
  readonly chart: Chart;
  readonly table: TableData;
  /** Said below the picture. */
  readonly note?: string;
  /** Where marks that are not drawn are told; the table of trials unless another place. */
  readonly allIn?: string;
}

const TRIALS: ChartAxis = { title: 'Trials that have ended', unit: 'count', isWhole: true };

/** The first objective of every trial, and of the best until then; `undefined` before the first. */
export function progressChart(state: RunState): ChartWithTable | undefined {
  const [objective] = objectivesOf(state);
  const points = bestSoFar(state);
  const [first, last] = [points[0], points.at(-1)];
  if (!objective || !first || !last) return undefined;
  const { metric } = objective;
  const steps = points.filter(({ trial, bestTrial }) => trial === bestTrial);
  const nBreaking = points.filter(({ feasible }) => !feasible).length;
  const title = 'Best so far, and all trials';
  return {
    chart: {
      id: 'progress',
      title,
      summary: `${metricSpec(metric).title} of ${plural(points.length, 'measured trial')}: the best went from ${formatMetric(metric, first.best)} to ${formatMetric(metric, last.best)} in ${plural(steps.length, 'step')}; it is trial ${last.bestTrial}.`,
      x: TRIALS,
      y: axisOf(metric),
      lines: [{ points: stepLine(points, ({ nEnded }) => nEnded), ink: 'text' }],
      marks: points.map((point) => ({
        x: point.nEnded,
        y: point.value,
        ...(point.trial === point.bestTrial
          ? { look: 'filled' as const, title: `Trial ${point.trial}: ${formatMetric(metric, point.value)}` }
          : { look: point.feasible ? ('pale' as const) : ('hollow' as const) }),
      })),
    },
    table: {
      caption: `Trials that were the best when they ended (${title})`,
      titles: ['Trial', 'Ended as number', metricSpec(metric).title],
      rows: steps.map(({ trial, nEnded, value }) => [trial, nEnded, formatMetric(metric, value)]),
    },
    ...(nBreaking === 0
      ? {}
      : {
          note: `Grey: ${plural(nBreaking, 'trial')} that ${nBreaking === 1 ? 'breaks' : 'break'} a constraint.`,
        }),
  };
}

/** The best so far over the time that the run was running. */
export function timeChart(state: RunState): ChartWithTable | undefined {
  const [objective] = objectivesOf(state);
  const points = bestSoFar(state);
  const start = state.started?.at;
  const last = points.at(-1);
  if (!objective || !last || start === undefined) return undefined;
  const { metric } = objective;
  const since = ({ endedAt }: BestSoFarPoint): number => Math.max(0, endedAt - start);
  const steps = points.filter(({ trial, bestTrial }) => trial === bestTrial);
  return {
    chart: {
      id: 'time',
      title: 'Best so far over time',
      summary: `${metricSpec(metric).title} of the best candidate until then, by the time since the run began: ${formatMetric(metric, last.best)} after ${formatMetric('trainMs', since(last))}.`,
      x: { title: 'Time since the run began, pauses included', unit: 'ms' },
      y: axisOf(metric),
      lines: [{ points: stepLine(points, since), ink: 0 }],
      marks: steps.map((point) => ({ x: since(point), y: point.value, look: 'filled' })),
    },
    table: {
      caption: 'Best so far over time',
      titles: ['Trial', 'Time', metricSpec(metric).title],
      rows: steps.map((point) => [
        point.trial,
        formatMetric('trainMs', since(point)),
        formatMetric(metric, point.value),
      ]),
    },
  };
}

/** Candidates by the first two objectives, or by the objective and their size. */
export function frontChart(state: RunState): ChartWithTable | undefined {
  const objectives = objectivesOf(state);
  const [first, second] = objectives;
  const measured = measuredTrials(state);
  if (!first || !second || measured.length === 0) return undefined;
  const front = frontTrials(state);
  const onFront = new Set(front.map(({ trial }) => trial));
  const at = ({ metrics }: MeasuredTrial): XY => ({ x: metrics[second.metric]!, y: metrics[first.metric]! });
  const shown = measured.filter(
    ({ metrics }) => metrics[first.metric] !== undefined && metrics[second.metric] !== undefined,
  );
  const counted = new Set(atHighestFidelity(measured).map(({ trial }) => trial));
  const marks = shown.map((trial): ChartMark => {
    if (onFront.has(trial.trial))
      return {
        ...at(trial),
        look: 'filled',
        title: `Trial ${trial.trial}: ${valuesText(trial, objectives)}`,
      };
    const isFeasible = scoreIn(state, trial.metrics)?.violation === 0;
    return { ...at(trial), look: isFeasible && counted.has(trial.trial) ? 'pale' : 'hollow' };
  });
  const hasHollow = marks.some(({ look }) => look === 'hollow');
  const sorted = front.toSorted((a, b) => at(a).x - at(b).x || a.trial - b.trial);
  return {
    chart: {
      id: 'front',
      title: 'Pareto front',
      summary: `${metricSpec(first.metric).title} against ${metricSpec(second.metric).title} of ${plural(shown.length, 'trial')}; ${front.length} on the front.`,
      x: { ...axisOf(second.metric), isLog: spansDecades(shown.map((trial) => at(trial).x)) },
      y: axisOf(first.metric),
      lines:
        objectives.length === 2 && sorted.length > 1
          ? [{ points: frontLine(sorted.map(at), second), ink: 0 }]
          : [],
      marks,
    },
    table: {
      caption: 'Candidates on the Pareto front',
      titles: ['Trial', ...objectives.map(({ metric }) => metricSpec(metric).title)],
      rows: sorted.map((trial) => [
        trial.trial,
        ...objectives.map(({ metric }) => formatMetric(metric, trial.metrics[metric])),
      ]),
    },
    ...(hasHollow
      ? {
          note: `Grey: trials that ${counted.size < measured.length ? 'break a constraint, or were measured at a lower fidelity' : 'break a constraint'}.`,
        }
      : {}),
  };
}

/** The volume that the front dominates, over the trials; with two or three objectives. */
export function hypervolumeChart(state: RunState): ChartWithTable | undefined {
  const curve = hypervolumeSoFar(state);
  const last = curve?.points.at(-1);
  if (!curve || !last) return undefined;
  const objectives = objectivesOf(state);
  const reference = curve.reference
    .map(
      (value, i) =>
        `${metricSpec(objectives[i]!.metric).title} ${formatMetric(objectives[i]!.metric, value)}`,
    )
    .join(', ');
  const gains = curve.points.filter(({ isGain }) => isGain);
  // Steps: the volume holds until the next gain.
  const points = gains.flatMap(({ nEnded, volume }, i) => [
    { x: nEnded, y: gains[i - 1]?.volume ?? 0 },
    { x: nEnded, y: volume },
  ]);
  return {
    chart: {
      id: 'hypervolume',
      title: 'Hypervolume of the front',
      summary: `The volume that the front dominates grew in ${plural(gains.length, 'step')} to ${formatSignificant(last.volume)}.`,
      x: TRIALS,
      y: { title: 'Hypervolume', unit: 'count' },
      lines: [{ points: [...points, { x: last.nEnded, y: last.volume }], ink: 0 }],
    },
    table: {
      caption: 'Trials that made the hypervolume larger',
      titles: ['Trial', 'Ended as number', 'Hypervolume'],
      rows: gains.map(({ trial, nEnded, volume }) => [trial, nEnded, formatSignificant(volume)]),
    },
    note: `Reference point: ${reference}. The volume is the product of the objectives' own units.`,
  };
}

const MOST_CURVES = 6;

/** How the best candidates learned; `undefined` where nothing was trained for several epochs. */
export function curvesChart(state: RunState): ChartWithTable | undefined {
  const best = byScore(state)
    .filter(({ curve }) => curve.length > 1)
    .slice(0, MOST_CURVES);
  const names = new Set(best.flatMap(({ curve }) => Object.keys(curve.at(-1)!.metrics)));
  const metric =
    objectivesOf(state)
      .map((one) => one.metric)
      .find((name) => names.has(name)) ?? [...names].sort()[0];
  if (metric === undefined) return undefined;
  const curves = best.flatMap(({ trial, curve }) => {
    const points = curve.flatMap(({ epoch, metrics }) =>
      metrics[metric] === undefined ? [] : [{ x: epoch, y: metrics[metric] }],
    );
    return points.length > 1 ? [{ trial, points }] : [];
  });
  if (curves.length === 0) return undefined;
  const { title } = metricSpec(metric);
  return {
    chart: {
      id: 'curves',
      title: 'Learning curves of the best',
      summary: curves
        .map(
          ({ trial, points }) =>
            `Trial ${trial}: ${formatMetric(metric, points.at(-1)!.y)} after ${plural(points.at(-1)!.x, 'epoch')}.`,
        )
        .join(' '),
      x: { title: 'Epoch', unit: 'count', isWhole: true },
      y: axisOf(metric),
      lines: curves.map(({ points }, i) => ({ points, ink: i })),
    },
    table: {
      caption: `${title} by epoch`,
      titles: ['Trial', 'Epoch', title],
      rows: curves.flatMap(({ trial, points }) =>
        points.map(({ x, y }) => [trial, x, formatMetric(metric, y)]),
      ),
    },
  };
}

/** The trials of the learning curves, in the order of their colours. */
export function curveTrials({ table }: ChartWithTable): number[] {
  return [...new Set(table.rows.map(([trial]) => Number(trial)))];
}

/** Measured trials of the highest fidelity, the best first. */
export function byScore(state: RunState): MeasuredTrial[] {
  return atHighestFidelity(measuredTrials(state))
    .flatMap((trial) => {
      const score = scoreIn(state, trial.metrics);
      return score ? [{ trial, score }] : [];
    })
    .sort((a, b) => compareForBest(b.score, a.score) || a.trial.trial - b.trial.trial)
    .map(({ trial }) => trial);
}

export function axisOf(metric: string): ChartAxis {
  const { title, unit } = metricSpec(metric);
  return { title, unit };
}

function valuesText({ metrics }: MeasuredTrial, objectives: readonly Objective[]): string {
  return objectives
    .map(({ metric }) => `${metricSpec(metric).title} ${formatMetric(metric, metrics[metric])}`)
    .join(', ');
}

/** One corner pair for each improvement, and the end. */
function stepLine(points: readonly BestSoFarPoint[], at: (point: BestSoFarPoint) => number): XY[] {
  const corners: XY[] = [];
  let before: BestSoFarPoint | undefined;
  for (const point of points) {
    if (before?.best === point.best) continue;
    if (before) corners.push({ x: at(point), y: before.best });
    corners.push({ x: at(point), y: point.best });
    before = point;
  }
  const last = points.at(-1);
  return last ? [...corners, { x: at(last), y: last.best }] : corners;
}

/** The edge of what a front of two objectives dominates, by ascending x. */
function frontLine(front: readonly XY[], { goal }: Objective): XY[] {
  return front.flatMap((point, i) => {
    const next = front[i + 1];
    if (!next) return [point];
    return [point, goal === 'minimize' ? { x: next.x, y: point.y } : { x: point.x, y: next.y }];
  });
}

export function spansDecades(values: readonly number[]): boolean {
  const least = values.reduce((a, b) => Math.min(a, b), Infinity);
  const most = values.reduce((a, b) => Math.max(a, b), -Infinity);
  return least > 0 && most / least > 50;
}
