import type { Problem } from '../../core/experiment/experiment';
import { formatCount } from '../format';

export interface StatusText {
  readonly text: string;
  readonly detail: string;
  readonly severity: Problem['severity'] | 'none';
}

/** `Valid experiment` with the size of its space, or how much is wrong. */
export function statusOf(
  problems: readonly Pick<Problem, 'severity'>[],
  picture: { readonly encodings: string; readonly distinct: string | null } | undefined,
): StatusText {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const warnings = problems.length - errors;
  const detail = picture ? `${formatCount(Number(picture.distinct ?? picture.encodings))} candidates` : '';
  if (errors > 0) return { text: `Experiment with ${counted(errors, 'error')}`, detail, severity: 'error' };
  if (warnings > 0)
    return { text: `Experiment with ${counted(warnings, 'warning')}`, detail, severity: 'warning' };
  return { text: 'Valid experiment', detail, severity: 'none' };
}

function counted(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? '' : 's'}`;
}
