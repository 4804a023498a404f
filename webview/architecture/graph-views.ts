import * as l10n from '@vscode/l10n';
import type { Architecture } from '../../src/core/graph/architecture';
import { repeatedCells } from '../../src/core/graph/cells';
import { select } from '../shared/controls';
import { dagOf, dagOfGroup, groupsOf } from '../../src/core/drawing/dag-model';
import type { DagGraph } from '../../src/core/drawing/dag-model';
import { el } from '../shared/dom';
import { segmented } from '../shared/segmented';
import type { ViewKind } from './ui-state';

const VIEWS: readonly { readonly value: ViewKind; readonly label: string }[] = [
  { value: 'network', label: l10n.t('Network') },
  { value: 'skeleton', label: l10n.t('Skeleton') },
  { value: 'cell', label: l10n.t('One cell') },
];

/** The choice between the whole network, its cells as boxes, and one of them; not there without groups. */
export class GraphViews {
  readonly element: HTMLElement;
  readonly #views;
  readonly #cells;
  #shown: ViewKind;

  constructor(
    view: ViewKind,
    private readonly change: (view: ViewKind, cell: string | undefined) => void,
  ) {
    this.#shown = view;
    this.#views = segmented({
      label: l10n.t('What is drawn'),
      choices: VIEWS,
      value: view,
      change: (value) =>
        change(VIEWS.find((choice) => choice.value === value)?.value ?? 'network', undefined),
    });
    this.#cells = select({
      label: l10n.t('Cell'),
      choices: [],
      value: '',
      change: (cell) => this.change('cell', cell),
    });
    this.element = el('div', { class: 'row views', hidden: true }, this.#views.element, this.#cells.element);
  }

  get isHidden(): boolean {
    return this.element.hidden !== false;
  }

  /** Offers the cells of a network. Returns the one to show: what was asked for, or the first. */
  show(architecture: Architecture, view: ViewKind, cell: string | undefined): string | undefined {
    const letters = new Map(
      repeatedCells(architecture).flatMap(({ letter, groups }) =>
        groups.map(
          (group) => [group, l10n.t('{0} · cell {1}, one of {2}', group, letter, groups.length)] as const,
        ),
      ),
    );
    const groups = [...innermostGroups(architecture)];
    const chosen =
      cell !== undefined && groupsOf(architecture).includes(cell)
        ? cell
        : (letters.keys().next().value ?? groups[0]);
    this.element.hidden = groups.length === 0;
    this.#cells.set(
      groups.map((group) => ({ value: group, label: letters.get(group) ?? group })),
      chosen ?? '',
    );
    this.set(view, chosen);
    return chosen;
  }

  set(view: ViewKind, cell: string | undefined): void {
    this.#shown = view;
    this.#views.set(view);
    this.#cells.element.hidden = this.#shown !== 'cell';
    if (cell !== undefined) this.#cells.choose(cell);
  }

  graph(
    architecture: Architecture,
    view: ViewKind,
    cell: string | undefined,
    collapsed: ReadonlySet<string>,
  ): DagGraph {
    switch (view) {
      case 'network':
        return dagOf(architecture, collapsed);
      case 'skeleton':
        return dagOf(architecture, innermostGroups(architecture));
      case 'cell':
        return cell === undefined ? dagOf(architecture, collapsed) : dagOfGroup(architecture, cell);
    }
  }
}

/** Groups without groups inside. */
export function innermostGroups(architecture: Architecture): ReadonlySet<string> {
  const groups = groupsOf(architecture);
  return new Set(groups.filter((path) => !groups.some((other) => other.startsWith(`${path}/`))));
}
