import { l10n } from 'vscode';
import type { RunState } from '../../core/journal/run-state';
import type { CandidateWish } from '../../core/search/enqueue';
import type { EnqueuedCandidate } from '../../protocol/run-protocol';

/** What becomes of a candidate that was asked for: `Trial 7 again. The candidate is measured after 2 others`. */
export function enqueuedText(
  state: Pick<RunState, 'status'>,
  wish: CandidateWish,
  enqueued: EnqueuedCandidate,
): string {
  const text = standingText(state, enqueued);
  return 'trial' in wish ? l10n.t('Trial {0} again. {1}', wish.trial, text) : text;
}

function standingText({ status }: Pick<RunState, 'status'>, { standing, ahead }: EnqueuedCandidate): string {
  switch (standing) {
    case 'asked':
      return l10n.t('The candidate is being measured');
    case 'waiting':
      return status.kind === 'paused' ? whenContinued(ahead) : inTurn(ahead);
    case 'budget-spent':
      return l10n.t('The candidate waits: the budget of the run is spent');
    case 'for-resumption':
      return whenResumed(ahead);
  }
}

function inTurn(ahead: number): string {
  if (ahead === 0) return l10n.t('The candidate is measured next');
  if (ahead === 1) return l10n.t('The candidate is measured after 1 other');
  return l10n.t('The candidate is measured after {0} others', ahead);
}

function whenContinued(ahead: number): string {
  if (ahead === 0) return l10n.t('The candidate is measured next, when the run continues');
  if (ahead === 1) return l10n.t('The candidate is measured after 1 other, when the run continues');
  return l10n.t('The candidate is measured after {0} others, when the run continues', ahead);
}

function whenResumed(ahead: number): string {
  if (ahead === 0) return l10n.t('The candidate is measured next, when the run is resumed');
  if (ahead === 1) return l10n.t('The candidate is measured after 1 other, when the run is resumed');
  return l10n.t('The candidate is measured after {0} others, when the run is resumed', ahead);
}
