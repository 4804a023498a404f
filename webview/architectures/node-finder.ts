import * as l10n from '@vscode/l10n';
import { textField } from '../shared/controls';
import { nextMatch } from '../shared/dag/node-search';
import { el, setText } from '../shared/dom';
import type { Found } from './found-model';

export interface NodeFinderOptions {
  readonly query: string;
  changed(query: string): void;
  /** Enter: the next node that was found. */
  go(id: string, networks: readonly number[]): void;
}

/** Search in all networks at once, with how many nodes were found. */
export class NodeFinder {
  readonly elements: readonly HTMLElement[];
  readonly #count = el('span', { class: 'muted numeric found' });
  #found: Found = { inEach: [], inTurn: [] };
  #last: string | undefined;

  constructor(private readonly options: NodeFinderOptions) {
    const search = textField({
      label: l10n.t('Search nodes'),
      placeholder: l10n.t('Search nodes'),
      icon: 'search',
      value: options.query,
      input: (query) => options.changed(query),
      enter: () => this.#next(),
    });
    this.elements = [search.element, this.#count];
  }

  show(found: Found, query: string): void {
    this.#found = found;
    setText(this.#count, query.trim() === '' ? '' : l10n.t('{0} found', found.inTurn.length));
  }

  #next(): void {
    const id = nextMatch(this.#found.inTurn, this.#last);
    this.#last = id;
    if (id === undefined) return;
    this.options.go(
      id,
      this.#found.inEach.flatMap((found, i) => (found.has(id) ? [i] : [])),
    );
  }
}
