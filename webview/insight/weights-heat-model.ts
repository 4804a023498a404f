import * as l10n from '@vscode/l10n';
import { discreteChoices, relativeEntropy } from '../../src/core/analysis/architecture-weights';
import { rowsOf } from './table-data';
import type { TableData } from './table-data';
import { decisionKey, percent, weightText } from './weights-model';
import type { WeightsSeen } from './weights-model';

export interface HeatCell {
  readonly text: string;
  /** In [0, 1] over all steps, so that colours mean the same at each. */
  readonly share: number;
  readonly isStrongest: boolean;
  readonly label: string;
}

export interface HeatRow {
  readonly name: string;
  readonly cell: string | undefined;
  readonly isKept: boolean;
  /** By column; `undefined` where the decision has no such alternative. */
  readonly cells: readonly (HeatCell | undefined)[];
  readonly choice: string;
  readonly undecided: string;
}

/** The alternatives of all decisions, in order. */
export function heatColumns({ course: { decisions } }: WeightsSeen): readonly string[] {
  return [...new Set(decisions.flatMap(({ alternatives }) => alternatives))];
}

/** Every decision's weights at the chosen step. */
export function heatRows(seen: WeightsSeen): readonly HeatRow[] {
  const { course, at } = seen;
  const point = course.points[at]!;
  const columns = heatColumns(seen);
  const most = Math.max(...course.points.flatMap(({ weights }) => weights.map((row) => Math.max(...row))));
  const choices = discreteChoices(course, point);
  return course.decisions.map((decision, i) => {
    const { alternative, isKept } = choices[i]!;
    const chosen = decision.alternatives[alternative]!;
    return {
      name: decision.name,
      cell: decision.cell,
      isKept,
      cells: columns.map((column): HeatCell | undefined => {
        const weight = point.weights[i]![decision.alternatives.indexOf(column)];
        if (weight === undefined) return undefined;
        const text = weightText(weight);
        const isStrongest = column === chosen;
        const label = labelOf(decisionKey(decision), column, text, isStrongest, isKept);
        return { text, share: weight / most, isStrongest, label };
      }),
      choice: isKept ? chosen : l10n.t('left out'),
      undecided: percent(relativeEntropy(point.weights[i]!)),
    };
  });
}

function labelOf(where: string, column: string, text: string, isStrongest: boolean, isKept: boolean): string {
  if (!isStrongest) return l10n.t('{0}, {1}: {2}', where, column, text);
  return isKept
    ? l10n.t('{0}, {1}: {2}, the strongest, stays', where, column, text)
    : l10n.t('{0}, {1}: {2}, the strongest, left out', where, column, text);
}

/** Every weight of the chosen step, a row each. */
export function weightsTable({ course, at }: WeightsSeen): TableData {
  const { step, weights } = course.points[at]!;
  const rows = course.decisions.flatMap((decision, i) =>
    decision.alternatives.map((name, j) => [
      String(step),
      decision.cell ?? '',
      decision.name,
      name,
      String(weights[i]![j]!),
    ]),
  );
  return {
    columns: [
      { title: l10n.t('Step'), name: 'Step', align: 'end' },
      { title: l10n.t('Cell'), name: 'Cell', align: 'start' },
      { title: l10n.t('Decision'), name: 'Decision', align: 'start' },
      { title: l10n.t('Alternative'), name: 'Alternative', align: 'start' },
      { title: l10n.t('Weight'), name: 'Weight', align: 'end' },
    ],
    ...rowsOf(rows, (row) => row),
  };
}

/** The weights of the chosen decision over time, a row for each step. */
export function decisionTable({ course, decision }: WeightsSeen): TableData {
  const { alternatives } = course.decisions[decision]!;
  return {
    columns: [
      { title: l10n.t('Step'), name: 'Step', align: 'end' },
      ...alternatives.map((name) => ({ title: name, align: 'end' as const })),
    ],
    ...rowsOf(course.points, ({ step, weights }) => [String(step), ...weights[decision]!.map(String)]),
  };
}
