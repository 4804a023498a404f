import * as l10n from '@vscode/l10n';
import type { ConstraintEffects } from '../../src/core/space/constraint-effects';
import { el } from '../shared/dom';
import { icon } from '../shared/icons';
import { limitLines, percent, togetherText } from './limits-model';
import type { LimitLine } from './limits-model';

/** What each limit of the experiment leaves of the sample. */
export class LimitsView {
  readonly element: HTMLElement;
  readonly #list = el('ul', { class: 'limits' });
  readonly #together = el('p', { class: 'limits-together' });

  constructor() {
    this.element = el(
      'section',
      { class: 'card', 'aria-label': l10n.t('Effect of the limits'), hidden: true },
      el('div', { class: 'card-head' }, el('h2', {}, l10n.t('Effect of the limits'))),
      this.#list,
      this.#together,
    );
  }

  show(effects: ConstraintEffects): void {
    this.element.hidden = effects.each.length === 0;
    this.#list.replaceChildren(...limitLines(effects).map(row));
    const together = togetherText(effects);
    this.#together.textContent = together ?? '';
    this.#together.hidden = together === undefined;
    this.#together.classList.toggle('none-kept', effects.keptByAll === 0);
  }
}

function row({ title, share, text, isWarning }: LimitLine): HTMLElement {
  const bar = el('span', { class: 'share-bar', 'aria-hidden': 'true' }, el('span', {}));
  if (share !== undefined) (bar.firstElementChild as HTMLElement).style.width = `${share * 100}%`;
  return el(
    'li',
    { class: isWarning ? 'none-kept' : undefined },
    el(
      'div',
      { class: 'row' },
      isWarning ? icon('warning') : undefined,
      el('strong', {}, title),
      ...(share === undefined ? [] : [bar, el('span', { class: 'numeric' }, percent(share))]),
    ),
    el('div', { class: 'muted' }, text),
  );
}
