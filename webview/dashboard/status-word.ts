import * as l10n from '@vscode/l10n';
import type { TrialRecord } from '../../src/core/journal/run-state';

const WORDS: Readonly<Record<TrialRecord['status'], string>> = {
  running: l10n.t('running'),
  measured: l10n.t('measured'),
  failed: l10n.t('failed'),
};

/** How a trial stands, as a person reads it; filters know it by its own name. */
export function statusWord({ status }: TrialRecord): string {
  return WORDS[status];
}
