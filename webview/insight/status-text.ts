import * as l10n from '@vscode/l10n';
import type { TrialRecord } from '../../src/core/journal/run-state';

const STATUSES: Readonly<Record<TrialRecord['status'], string>> = {
  running: l10n.t('running'),
  measured: l10n.t('measured'),
  failed: l10n.t('failed'),
};

/** What has become of a trial, in the language of the window. */
export function statusText({ status }: TrialRecord): string {
  return STATUSES[status];
}
