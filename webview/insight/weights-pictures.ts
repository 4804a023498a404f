import * as l10n from '@vscode/l10n';
import { relativeEntropy } from '../../src/core/analysis/architecture-weights';
import type { PlotLine, PlotPicture, XY } from '../shared/chart/picture';
import { decisionKey, percent, stepText, weightText } from './weights-model';
import type { WeightsSeen } from './weights-model';

/** Colours come round after so many alternatives; the next ones are dashed. */
export const COLORS = 6;

/** How the weights of one decision went; an upright line marks the chosen step. */
export function decisionPicture(seen: WeightsSeen): PlotPicture {
  const { course, decision } = seen;
  const { points, decisions } = course;
  const { alternatives } = decisions[decision]!;
  const lines = alternatives.map((_, i): PlotLine => ({
    points: points.map(({ step, weights }) => ({ x: step, y: weights[decision]![i]! })),
    color: { trial: i },
    dashed: i >= COLORS,
  }));
  const highest = Math.max(...points.map(({ weights }) => Math.max(...weights[decision]!)));
  const last = points.at(-1)!;
  const ranked = alternatives
    .map((name, i) => ({ name, weight: last.weights[decision]![i]! }))
    .sort((a, b) => b.weight - a.weight);
  return {
    x: { unit: 'count', log: false, whole: true },
    y: { unit: 'fraction', log: false },
    lines: [...lines, markOf(seen, 0, highest)],
    points: [],
    summary: l10n.t(
      'Weights of {0} over {1} steps. {2}: {3}.',
      decisionKey(decisions[decision]!),
      points.length,
      stepText(course, last),
      ranked.map(({ name, weight }) => `${name} ${weightText(weight)}`).join(', '),
    ),
    nothing: l10n.t('There are no weights yet.'),
  };
}

/** How undecided each decision was over time; the chosen one and the mean stand out. */
export function entropyPicture(seen: WeightsSeen): PlotPicture {
  const { course, decision } = seen;
  const { points, decisions } = course;
  const entropies = points.map(({ weights }) => weights.map(relativeEntropy));
  const line = (of: (row: readonly number[]) => number): readonly XY[] =>
    points.map(({ step }, i) => ({ x: step, y: of(entropies[i]!) }));
  const mean = (row: readonly number[]): number => row.reduce((a, b) => a + b, 0) / row.length;
  const others = decisions.flatMap((_, i): PlotLine[] =>
    i === decision ? [] : [{ points: line((row) => row[i]!), color: 'foreground', thin: true, pale: true }],
  );
  const first = mean(entropies[0]!);
  const last = mean(entropies.at(-1)!);
  return {
    x: { unit: 'count', log: false, whole: true },
    y: { unit: 'fraction', log: false },
    lines: [
      // The first lies on top.
      { points: line((row) => row[decision]!), color: { trial: 0 } },
      { points: line(mean), color: 'foreground', dashed: true },
      markOf(seen, Math.min(...entropies.flat()), Math.max(...entropies.flat())),
      ...others,
    ],
    points: [],
    summary: l10n.t(
      'How undecided {0} decisions were over {1} steps: from {2} to {3} on average, {4} at last in {5}.',
      decisions.length,
      points.length,
      percent(first),
      percent(last),
      percent(entropies.at(-1)![decision]!),
      decisionKey(decisions[decision]!),
    ),
    nothing: l10n.t('There are no weights yet.'),
  };
}

function markOf({ course, at }: WeightsSeen, low: number, high: number): PlotLine {
  const { step } = course.points[at]!;
  return {
    points: [
      { x: step, y: low },
      { x: step, y: high },
    ],
    color: 'foreground',
    dashed: true,
    thin: true,
  };
}
