import * as l10n from '@vscode/l10n';
import { el, setText } from '../shared/dom';
import type { RetrainedPicture } from './retrained-model';

/** What retraining gave the selected candidate, as a small table beside the search; hidden while there is nothing. */
export function retrainedView(): {
  readonly element: HTMLElement;
  show(picture: RetrainedPicture | undefined): void;
} {
  const title = el('h3', {});
  const body = el('tbody', {});
  const head = el(
    'thead',
    {},
    el(
      'tr',
      {},
      el('th', { scope: 'col' }, el('span', { class: 'visually-hidden' }, l10n.t('Metric'))),
      el('th', { scope: 'col' }, l10n.t('Search, validation')),
      el('th', { scope: 'col' }, l10n.t('Retrained, test')),
    ),
  );
  const table = el('table', { class: 'retrained-table' }, head, body);
  const notes = el('ul', { class: 'retrained-notes muted' });
  const element = el('section', { class: 'retrained', hidden: true }, title, table, notes);
  return {
    element,
    show(picture) {
      element.hidden = picture === undefined;
      if (!picture) return;
      setText(title, picture.title);
      table.hidden = picture.rows.length === 0;
      body.replaceChildren(
        ...picture.rows.map(({ name, search, retrained }) =>
          el(
            'tr',
            {},
            el('th', { scope: 'row' }, name),
            el('td', {}, search),
            el('td', { class: 'strong' }, retrained),
          ),
        ),
      );
      notes.hidden = picture.notes.length === 0;
      notes.replaceChildren(...picture.notes.map((note) => el('li', {}, note)));
    },
  };
}
