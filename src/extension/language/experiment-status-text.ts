import { l10n } from 'vscode';
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
  const detail = picture
    ? l10n.t('{0} candidates', formatCount(Number(picture.distinct ?? picture.encodings)))
    : '';
  if (errors > 0) return { text: errorsText(errors), detail, severity: 'error' };
  if (warnings > 0) return { text: warningsText(warnings), detail, severity: 'warning' };
  return { text: l10n.t('Valid experiment'), detail, severity: 'none' };
}

function errorsText(n: number): string {
  return n === 1 ? l10n.t('Experiment with 1 error') : l10n.t('Experiment with {0} errors', n);
}

function warningsText(n: number): string {
  return n === 1 ? l10n.t('Experiment with 1 warning') : l10n.t('Experiment with {0} warnings', n);
}
