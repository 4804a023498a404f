import * as l10n from '@vscode/l10n';
import type { Comparison } from '../../src/core/comparison/side-by-side';
import { el } from '../shared/dom';

/** Says what dotted parts of lines are, while a line in sight has some. */
export class PartialNote {
  readonly element = el(
    'p',
    { class: 'muted partial-note', hidden: true },
    l10n.t('Dotted: some searches have no value yet, or none any more, and the line is of the others.'),
  );

  /** @param hidden ids of groups that are not drawn */
  show({ groups }: Comparison, hidden: ReadonlySet<string>): void {
    const isPartial = groups.some(
      ({ id, curve, nSeeds }) => !hidden.has(id) && curve.some(({ n }) => n > 0 && n < nSeeds),
    );
    this.element.hidden = !isPartial;
  }
}
