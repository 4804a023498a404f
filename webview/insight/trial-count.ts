import * as l10n from '@vscode/l10n';
import { groupDigits } from '../../src/core/drawing/format';

export function trialCountText(count: number): string {
  return count === 1 ? l10n.t('1 trial') : l10n.t('{0} trials', groupDigits(String(count)));
}
