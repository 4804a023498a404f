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
    const what =
      count === 0
        ? `computes the same as ${LETTERS[reference]!}`
        : `${count === 1 ? 'one difference' : `${count} differences`} to ${LETTERS[reference]!}`;
    return [{ index, summary: [what, params].filter(Boolean).join('; ') }];
  });
}
