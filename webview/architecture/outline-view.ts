import * as l10n from '@vscode/l10n';
import { el, setAttribute } from '../shared/dom';
import { TypeAhead } from '../shared/dag/type-ahead';
import type { OutlineItem } from './outline-model';
import { treeKey, typedAhead, visibleItems } from './outline-model';

export interface OutlineViewOptions {
  picked(id: string): void;
  /** Groups have been opened or closed. */
  folded(closed: readonly string[]): void;
}

/** The architecture as a tree of text: the same nodes for keyboard and screen reader. */
export class OutlineView {
  readonly element: HTMLElement;
  #items: readonly OutlineItem[] = [];
  #closed = new Set<string>();
  #current = '';
  #rows = new Map<string, HTMLElement>();
  readonly #typed = new TypeAhead();

  constructor(private readonly options: OutlineViewOptions) {
    this.element = el('div', {
      class: 'outline',
      role: 'tree',
      'aria-label': l10n.t('Outline of the architecture'),
    });
    this.element.addEventListener('click', (event) => {
      const row = (event.target as Element).closest<HTMLElement>('[data-id]');
      const item = this.#items.find(({ id }) => id === row?.dataset['id']);
      if (!item) return;
      if (item.kind === 'group') this.#toggle(item.id);
      this.#focus(item.id);
    });
    this.element.addEventListener('keydown', (event) => this.#keydown(event));
  }

  /** @param current the selected item, if there is one; a closed group stands for what is inside */
  show(items: readonly OutlineItem[], closed: ReadonlySet<string>, current: string | undefined): void {
    const before = this.#current;
    this.#items = items;
    this.#rows = new Map();
    this.#closed = new Set(closed);
    this.#current = current ?? before;
    if (!items.some(({ id }) => id === this.#current)) this.#current = items[0]?.id ?? '';
    this.#draw();
    if (this.#current !== before) this.#rows.get(this.#current)?.scrollIntoView({ block: 'nearest' });
  }

  /** Opens the groups around the item and scrolls to it, without taking the focus. */
  setCurrent(id: string | undefined): void {
    const item = this.#items.find((candidate) => candidate.id === id);
    if (!item) return;
    const around = [...this.#closed].filter(
      (path) => item.parent === path || item.parent?.startsWith(`${path}/`) === true,
    );
    for (const path of around) this.#closed.delete(path);
    if (around.length > 0) this.#folded();
    this.#moveTo(item.id);
    this.#rows.get(item.id)?.scrollIntoView({ block: 'nearest' });
  }

  #toggle(id: string): void {
    if (!this.#closed.delete(id)) this.#closed.add(id);
    this.#folded();
  }

  #folded(): void {
    this.#draw();
    this.options.folded([...this.#closed]);
  }

  #focus(id: string): void {
    this.#moveTo(id);
    this.#rows.get(id)?.focus();
    this.options.picked(id);
  }

  /** Of a thousand rows two change. */
  #moveTo(id: string): void {
    const before = this.#current;
    this.#current = id;
    for (const changed of [before, id]) {
      const row = this.#rows.get(changed);
      const item = this.#items.find((candidate) => candidate.id === changed);
      if (row && item) this.#dress(row, item);
    }
  }

  #draw(): void {
    const visible = visibleItems(this.#items, this.#closed);
    if (!visible.some(({ id }) => id === this.#current)) {
      const item = this.#items.find(({ id }) => id === this.#current);
      this.#current =
        visible.findLast(({ id }) => item?.parent?.startsWith(id) === true)?.id ?? visible[0]?.id ?? '';
    }
    const hadFocus = this.element.contains(document.activeElement);
    this.#rows = new Map(
      visible.map((item) => [item.id, this.#dress(this.#rows.get(item.id) ?? makeRow(item), item)]),
    );
    this.element.replaceChildren(...this.#rows.values());
    if (hadFocus) this.#rows.get(this.#current)?.focus();
  }

  #dress(row: HTMLElement, item: OutlineItem): HTMLElement {
    const current = item.id === this.#current;
    setAttribute(row, 'aria-selected', current ? 'true' : 'false');
    setAttribute(row, 'tabindex', current ? 0 : -1);
    if (item.kind === 'group')
      setAttribute(row, 'aria-expanded', this.#closed.has(item.id) ? 'false' : 'true');
    return row;
  }

  #keydown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const move = treeKey(visibleItems(this.#items, this.#closed), this.#closed, this.#current, event.key);
    if (move) {
      if (move.kind === 'focus') this.#focus(move.id);
      else this.#toggle(move.id);
    } else if (event.key.length === 1 && /[\p{L}\p{N}]/u.test(event.key)) {
      const word = this.#typed.add(event.key, event.timeStamp);
      const found = typedAhead(visibleItems(this.#items, this.#closed), this.#current, word);
      if (found !== undefined) this.#focus(found);
    } else if (event.key === 'Enter' || event.key === ' ') {
      this.#focus(this.#current);
    } else {
      return;
    }
    event.preventDefault();
  }
}

function makeRow(item: OutlineItem): HTMLElement {
  return el(
    'div',
    {
      role: 'treeitem',
      class: `outline-row ${item.kind}`,
      'data-id': item.id,
      'aria-level': item.level,
      'aria-posinset': item.position,
      'aria-setsize': item.setSize,
      style: `--level: ${item.level}`,
    },
    el('span', { class: 'twist', 'aria-hidden': 'true' }),
    el('span', { class: 'outline-text' }, item.text),
    el('span', { class: 'outline-detail muted' }, item.detail),
  );
}
