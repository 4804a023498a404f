import * as l10n from '@vscode/l10n';
import { el } from '../dom';
import { check, menuItem, tool } from '../tool';
import { DEFAULT_LAYOUT, moveColumn, orderedColumns, showColumn } from './column-layout';
import type { ColumnLayout } from './column-layout';
import type { Column } from './table-model';

/** A list of all columns: which are shown, and in which order. */
export function columnChooser<R>(
  columns: readonly Column<R>[],
  start: ColumnLayout,
  changed: (layout: ColumnLayout) => void,
): HTMLElement[] {
  let layout = start;
  const list = el('ul', { class: 'columns' });
  const apply = (next: ColumnLayout): void => {
    layout = next;
    changed(next);
  };
  const fill = (focus?: { readonly id: string; readonly by: number }): void => {
    const ordered = orderedColumns(columns, layout);
    list.replaceChildren(
      ...ordered.map(({ id, title }, i) => {
        const shown = check(title, i === 0 || !layout.hidden.includes(id), (isShown) =>
          apply(showColumn(layout, id, isShown)),
        );
        if (i === 0) shown.querySelector('input')!.disabled = true;
        const mover = (by: number): HTMLElement => {
          const button = tool({
            label: by < 0 ? l10n.t('Move {0} up', title) : l10n.t('Move {0} down', title),
            icon: by < 0 ? 'up' : 'down',
            press: () => {
              apply(moveColumn(columns, layout, id, by));
              fill({ id, by });
            },
          });
          button.set({ disabled: i === 0 || (by < 0 ? i === 1 : i === ordered.length - 1) });
          button.element.dataset['move'] = `${id} ${by}`;
          return button.element;
        };
        return el('li', {}, shown, mover(-1), mover(1));
      }),
    );
    if (focus) {
      const buttons = [...list.querySelectorAll<HTMLButtonElement>('[data-move]')];
      const same = buttons.find(({ dataset }) => dataset['move'] === `${focus.id} ${focus.by}`);
      const other = buttons.find(({ dataset }) => dataset['move'] === `${focus.id} ${-focus.by}`);
      (same?.disabled === true ? other : same)?.focus();
    }
  };
  fill();
  const reset = menuItem({
    label: l10n.t('Reset columns'),
    icon: 'refresh',
    press: () => {
      apply(DEFAULT_LAYOUT);
      fill();
    },
  });
  return [el('h3', {}, l10n.t('Columns')), list, el('div', { class: 'menu-line' }), reset];
}
