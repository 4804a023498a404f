import * as l10n from '@vscode/l10n';
import { costOf } from '../../src/core/graph/cost';
import type { Comparison } from './comparison';
import { LETTERS } from './comparison';
import type { Difference } from './marks-model';
import { parameterWords } from './metric-model';

/** `3 differences to A; +12.0 k parameters (+8.1 %)`. */
export function summaries(
  { architectures, reference, diffs }: Comparison,
  lines: readonly Difference[],
): { readonly index: number; readonly summary: string }[] {
  return architectures.flatMap((architecture, index) => {
    const diff = diffs[index];
    if (!diff) return [];
    const count = lines.filter(({ network }) => network === index).length;
    const params = parameterWords(
      costOf(architectures[reference]!).paramCount,
      costOf(architecture).paramCount,
    );
    const what = differencesText(count, LETTERS[reference]!);
    return [{ index, summary: [what, params].filter(Boolean).join('; ') }];
  });
}

function differencesText(count: number, reference: string): string {
  if (count === 0) return l10n.t('computes the same as {0}', reference);
  return count === 1
    ? l10n.t('one difference to {0}', reference)
    : l10n.t('{0} differences to {1}', count, reference);
}
