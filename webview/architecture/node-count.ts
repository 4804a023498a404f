import * as l10n from '@vscode/l10n';
import { groupDigits } from '../../src/core/drawing/format';

export function nodeCountText(count: number): string {
  return count === 1 ? l10n.t('1 node') : l10n.t('{0} nodes', groupDigits(String(count)));
}
