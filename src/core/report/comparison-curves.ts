import { measureText } from '../comparison/findings';
import type { ComparisonResult, Curve } from '../comparison/result';
import type { BudgetUnit } from '../comparison/step-function';
import { meanText, scaleOf } from '../comparison/value-text';
import type { Unit } from '../trial/metric';
import type { Chart } from './chart';
import type { LegendEntry } from './chart-card';
import type { ChartWithTable } from './run-charts';

const COLOURS = 6;
/** More points than this a line of so many pixels cannot show. */
const MOST_POINTS = 200;
const TABLE_ROWS = 10;

/** The measure over each unit of budget: the mean over the seeds with a band of one standard error. */
export function comparisonCurves(result: ComparisonResult): ChartWithTable[] {
  const units = [...new Set(result.strategies.flatMap(({ curves }) => curves.map(({ unit }) => unit)))];
  return units.map((unit) => curveChart(result, unit));
}

/** Six colours, then the same dashed. */
export function comparisonLegend({ strategies }: ComparisonResult): LegendEntry[] {
  return strategies.map(({ name }, i) => ({ ink: i % COLOURS, label: name, isDashed: isDashed(i) }));
}

function isDashed(i: number): boolean {
  return Math.floor(i / COLOURS) % 2 === 1;
}

function curveChart(result: ComparisonResult, unit: BudgetUnit): ChartWithTable {
  const { strategies, measure } = result;
  const curves = strategies.map(({ curves: own }) => own.find((curve) => curve.unit === unit));
  const isTime = unit === 'seconds';
  const title = isTime ? 'By time of measuring' : 'By evaluations';
  const lasts = curves.map((curve) => spreadAt(curve, (curve?.at.length ?? 0) - 1));
  const scale = scaleOf(measure, lasts);
  const chart: Chart = {
    id: `curves-${unit}`,
    title,
    summary: `${measureText(measure)}, mean over the seeds. At the end: ${strategies
      .map(({ name }, i) => `${name} ${meanText(lasts[i]!, scale)}`)
      .join('; ')}${scale.unit === '' ? '' : ` ${scale.unit}`}.`,
    x: isTime
      ? { title: result.seconds === 'simulated' ? 'Simulated time' : 'Time of measuring', unit: 's' }
      : { title: 'Evaluations', unit: 'count', isWhole: true },
    y: {
      title: measure.kind === 'metric' ? measure.title : 'Hypervolume, share',
      unit: unitOf(result),
    },
    bands: curves.map((curve, i) => ({ ink: i % COLOURS, points: bandOf(curve) })),
    lines: curves.map((curve, i) => ({ ink: i % COLOURS, points: meanOf(curve), isDashed: isDashed(i) })),
  };
  const [first] = curves;
  const rows = everyNth(first?.at.length ?? 0, TABLE_ROWS).map((i) => [
    first!.at[i]!,
    ...curves.map((curve) => meanText(spreadAt(curve, i), scale)),
  ]);
  const caption = `${measureText(measure)}${scale.unit === '' ? '' : ` (${scale.unit})`}, mean ± standard error`;
  return {
    chart,
    table: {
      caption,
      titles: [isTime ? 'Seconds' : 'Evaluations', ...strategies.map(({ name }) => name)],
      rows,
    },
    note: 'Mean over the seeds; the band is one standard error on either side.',
  };
}

function unitOf({ measure }: ComparisonResult): Unit {
  return measure.kind === 'metric' ? measure.unit : 'fraction';
}

function meanOf(curve: Curve | undefined): { x: number; y: number }[] {
  if (!curve) return [];
  return everyNth(curve.at.length, MOST_POINTS).flatMap((i) => {
    const y = curve.mean[i];
    return typeof y === 'number' ? [{ x: curve.at[i]!, y }] : [];
  });
}

function bandOf(curve: Curve | undefined): { x: number; low: number; high: number }[] {
  if (!curve) return [];
  return everyNth(curve.at.length, MOST_POINTS).flatMap((i) => {
    const mean = curve.mean[i];
    const error = curve.standardError[i];
    return typeof mean === 'number' && typeof error === 'number'
      ? [{ x: curve.at[i]!, low: mean - error, high: mean + error }]
      : [];
  });
}

function spreadAt(curve: Curve | undefined, i: number): { n: number; mean?: number; standardError?: number } {
  const mean = curve?.mean[i];
  const standardError = curve?.standardError[i];
  return {
    n: curve?.n[i] ?? 0,
    ...(typeof mean === 'number' ? { mean } : {}),
    ...(typeof standardError === 'number' ? { standardError } : {}),
  };
}

/** Positions in a list of `length`: all, or `most` of them at equal distances, the last among them. */
function everyNth(length: number, most: number): number[] {
  if (length <= most) return Array.from({ length }, (_, i) => i);
  return Array.from({ length: most }, (_, i) => Math.round(((length - 1) * i) / (most - 1)));
}
