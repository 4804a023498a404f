import * as l10n from '@vscode/l10n';
import { changedKnobs, lineageLayout, lineOf } from '../../src/core/analysis/lineage';
import type { LineageLayout } from '../../src/core/analysis/lineage';
import { bestTrial, objectivesOf } from '../../src/core/journal/query';
import type { RunState, TrialRecord } from '../../src/core/journal/run-state';
import type { Knob } from '../../src/core/space/space';
import { createKnobTree } from '../../src/core/space/knob-tree';
import { metricSpec } from '../../src/core/trial/metric';
import { formatMetric, groupDigits } from '../../src/core/drawing/format';
import { statusText } from './status-text';
import { rowsOf } from './table-data';
import type { TableData } from './table-data';
import { goodnessOf } from '../../src/core/report/parallel-axes';

export interface LineagePicture {
  readonly trials: readonly TrialRecord[];
  readonly layout: LineageLayout;
  /** By trial from bad (0) to good (1); NaN of a trial without a measurement. */
  readonly goodness: Float64Array;
  /** From the oldest forebear to the best trial. */
  readonly bestLine: readonly number[];
  /** By trial, its children in order. */
  readonly children: readonly (readonly number[])[];
  readonly metric: string;
}

export function lineagePicture(state: RunState): LineagePicture {
  const { trials } = state;
  const metric = objectivesOf(state)[0]?.metric ?? '';
  const measured = trials.filter((trial) => trial.status === 'measured');
  const ofMeasured = goodnessOf(state, measured, metric);
  const goodness = new Float64Array(trials.length).fill(Number.NaN);
  measured.forEach(({ trial }, i) => (goodness[trial] = ofMeasured[i]!));
  const children: number[][] = trials.map(() => []);
  for (const { trial, parents } of trials)
    for (const parent of new Set(parents)) children[parent]?.push(trial);
  const best = bestTrial(state);
  return {
    trials,
    layout: lineageLayout(trials),
    goodness,
    bestLine: best ? lineOf(trials, best.trial) : [],
    children,
    metric,
  };
}

export function lineageSentence({ trials, layout, bestLine }: LineagePicture): string {
  if (trials.length === 0) return l10n.t('No trial has been asked for yet.');
  const roots = trials.filter(({ parents }) => parents.length === 0).length;
  if (layout.nGenerations < 2) return loneText(trials.length);
  const all = generationsText(trials.length, layout.nGenerations, roots);
  return bestLine.length === 0 ? all : `${all} ${bestText(bestLine)}`;
}

function loneText(nTrials: number): string {
  return nTrials === 1
    ? l10n.t('1 trial, none made from another: this strategy draws each candidate by itself.')
    : l10n.t(
        '{0} trials, none made from another: this strategy draws each candidate by itself.',
        groupDigits(String(nTrials)),
      );
}

/** Two generations have two trials or more. */
function generationsText(nTrials: number, nGenerations: number, nRoots: number): string {
  const trials = groupDigits(String(nTrials));
  const generations = groupDigits(String(nGenerations));
  return nRoots === 1
    ? l10n.t('{0} trials in {1} generations, 1 fresh draw.', trials, generations)
    : l10n.t(
        '{0} trials in {1} generations, {2} fresh draws.',
        trials,
        generations,
        groupDigits(String(nRoots)),
      );
}

function bestText(line: readonly number[]): string {
  const [first, best, nSteps] = [line[0]!, line.at(-1)!, line.length - 1];
  return nSteps === 1
    ? l10n.t('The best is trial {0}, 1 step from trial {1}.', best, first)
    : l10n.t('The best is trial {0}, {1} steps from trial {2}.', best, groupDigits(String(nSteps)), first);
}

/** What is said of one node. */
export interface LineageStep {
  readonly trial: number;
  readonly operator: string;
  readonly value: string;
  readonly parents: readonly number[];
  readonly children: readonly number[];
  /** What the operator changed, against the first parent: `kernel: 3 → 5`. */
  readonly changes: readonly string[];
}

export function stepOf(
  picture: LineagePicture,
  trial: number,
  knobs: readonly Knob[] | undefined,
): LineageStep | undefined {
  const record = picture.trials[trial];
  if (!record) return undefined;
  const parent = picture.trials[record.parents[0] ?? -1];
  return {
    trial,
    operator: record.operator,
    value: valueText(record, picture.metric),
    parents: record.parents,
    children: picture.children[trial]!,
    changes: parent && knobs ? changesOf(knobs, parent.genotype, record.genotype) : [],
  };
}

function changesOf(knobs: readonly Knob[], before: readonly number[], after: readonly number[]): string[] {
  const tree = createKnobTree(knobs);
  const text = (genotype: readonly number[], knob: number): string =>
    tree.isActive(genotype, knob)
      ? String(knobs[knob]!.values[genotype[knob]!] ?? genotype[knob])
      : l10n.t('off');
  return changedKnobs(before, after)
    .concat(
      // A knob that was switched may have kept its position.
      [...knobs.keys()].filter(
        (knob) => before[knob] === after[knob] && tree.isActive(before, knob) !== tree.isActive(after, knob),
      ),
    )
    .filter((knob) => knobs[knob])
    .map((knob) => `${knobs[knob]!.name}: ${text(before, knob)} → ${text(after, knob)}`);
}

export function valueText(record: TrialRecord, metric: string): string {
  return record.status === 'measured'
    ? `${metricSpec(metric).title} ${formatMetric(metric, record.metrics[metric])}`
    : statusText(record);
}

/** What is said of a node that is pointed at. */
export function nodeText(record: TrialRecord, metric: string): string {
  const { trial, operator, parents } = record;
  const value = valueText(record, metric);
  const last = parents.at(-1);
  if (last === undefined) return l10n.t('Trial {0}, {1}: {2}', trial, operator, value);
  return parents.length === 1
    ? l10n.t('Trial {0}, {1} of {2}: {3}', trial, operator, last, value)
    : l10n.t(
        'Trial {0}, {1} of {2} and {3}: {4}',
        trial,
        operator,
        parents.slice(0, -1).join(', '),
        last,
        value,
      );
}

/** Where an arrow key leads: Left to the parent, Right to the best child, Up and Down within the generation. */
export function neighbourOf(picture: LineagePicture, trial: number, key: string): number | undefined {
  const { layout, children, trials, goodness } = picture;
  switch (key) {
    case 'ArrowLeft':
      return trials[trial]?.parents[0];
    case 'ArrowRight':
      return children[trial]?.reduce<number | undefined>(
        (best, child) => (best === undefined || goodness[child]! > goodness[best]! ? child : best),
        undefined,
      );
    case 'ArrowUp':
    case 'ArrowDown':
      return besideOf(layout, trial, key === 'ArrowDown' ? 1 : -1);
    case 'Home':
      return picture.bestLine[0];
    case 'End':
      return picture.bestLine.at(-1);
    default:
      return undefined;
  }
}

function besideOf(
  { generations, rows }: LineageLayout,
  trial: number,
  direction: 1 | -1,
): number | undefined {
  let found: number | undefined;
  for (let other = 0; other < rows.length; other++) {
    if (generations[other] !== generations[trial] || other === trial) continue;
    const distance = direction * (rows[other]! - rows[trial]!);
    if (distance > 0 && (found === undefined || distance < direction * (rows[found]! - rows[trial]!)))
      found = other;
  }
  return found;
}

export function lineageTable({ trials, layout, metric }: LineagePicture): TableData {
  const cells = (record: TrialRecord, status: string): string[] => [
    String(record.trial),
    String(layout.generations[record.trial]),
    record.operator,
    record.parents.join(' '),
    record.status === 'measured' ? formatMetric(metric, record.metrics[metric]) : status,
  ];
  return {
    columns: [
      { title: l10n.t('Trial'), name: 'Trial', align: 'end' },
      { title: l10n.t('Generation'), name: 'Generation', align: 'end' },
      { title: l10n.t('Made by'), name: 'Made by', align: 'start' },
      { title: l10n.t('Parents'), name: 'Parents', align: 'start' },
      { title: metricSpec(metric).title, align: 'end' },
    ],
    ...rowsOf(
      trials,
      (record) => cells(record, statusText(record)),
      (record) => cells(record, record.status),
    ),
  };
}
