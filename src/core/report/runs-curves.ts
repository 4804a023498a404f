import { HYPERVOLUME } from '../comparison/choose-measure';
import type { Curves } from '../comparison/side-by-side';
import type { By } from '../comparison/side-by-side-choices';
import { budgetText, meanText, scaleOf } from '../comparison/value-text';
import { formatMilliseconds } from '../drawing/format';
import { metricSpec } from '../trial/metric';
import type { ChartAxis } from './chart';
import { evenly } from './evenly';
import { meanNote, meanWithBand } from './mean-curves';
import type { ChartWithTable } from './run-charts';

const TABLE_ROWS = 10;

const AXES: Readonly<Record<By, ChartAxis>> = {
  evaluations: { title: 'Trials, in full measurements', unit: 'count', isWhole: true },
  time: { title: 'Running time', unit: 's' },
  simulated: { title: 'Simulated time', unit: 's' },
};

const WORDS: Readonly<Record<By, string>> = {
  evaluations: 'by trials',
  time: 'by running time',
  simulated: 'by simulated time',
};

export function measureTitle(metric: string): string {
  return metric === HYPERVOLUME ? 'Hypervolume' : metricSpec(metric).title;
}

/** `after 50 evaluations`, `after 12 min`. */
export function whenText(by: By, at: number): string {
  return `after ${by === 'evaluations' ? budgetText('evaluations', at) : formatMilliseconds(at * 1000)}`;
}

/** The best so far of each group of runs along one axis. */
export function runsCurve({ metric, measure, by, grid, groups }: Curves): ChartWithTable {
  const title = measureTitle(metric);
  const lasts = groups.map(({ curve }) => curve.findLast(({ n }) => n > 0) ?? { n: 0 });
  const scale = scaleOf(measure, lasts);
  const unit = scale.unit === '' ? '' : ` ${scale.unit}`;
  const hasPartial = groups.some(({ curve, nSeeds }) => curve.some(({ n }) => n > 0 && n < nSeeds));
  return {
    chart: {
      id: `curves-${metric}-${by}`,
      title: `${title} of the best so far, ${WORDS[by]}`,
      summary: `Mean over the seeds. At the end: ${groups
        .map(({ name }, i) => `${name} ${meanText(lasts[i]!, scale)}${unit}`)
        .join('; ')}.`,
      x: AXES[by],
      y: { title, unit: measure.kind === 'metric' ? measure.unit : 'fraction' },
      ...meanWithBand(groups.map(({ curve, nSeeds }) => ({ at: grid, spreads: curve, all: nSeeds }))),
    },
    table: {
      caption: `${title}${scale.unit === '' ? '' : ` (${scale.unit})`}, mean ± standard error`,
      titles: [by === 'evaluations' ? 'Evaluations' : 'After', ...groups.map(({ name }) => name)],
      rows: evenly([...grid.keys()], TABLE_ROWS).map((i) => [
        by === 'evaluations' ? Number(grid[i]!.toPrecision(4)) : formatMilliseconds(grid[i]! * 1000),
        ...groups.map(({ curve }) => meanText(curve[i]!, scale)),
      ]),
    },
    note: meanNote(hasPartial),
  };
}
