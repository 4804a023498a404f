import * as l10n from '@vscode/l10n';
import type { ExperimentOutlook } from '../../src/protocol/space-protocol';
import { formatMilliseconds, formatShape, groupDigits, scientific } from '../../src/core/drawing/format';
import { percent } from './limits-model';
import type { BigNumber } from './space-model';

/**
 * How much of the space the experiment would see, how long that would take and on what, as the header shows it; nothing
 * where nothing is known.
 *
 * @param encodings decimal digits
 */
export function outlookOf(
  { dataset, estimate, budgetTrials }: ExperimentOutlook,
  encodings: string,
): BigNumber[] {
  const time =
    estimate === null
      ? []
      : [
          {
            name: l10n.t('Estimated time'),
            value: l10n.t('about {0}', roughly(estimate.minutes)),
            note: `(${estimate.basis})`,
          },
        ];
  const data =
    dataset === undefined
      ? []
      : [
          {
            name: l10n.t('Examples'),
            value: grouped(dataset.train),
            note: l10n.t(
              'to train on, {0} to validate, {1} to test; {2}, from {3}',
              grouped(dataset.validation),
              grouped(dataset.test),
              formatShape(dataset.inputShape),
              dataset.name,
            ),
          },
        ];
  const seen =
    budgetTrials === undefined
      ? []
      : [
          {
            name: l10n.t('Budget'),
            value: budgetTrials === 1 ? l10n.t('1 trial') : l10n.t('{0} trials', grouped(budgetTrials)),
            note: seenText(budgetTrials, BigInt(encodings)),
          },
        ];
  return [...seen, ...time, ...data];
}

function seenText(trials: number, encodings: bigint): string {
  if (BigInt(trials) >= encodings) return l10n.t('enough for every encoding');
  const oneIn = encodings / BigInt(trials);
  if (oneIn < 100n) return l10n.t('at most {0} of the encodings', percent(trials / Number(encodings)));
  const digits = String(oneIn);
  return l10n.t('at most one in {0} encodings', scientific(digits) ?? groupDigits(digits));
}

/** A warning with its place, as one sentence. */
export function warningText({ path, message }: ExperimentOutlook['warnings'][number]): string {
  return path === '' || message.startsWith(path) ? message : `${path}: ${message}`;
}

/** Whole minutes from two minutes on, else tens of seconds: a guess that is good to a factor of two needs no more. */
function roughly(minutes: number): string {
  return minutes >= 2
    ? formatMilliseconds(Math.round(minutes) * 60_000)
    : `${10 * Math.max(1, Math.round(minutes * 6))} s`;
}

function grouped(count: number): string {
  return groupDigits(String(count));
}
