import { l10n } from 'vscode';
import { InputError } from '../../core/base/errors';

/** Each opens a panel, asks something, or becomes networks to train. */
const MOST_AT_ONCE = 100;

/** What trials were selected for. */
export type TrialsWork = 'retrain' | 'rerun' | 'show';

/** Throws `InputError` for more trials than can be worked on at once, with the limit and how many came. */
export function checkTrialCount(nTrials: number, work: TrialsWork): void {
  if (nTrials > MOST_AT_ONCE) throw new InputError('', tooManyText(work, nTrials));
}

function tooManyText(work: TrialsWork, nTrials: number): string {
  switch (work) {
    case 'retrain':
      return l10n.t(
        'At most {0} candidates can be retrained at once, but {1} are selected: select fewer',
        MOST_AT_ONCE,
        nTrials,
      );
    case 'rerun':
      return l10n.t(
        'At most {0} candidates can be measured again at once, but {1} are selected: select fewer',
        MOST_AT_ONCE,
        nTrials,
      );
    case 'show':
      return l10n.t(
        'At most {0} architectures can be shown at once, but {1} trials are selected: select fewer',
        MOST_AT_ONCE,
        nTrials,
      );
  }
}
