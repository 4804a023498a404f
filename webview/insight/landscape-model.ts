import * as l10n from '@vscode/l10n';
import type { Landscape, LandscapeCell } from '../../src/core/analysis/landscape';
import { FEWEST_FOR_LANDSCAPE } from '../../src/core/analysis/landscape';
import { goalIn } from '../../src/core/analysis/metric-table';
import { trialsWith } from '../../src/core/analysis/trials-with';
import { bestTrial, objectivesOf } from '../../src/core/journal/query';
import type { MeasuredTrial } from '../../src/core/journal/query';
import type { RunState } from '../../src/core/journal/run-state';
import { createKnobTree } from '../../src/core/space/knob-tree';
import type { Knob } from '../../src/core/space/space';
import { metricSpec } from '../../src/core/trial/metric';
import { formatMetric, formatSignificant } from '../../src/core/drawing/format';
import { rowsOf } from './table-data';
import type { TableData } from './table-data';
import { trialCountText } from './trial-count';
import type { UiState } from './ui-state';

export type LandscapeShow = UiState['landscape']['show'];

/** What the map is made of. */
export interface MapQuestion {
  readonly metric: string;
  readonly trials: readonly MeasuredTrial[];
  readonly axes: readonly [number, number];
  readonly centre: MeasuredTrial;
  /** Turns a score back into the metric. */
  readonly sign: 1 | -1;
}

/** The question, or why there is none. */
export function questionOf(
  state: RunState,
  knobs: readonly Knob[],
  chosen: UiState['landscape'],
): MapQuestion | string {
  const metric = objectivesOf(state)[0]?.metric;
  if (metric === undefined) return l10n.t('This run has no objective.');
  if (knobs.length < 2) return l10n.t('A map needs two knobs, and this space has fewer.');
  const trials = trialsWith(state, metric, knobs);
  const best = bestTrial(state);
  const centre = trials.find(({ trial }) => trial === best?.trial) ?? trials[0];
  if (!centre || trials.length < FEWEST_FOR_LANDSCAPE) return tooFewText(trials.length);
  return {
    metric,
    trials,
    axes: axesOf(knobs, chosen, centre),
    centre,
    sign: goalIn(state, metric) === 'maximize' ? 1 : -1,
  };
}

function tooFewText(count: number): string {
  return count === 1
    ? l10n.t('1 measured trial can be compared: from {0} on a process is fitted.', FEWEST_FOR_LANDSCAPE)
    : l10n.t(
        '{0} measured trials can be compared: from {1} on a process is fitted.',
        count,
        FEWEST_FOR_LANDSCAPE,
      );
}

/** As chosen, else the first two knobs that the best candidate has on. */
function axesOf(
  knobs: readonly Knob[],
  chosen: UiState['landscape'],
  { genotype }: MeasuredTrial,
): readonly [number, number] {
  const tree = createKnobTree(knobs);
  const numbered = (name: string | undefined): number => knobs.findIndex((knob) => knob.name === name);
  const on = [...knobs.keys()].filter((knob) => tree.isActive(genotype, knob));
  const all = [...on, ...knobs.keys()];
  const first =
    numbered(chosen.first) >= 0 ? numbered(chosen.first) : all.find((k) => k !== numbered(chosen.second))!;
  const second = numbered(chosen.second);
  return [first, second >= 0 && second !== first ? second : all.find((knob) => knob !== first)!];
}

export interface MapCell {
  readonly text: string;
  /** In [0, 1] over the map. */
  readonly share: number;
  readonly isOff: boolean;
  readonly isCentre: boolean;
  /** Measured trials whose candidate lies here. */
  readonly trials: number;
  readonly label: string;
}

export function mapCells(
  landscape: Landscape,
  { axes: [first, second], metric, trials, centre, sign }: MapQuestion,
  knobs: readonly Knob[],
  show: LandscapeShow,
): readonly (readonly MapCell[])[] {
  const valueOf = (cell: LandscapeCell): number =>
    show === 'mean' ? cell.mean : show === 'sd' ? cell.sd : cell.expectedImprovement;
  const values = landscape.cells.map(valueOf);
  const low = Math.min(...values);
  const range = Math.max(...values) - low;
  const counts = countsHere(trials, centre, first, second);
  return knobs[first]!.values.map((a, i) =>
    knobs[second]!.values.map((b, j) => {
      const at = i * knobs[second]!.values.length + j;
      const cell = landscape.cells[at]!;
      const { mean, sd, expectedImprovement } = cell;
      const n = counts.get(`${i} ${j}`) ?? 0;
      const written = {
        mean: formatMetric(metric, sign * mean),
        sd: formatMetric(metric, sd),
        improvement: formatImprovement(metric, expectedImprovement),
      };
      return {
        text: written[show],
        share: range > 0 ? (values[at]! - low) / range : 0,
        isOff: cell.isOff,
        isCentre: centre.genotype[first] === i && centre.genotype[second] === j,
        trials: n,
        label: cellText(
          `${knobs[first]!.name} ${String(a)}, ${knobs[second]!.name} ${String(b)}`,
          written,
          n,
          cell.isOff,
        ),
      };
    }),
  );
}

function cellText(
  where: string,
  { mean, sd, improvement }: Readonly<Record<LandscapeShow, string>>,
  nTrials: number,
  isOff: boolean,
): string {
  const trials = trialCountText(nTrials);
  return isOff
    ? l10n.t(
        '{0}: mean {1}, sd {2}, expected improvement {3}, {4} there, a knob is off',
        where,
        mean,
        sd,
        improvement,
        trials,
      )
    : l10n.t(
        '{0}: mean {1}, sd {2}, expected improvement {3}, {4} there',
        where,
        mean,
        sd,
        improvement,
        trials,
      );
}

function formatImprovement(metric: string, value: number): string {
  return metricSpec(metric).unit === 'fraction'
    ? `${formatSignificant(Number((value * 100).toPrecision(3)))}\u202f%`
    : formatMetric(metric, value);
}

/** Trials that differ from the centre in the two knobs alone. */
function countsHere(
  trials: readonly MeasuredTrial[],
  { genotype: centre }: MeasuredTrial,
  first: number,
  second: number,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { genotype } of trials) {
    if (!genotype.every((position, knob) => knob === first || knob === second || position === centre[knob]))
      continue;
    const key = `${genotype[first]} ${genotype[second]}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

export function landscapeSentence({ centre, trials, metric }: MapQuestion, landscape: Landscape): string {
  const title = metricSpec(metric).title.toLowerCase();
  const conditioned = trialCountText(landscape.nConditioned);
  return landscape.nConditioned < trials.length
    ? l10n.t(
        'A Gaussian process fitted anew to {0} of {1}, {2} over two knobs with the others as in trial {3}, the best. It is not the model that the strategy had when it chose.',
        conditioned,
        trials.length,
        title,
        centre.trial,
      )
    : l10n.t(
        'A Gaussian process fitted anew to {0}, {1} over two knobs with the others as in trial {2}, the best. It is not the model that the strategy had when it chose.',
        conditioned,
        title,
        centre.trial,
      );
}

export const LANDSCAPE_NOTE = l10n.t(
  'Matérn 5/2 with a length scale for each knob, the likeliest hyperparameters, standardised scores: the process of Bayesian optimization with its defaults, without the logarithm of the regret. A frame marks the best candidate, dots the number of trials there; striped cells have a knob that is off.',
);

export function landscapeTable(
  landscape: Landscape,
  { axes: [first, second], sign }: MapQuestion,
  knobs: readonly Knob[],
): TableData {
  const across = knobs[second]!.values;
  return {
    columns: [
      { title: knobs[first]!.name, align: 'start' },
      { title: knobs[second]!.name, align: 'start' },
      { title: l10n.t('Predicted mean'), name: 'Predicted mean', align: 'end' },
      { title: l10n.t('Standard deviation'), name: 'Standard deviation', align: 'end' },
      { title: l10n.t('Expected improvement'), name: 'Expected improvement', align: 'end' },
    ],
    ...rowsOf(landscape.cells, ({ mean, sd, expectedImprovement }, at) => [
      String(knobs[first]!.values[Math.floor(at / across.length)]),
      String(across[at % across.length]),
      ...[sign * mean, sd, expectedImprovement].map(formatSignificant),
    ]),
  };
}

/** Acquisition values of trials, measured or not. */
export function acquisitionsOf(state: RunState): { trial: number; acquisition: number }[] {
  return state.trials.flatMap(({ trial, explain }) => {
    const acquisition = explain['acquisition'];
    return typeof acquisition === 'number' && Number.isFinite(acquisition) ? [{ trial, acquisition }] : [];
  });
}

/** Scores are higher-is-better. */
export function scoresOf({ trials, metric, sign }: MapQuestion): Float64Array {
  return Float64Array.from(trials, ({ metrics }) => sign * metrics[metric]!);
}
