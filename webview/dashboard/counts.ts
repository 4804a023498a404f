import * as l10n from '@vscode/l10n';
import { groupDigits } from '../../src/core/drawing/format';

/** `1 trial`, `1,000 trials`: each a sentence of its own, because languages form their plurals in their own ways. */
export function trialCountText(count: number): string {
  return count === 1 ? l10n.t('1 trial') : l10n.t('{0} trials', groupDigits(String(count)));
}

export function epochCountText(count: number): string {
  return count === 1 ? l10n.t('1 epoch') : l10n.t('{0} epochs', groupDigits(String(count)));
}

/** `3 of 27 epochs`: what is asked of a trial that is not measured in full. */
export function epochsOfText({ epochs, of }: { readonly epochs: number; readonly of: number }): string {
  return l10n.t('{0} of {1} epochs', epochs, of);
}
