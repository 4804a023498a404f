import type { ExperimentOutlook } from '../../src/protocol/panel-protocol';
import { formatMilliseconds, formatShape, groupDigits } from '../shared/format';
import type { BigNumber } from './space-model';

/** How long the experiment would take and on what, as the header shows it; nothing where nothing is known. */
export function outlookOf({ dataset, estimate }: ExperimentOutlook): BigNumber[] {
  const time =
    estimate === null
      ? []
      : [
          {
            name: 'Estimated time',
            value: `about ${formatMilliseconds(rounded(estimate.minutes) * 60_000)}`,
            note: estimate.basis,
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
  return [...time, ...data];
}

/** A warning with its place, as one sentence. */
export function warningText({ path, message }: ExperimentOutlook['warnings'][number]): string {
  return path === '' || message.startsWith(path) ? message : `${path}: ${message}`;
}

/** Whole minutes from two minutes on, else tens of seconds: a guess that is good to a factor of two needs no more. */
function rounded(minutes: number): number {
  return minutes >= 2 ? Math.round(minutes) : Math.max(1, Math.round(minutes * 6)) / 6;
}

function grouped(count: number): string {
  return groupDigits(String(count));
}
