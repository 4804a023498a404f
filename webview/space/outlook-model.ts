import type { ExperimentOutlook } from '../../src/protocol/space-protocol';
import {
  formatMilliseconds,
  formatShape,
  groupDigits,
  plural,
  scientific,
} from '../../src/core/drawing/format';
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
            name: 'Estimated time',
            value: `about ${roughly(estimate.minutes)}`,
            note: `(${estimate.basis})`,
          },
        ];
  const data =
    dataset === undefined
      ? []
      : [
          {
            name: 'Examples',
            value: grouped(dataset.train),
            note: `to train on, ${grouped(dataset.validation)} to validate, ${grouped(dataset.test)} to test; ${formatShape(dataset.inputShape)}, from ${dataset.name}`,
          },
        ];
  const seen =
    budgetTrials === undefined
      ? []
      : [
          {
            name: 'Budget',
            value: plural(budgetTrials, 'trial'),
            note: seenText(budgetTrials, BigInt(encodings)),
          },
        ];
  return [...seen, ...time, ...data];
}

function seenText(trials: number, encodings: bigint): string {
  if (BigInt(trials) >= encodings) return 'enough for every encoding';
  const oneIn = encodings / BigInt(trials);
  if (oneIn < 100n) return `at most ${percent(trials / Number(encodings))} of the encodings`;
  const digits = String(oneIn);
  return `at most one in ${scientific(digits) ?? groupDigits(digits)} encodings`;
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
