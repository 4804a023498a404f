import { curveStretches } from '../comparison/curve-stretches';
import type { Spread } from '../comparison/spread';
import type { Chart, ChartBand, ChartLine } from './chart';
import type { LegendEntry } from './chart-card';
import { evenly } from './evenly';

const COLOURS = 6;
/** More points than this a line of so many pixels cannot show. */
const MOST_POINTS = 200;

/** How one group of searches went. Lists are as long as `at`. */
export interface MeanCurve {
  readonly at: readonly number[];
  readonly spreads: readonly Spread[];
  /** How many searches there are. */
  readonly all: number;
}

/**
 * The means of groups with bands of one standard error. Where only some searches of a group have a value the line is
 * dotted and has no band.
 */
export function meanWithBand(curves: readonly MeanCurve[]): Required<Pick<Chart, 'bands' | 'lines'>> {
  const parts = curves.map((curve, i) => partsOf(curve, i));
  return { bands: parts.flatMap(({ bands }) => bands), lines: parts.flatMap(({ lines }) => lines) };
}

/** Six colours, then the same dashed. */
export function groupLegend(names: readonly string[]): LegendEntry[] {
  return names.map((label, i) => ({ ink: inkOf(i), label, isDashed: isDashed(i) }));
}

/** What line and band are. */
export function meanNote(hasPartial: boolean): string {
  const note = 'Mean over the seeds; the band is one standard error on either side.';
  return hasPartial
    ? `${note} Dotted: some searches have no value yet, or none any more, and the mean is over the others.`
    : note;
}

function partsOf(
  { at, spreads, all }: MeanCurve,
  index: number,
): { readonly bands: ChartBand[]; readonly lines: ChartLine[] } {
  const kept = evenly([...at.keys()], MOST_POINTS);
  const counts = kept.map((i) => spreads[i]!.n);
  const bands: ChartBand[] = [];
  const lines: ChartLine[] = [];
  for (const { first, last, isWhole } of curveStretches(counts, all)) {
    const own = kept.slice(first, last + 1).map((i) => ({ x: at[i]!, ...spreads[i]! }));
    lines.push({
      points: own.map(({ x, mean = 0 }) => ({ x, y: mean })),
      ink: inkOf(index),
      isDashed: isDashed(index),
      isDotted: !isWhole,
    });
    if (!isWhole) continue;
    bands.push({
      points: own.flatMap(({ x, mean = 0, standardError: error }) =>
        error === undefined ? [] : [{ x, low: mean - error, high: mean + error }],
      ),
      ink: inkOf(index),
    });
  }
  return { bands, lines };
}

function inkOf(i: number): number {
  return i % COLOURS;
}

function isDashed(i: number): boolean {
  return Math.floor(i / COLOURS) % 2 === 1;
}
