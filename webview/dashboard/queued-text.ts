import * as l10n from '@vscode/l10n';
import type { QueuedCandidate } from '../../src/core/journal/run-state';

/** What waits: a candidate in its notation, or the trial that is measured again. */
export function queuedText({ operator, parents, architecture }: QueuedCandidate): string {
  return operator === 'rerun' && parents[0] !== undefined
    ? l10n.t('trial {0} again: {1}', parents[0], architecture)
    : architecture;
}
