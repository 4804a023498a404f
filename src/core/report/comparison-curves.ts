import { measureText } from '../comparison/findings';
import type { ComparisonResult, Curve } from '../comparison/result';
import type { Spread } from '../comparison/spread';
import type { BudgetUnit } from '../comparison/step-function';
import { meanText, scaleOf } from '../comparison/value-text';
import type { Unit } from '../trial/metric';
import type { Chart } from './chart';
import { evenly } from './evenly';
import { meanNote, meanWithBand } from './mean-curves';
import type { ChartWithTable } from './run-charts';

const TABLE_ROWS = 10;

/** The measure over each unit of budget: the mean over the seeds with a band of one standard error. */
export function comparisonCurves(result: ComparisonResult): ChartWithTable[] {
  const units = [...new Set(result.strategies.flatMap(({ curves }) => curves.map(({ unit }) => unit)))];
  return units.map((unit) => curveChart(result, unit));
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
    ...meanWithBand(
      curves.map((curve) => ({
        at: curve?.at ?? [],
        spreads: (curve?.at ?? []).map((_, i) => spreadAt(curve, i)),
        all: result.seeds.length,
      })),
    ),
  };
  const [first] = curves;
  const rows = evenly([...(first?.at.keys() ?? [])], TABLE_ROWS).map((i) => [
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
    note: meanNote(curves.some((curve) => curve?.n.some((n) => n > 0 && n < result.seeds.length))),
  };
}

function unitOf({ measure }: ComparisonResult): Unit {
  return measure.kind === 'metric' ? measure.unit : 'fraction';
}

function spreadAt(curve: Curve | undefined, i: number): Spread {
  const mean = curve?.mean[i];
  const standardError = curve?.standardError[i];
  return {
    n: curve?.n[i] ?? 0,
    ...(typeof mean === 'number' ? { mean } : {}),
    ...(typeof standardError === 'number' ? { standardError } : {}),
  };
}
