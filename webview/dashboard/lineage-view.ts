import * as l10n from '@vscode/l10n';
import type { Lineage } from '../../src/protocol/dashboard-protocol';
import { el } from '../shared/dom';
import { markerGlyph } from '../shared/marker-glyph';
import { changesText } from './lineage-model';
import type { Family, Relative } from './lineage-model';

export interface LineageOptions {
  lineage(trial: number): Promise<Lineage>;
  pick(trial: number, add: boolean): void;
}

/** Where a trial came from, what changed on the way, and what was made of it. */
export class LineageView {
  readonly element = el('div', { class: 'origin' });
  readonly #changes = new Map<number, Promise<ReadonlyMap<number, string>>>();
  #shown: number | undefined;

  constructor(private readonly options: LineageOptions) {}

  show(trial: number, { parents, grandparents, children, moreChildren }: Family, explanation: string): void {
    this.#shown = trial;
    const slots = new Map<number, HTMLElement>();
    const lines = [line(l10n.t('Why'), el('span', { class: 'origin-text' }, explanation))];
    for (const parent of parents) {
      const changes = el('span', { class: 'origin-text changes' });
      slots.set(parent.trial, changes);
      lines.push(line(l10n.t('Parent'), ...this.#chips([parent]), changes));
    }
    if (grandparents.length > 0) lines.push(line(l10n.t('Before'), ...this.#chips(grandparents)));
    if (children.length > 0) {
      const more =
        moreChildren === 0 ? [] : [el('span', { class: 'muted' }, l10n.t('and {0} more', moreChildren))];
      lines.push(line(l10n.t('Became'), ...this.#chips(children), ...more));
    }
    this.element.replaceChildren(...lines);
    if (parents.length > 0) void this.#fill(trial, slots);
  }

  /** The differences come from the host, which knows the space. */
  async #fill(trial: number, slots: ReadonlyMap<number, HTMLElement>): Promise<void> {
    let changes = this.#changes.get(trial);
    if (!changes) {
      changes = this.options
        .lineage(trial)
        .then(({ parents }) => new Map(parents.map((parent) => [parent.trial, changesText(parent.changes)])));
      this.#changes.set(trial, changes);
    }
    try {
      const texts = await changes;
      if (this.#shown !== trial) return;
      for (const [parent, slot] of slots) slot.textContent = texts.get(parent) ?? '';
    } catch {
      // A space of an older version cannot say; the rest of the lineage stands.
      this.#changes.delete(trial);
    }
  }

  #chips(relatives: readonly Relative[]): HTMLElement[] {
    return relatives.map(({ trial, value }) =>
      trialChip(
        trial,
        l10n.t('Select trial {0}, {1}', trial, value),
        (add) => this.options.pick(trial, add),
        value,
      ),
    );
  }
}

/** A trial to click on; `add` with Ctrl, Shift or Command. */
export function trialChip(
  trial: number,
  label: string,
  press: (add: boolean) => void,
  title?: string,
): HTMLElement {
  return el(
    'button',
    {
      class: 'chip',
      type: 'button',
      'aria-label': label,
      title,
      on: { click: (event) => press(event.ctrlKey || event.metaKey || event.shiftKey) },
    },
    markerGlyph(trial),
    el('span', {}, String(trial)),
  );
}

function line(name: string, ...content: readonly Node[]): HTMLElement {
  return el(
    'div',
    { class: 'origin-line' },
    el('span', { class: 'muted' }, name),
    el('div', { class: 'row' }, ...content),
  );
}
