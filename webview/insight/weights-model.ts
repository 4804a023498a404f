import * as l10n from '@vscode/l10n';
import { discreteChoices, relativeEntropy } from '../../src/core/analysis/architecture-weights';
import { MOST_SKIPS } from '../../src/core/analysis/skip-warnings';
import type { SkipWarning } from '../../src/core/analysis/skip-warnings';
import type { Decision, WeightsCourse, WeightsPoint } from '../../src/core/journal/weights-course';
import { groupDigits } from '../../src/core/drawing/format';
import type { UiState } from './ui-state';

/** What is looked at. */
export interface WeightsSeen {
  readonly course: WeightsCourse;
  /** Position of the chosen decision. */
  readonly decision: number;
  /** Position of the chosen point. */
  readonly at: number;
}

/** As chosen, else the network that was begun last, its first decision and its newest step; nothing before there are weights. */
export function weightsSeen(
  courses: readonly WeightsCourse[],
  chosen: UiState['weights'],
): WeightsSeen | undefined {
  const course = courses.find((one) => networkKey(one) === chosen.network) ?? courses.at(-1);
  if (!course || course.points.length === 0) return undefined;
  const decision = course.decisions.findIndex((one) => decisionKey(one) === chosen.decision);
  const { step } = chosen;
  const at = step === undefined ? -1 : course.points.findLastIndex((point) => point.step <= step);
  return {
    course,
    decision: Math.max(0, decision),
    at: at < 0 ? course.points.length - 1 : at,
  };
}

/** Says the same in every language. */
export function networkKey({ trial }: WeightsCourse): string {
  return trial === undefined ? 'run' : String(trial);
}

export function networkText({ trial }: WeightsCourse): string {
  return trial === undefined ? l10n.t('Whole run') : l10n.t('Trial {0}', trial);
}

/** Says the same in every language. */
export function decisionKey({ cell, name }: Decision): string {
  return cell === undefined ? name : `${cell}: ${name}`;
}

export function stepText({ unit }: WeightsCourse, { step }: WeightsPoint): string {
  return unit === 'epoch' ? l10n.t('Epoch {0}', digits(step)) : l10n.t('Batch {0}', digits(step));
}

export function percent(share: number): string {
  return `${Math.round(share * 100)}\u202f%`;
}

/** A weight in a cell: a tenth of a percent is what an epoch moves. */
export function weightText(weight: number): string {
  return `${(weight * 100).toFixed(1)}\u202f%`;
}

/** What the weights of a step come to, in two sentences. */
export function weightsSentence({ course, at }: WeightsSeen): string {
  const point = course.points[at]!;
  const choices = discreteChoices(course, point);
  const kept = choices.filter(({ isKept }) => isKept);
  const counts = new Map<string, number>();
  choices.forEach(({ isKept, alternative }, i) => {
    const name = course.decisions[i]!.alternatives[alternative]!;
    if (isKept) counts.set(name, (counts.get(name) ?? 0) + 1);
  });
  const ranked = [...counts].sort(([, a], [, b]) => b - a).map(([name, n]) => `${name}\u00a0${n}`);
  const entropy = point.weights.reduce((sum, row) => sum + relativeEntropy(row), 0) / point.weights.length;
  return [
    l10n.t(
      '{0}. The discrete network keeps {1} of {2} decisions: {3}.',
      stepText(course, point),
      kept.length,
      choices.length,
      ranked.join(', '),
    ),
    l10n.t('The weights are {0} undecided on average.', percent(entropy)),
    ...(course.every > 1 ? [l10n.t('Of this long course every step in {0} is shown.', course.every)] : []),
  ].join(' ');
}

/** What was found, since when, and what it means. */
export function warningText(
  { cell, skips, kept, since }: SkipWarning,
  course: Pick<WeightsCourse, 'unit'>,
): string {
  const what =
    cell === undefined
      ? l10n.t('Skip connections take over: they are {0} of the {1} choices that stay.', skips, kept)
      : l10n.t(
          'Skip connections take over the cell {0}: they are {1} of the {2} choices that stay.',
          cell,
          skips,
          kept,
        );
  const when =
    course.unit === 'epoch'
      ? l10n.t('There have been {0} or more since epoch {1}.', MOST_SKIPS, digits(since))
      : l10n.t('There have been {0} or more since batch {1}.', MOST_SKIPS, digits(since));
  const meaning = l10n.t(
    'Differentiable searches are known to collapse this way: a network that is hardly trained learns fastest through skip connections, and the discrete network is worse than its weights promise. DARTS+ (Liang et al., 2019) stops a search at two in a normal cell: an earlier step is the safer choice.',
  );
  return [what, when, meaning].join(' ');
}

export const NO_WEIGHTS = l10n.t(
  'This run has no architecture weights. Only differentiable searches have them: they train one network that holds all alternatives of each decision at once, and learn how much of each it takes.',
);

export const NO_STEP_YET = l10n.t('A network is trained, and has not told its weights yet.');

export const WEIGHTS_NOTE = l10n.t(
  "Weights behind the softmax. Bold is the strongest alternative that is not none. What the discrete network leaves out is decided by DARTS's rule (Liu et al., 2019). Undecided is the entropy as a share of that of equal weights.",
);

function digits(step: number): string {
  return groupDigits(String(step));
}
