import * as l10n from '@vscode/l10n';
import type { Architecture } from '../../src/core/graph/architecture';
import { button, checkbox, textField } from '../shared/controls';
import { groupsOf } from '../../src/core/drawing/dag-model';
import type { DagGraph, DagNode } from '../../src/core/drawing/dag-model';
import { heatSelect, legendItems } from '../shared/dag/dag-legend';
import type { Heat } from '../shared/dag/dag-svg';
import { dagTools } from '../shared/dag/dag-tools';
import { DagView } from '../shared/dag/dag-view';
import { layoutDag } from '../shared/dag/layout-service';
import type { Viewport } from '../shared/dag/viewport';
import { el, setText } from '../shared/dom';
import type { Theme } from '../shared/theme';
import { messageOf } from '../../src/core/base/errors';
import { layingOut, LayoutProgress } from '../shared/dag/layout-progress';
import { matchesOf, nextMatch } from '../shared/dag/node-search';
import { nodeCountText } from './node-count';
import { GraphViews, innermostGroups } from './graph-views';
import type { UiState, ViewKind } from './ui-state';

export interface GraphPaneOptions {
  readonly theme: Theme;
  readonly ui: UiState;
  changed(change: Partial<UiState>): void;
  picked(id: string): void;
  save(kind: 'svg' | 'png'): void;
}

/** The drawn graph with search, colours, collapsing and export. */
export class GraphPane {
  readonly element: HTMLElement;
  readonly dag: DagView;
  readonly #found = el('span', { class: 'muted numeric found' });
  readonly #legend = el('div', { class: 'dag-legend' });
  readonly #search;
  readonly #collapseAll;
  readonly #expandAll;
  #architecture: Architecture | undefined;
  #collapsed: ReadonlySet<string> = new Set();
  #graph: DagGraph = { nodes: [], edges: [] };
  #matches: readonly string[] = [];
  #lastFound: string | undefined;
  #layoutNumber = 0;
  #heat: Heat;
  #view: ViewKind;
  #cell: string | undefined;
  readonly #views: GraphViews;
  readonly #progress = new LayoutProgress();

  constructor(private readonly options: GraphPaneOptions) {
    const { ui } = options;
    this.#heat = ui.heat;
    this.#view = ui.view;
    this.#cell = ui.cell;
    this.#lastFound = ui.found;
    this.#views = new GraphViews(ui.view, (view, cell) => this.#showView(view, cell));
    this.dag = new DagView(options.theme, {
      label: l10n.t('Graph of the architecture'),
      wheelZooms: true,
      map: true,
      picked: ({ id }) => options.picked(id),
      opened: (node) => this.#toggle(node),
      viewportChanged: (viewport) => options.changed({ viewport }),
    });
    this.dag.setHeat(ui.heat);
    this.dag.setShapes(ui.shapes);
    const shapes = checkbox({
      label: l10n.t('Shapes'),
      longLabel: l10n.t('Shapes on the edges'),
      checked: ui.shapes,
      change: (on) => {
        options.changed({ shapes: on });
        this.dag.setShapes(on);
      },
    });
    this.#search = textField({
      label: l10n.t('Search nodes'),
      placeholder: l10n.t('Search nodes'),
      icon: 'search',
      value: ui.query,
      input: (query) => {
        options.changed({ query });
        this.#find(query);
      },
      enter: () => this.#next(),
    });
    const heat = heatSelect(ui.heat, (chosen) => {
      this.#heat = chosen;
      options.changed({ heat: chosen });
      this.dag.setHeat(chosen);
      this.#drawLegend();
    });
    this.#collapseAll = button({
      label: l10n.t('Collapse cells'),
      icon: 'collapse',
      look: 'icon',
      press: () => this.#collapse('all'),
    });
    this.#expandAll = button({
      label: l10n.t('Expand all'),
      icon: 'expand',
      look: 'icon',
      press: () => this.#collapse('none'),
    });
    this.element = el(
      'section',
      { class: 'card graph-pane', 'aria-label': l10n.t('Graph') },
      el(
        'div',
        { class: 'card-head' },
        this.#search.element,
        this.#found,
        el('span', { class: 'spring' }),
        heat.element,
        this.#collapseAll.element,
        this.#expandAll.element,
        button({
          label: l10n.t('Save as SVG'),
          icon: 'export',
          look: 'icon',
          press: () => options.save('svg'),
        }).element,
        button({
          label: l10n.t('Save as PNG'),
          icon: 'image',
          look: 'icon',
          press: () => options.save('png'),
        }).element,
      ),
      el(
        'div',
        { class: 'row view-row' },
        this.#views.element,
        el('span', { class: 'spring' }),
        shapes.element,
      ),
      el(
        'div',
        { class: 'dag-frame' },
        this.dag.element,
        this.#progress.element,
        this.#legend,
        ...(this.dag.map ? [this.dag.map] : []),
        dagTools(this.dag),
      ),
    );
  }

  /** @param viewport where the drawing was before a reload or an edit */
  async show(architecture: Architecture, collapsed: ReadonlySet<string>, viewport?: Viewport): Promise<void> {
    this.#architecture = architecture;
    this.#cell = this.#views.show(architecture, this.#view, this.#cell);
    if (this.#views.isHidden) this.#view = 'network';
    await this.#draw(collapsed, viewport ?? 'fit');
    this.#find(this.#search.value);
  }

  setTheme(theme: Theme): void {
    this.dag.setTheme(theme);
  }

  /** Marks the drawn node that is `id`, or that hides it. With `keep` nothing moves to bring it into sight. */
  setCurrent(id: string, keep = false): void {
    const position = this.#architecture?.nodes.findIndex(({ name }) => name === id) ?? -1;
    const isOrHides = ({ id: drawn, tone, members }: DagNode): boolean =>
      drawn === id || members.includes(position) || (tone === 'group' && id.startsWith(`${drawn}/`));
    this.dag.setCurrent(this.#graph.nodes.find(isOrHides)?.id, keep);
  }

  /** A collapsed group opens; a node's innermost group closes. In the skeleton a cell is looked into. */
  #toggle(node: DagNode): void {
    if (this.#view !== 'network') {
      if (this.#view === 'skeleton' && node.tone === 'group') this.#showView('cell', node.id);
      return;
    }
    const collapsed = new Set(this.#collapsed);
    if (node.tone === 'group') collapsed.delete(node.id);
    else if (node.group !== undefined) collapsed.add(node.group);
    else return;
    void this.#redraw(collapsed, node.group ?? node.id);
  }

  #collapse(what: 'all' | 'none'): void {
    if (!this.#architecture) return;
    void this.#redraw(what === 'none' ? new Set() : innermostGroups(this.#architecture), undefined);
  }

  #showView(view: ViewKind, wanted: string | undefined): void {
    const cell = wanted ?? this.#cell;
    this.#view = view;
    this.#cell = cell;
    this.#views.set(view, cell);
    this.options.changed({ view, cell, viewport: undefined });
    void this.#draw(this.#collapsed, 'fit').then(() => this.#find(this.#search.value));
  }

  async #redraw(collapsed: ReadonlySet<string>, current: string | undefined): Promise<void> {
    this.options.changed({ collapsed: [...collapsed], viewport: undefined });
    await this.#draw(collapsed, 'fit');
    this.#find(this.#search.value);
    if (current !== undefined) this.setCurrent(current);
  }

  async #draw(collapsed: ReadonlySet<string>, place: Viewport | 'fit'): Promise<void> {
    const architecture = this.#architecture;
    if (!architecture) return;
    const number = ++this.#layoutNumber;
    const graph = this.#views.graph(architecture, this.#view, this.#cell, collapsed);
    this.#progress.begin(layingOut(graph.nodes.length));
    const isNewest = (): boolean => number === this.#layoutNumber;
    const layout = await layoutDag(graph, 'labelled', (share) => {
      if (isNewest()) this.#progress.tell(share);
    }).catch((error: unknown) => {
      if (isNewest()) this.#progress.fail(l10n.t('The graph could not be laid out: {0}', messageOf(error)));
    });
    if (!layout || !isNewest()) return;
    this.#progress.end();
    this.#graph = graph;
    this.#collapsed = collapsed;
    this.dag.show(layout);
    if (place !== 'fit') this.dag.setViewport(place);
    const groups = groupsOf(architecture).length > 0 && this.#view === 'network';
    this.#collapseAll.set({ hidden: !groups });
    this.#expandAll.set({ hidden: !groups, disabled: collapsed.size === 0 });
    this.#drawLegend();
  }

  #find(query: string): void {
    if (!this.#architecture) return;
    this.#matches = matchesOf(this.#architecture, this.#graph, query);
    this.dag.setMarked(new Set(this.#matches));
    setText(this.#found, query.trim() === '' ? '' : l10n.t('{0} found', this.#matches.length));
  }

  #next(): void {
    const id = nextMatch(this.#matches, this.#lastFound);
    if (id === undefined) return;
    this.#lastFound = id;
    this.options.changed({ found: id });
    this.setCurrent(id);
    this.options.picked(id);
  }

  #drawLegend(): void {
    const layout = this.dag.layout;
    if (!layout) return;
    this.#legend.replaceChildren(
      ...legendItems([layout], this.#heat),
      el('span', { class: 'legend-item muted' }, nodeCountText(layout.nodes.length)),
    );
  }
}
