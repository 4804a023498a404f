import * as l10n from '@vscode/l10n';
import { createArchitecture } from '../../src/core/graph/architecture';
import type { Architecture } from '../../src/core/graph/architecture';
import type { DagGraph } from '../../src/core/drawing/dag-model';
import { messageOf } from '../../src/core/base/errors';
import type {
  ArchitecturesHostOffer,
  ArchitecturesPageOffer,
} from '../../src/protocol/architectures-protocol';
import { PANEL_PROTOCOL_VERSION } from '../../src/protocol/panel-protocol';
import type { ArchitecturePicture } from '../../src/protocol/panel-protocol';
import { banner } from '../shared/banner';
import { checkbox } from '../shared/controls';
import { heatSelect } from '../shared/dag/dag-legend';
import { layingOut, LayoutProgress } from '../shared/dag/layout-progress';
import { placeSoon, warmLayout } from '../shared/dag/layout-service';
import { rasterize } from '../shared/dag/rasterize';
import type { Viewport } from '../shared/dag/viewport';
import { el, setText } from '../shared/dom';
import { connect, reporting } from '../shared/host';
import { LiveRegion } from '../shared/live-region';
import { loading } from '../shared/loading';
import { onThemeChange, readTheme } from '../shared/theme';
import { Columns } from './columns';
import { compareSoon } from './compare-service';
import { LETTERS } from './comparison';
import type { Comparison } from './comparison';
import { DifferenceSteps } from './difference-steps';
import { differenceList, metricTable } from './differences-view';
import { differencesOf, marksOf } from './marks-model';
import type { Difference } from './marks-model';
import { foundIn, foundText } from './found-model';
import { metricRows } from './metric-model';
import { NodeFinder } from './node-finder';
import { pageHead, referenceChoice } from './page-head';
import { summaries } from './summary-model';
import { sideBySideSvg } from './side-by-side-svg';
import { restoredUi, UI_VERSION } from './ui-state';
import type { UiState } from './ui-state';
import {
  collapsesAtFirst,
  drawnAs,
  graphsOf,
  groupOf,
  layoutsOf,
  unchangedGroups,
  unionOf,
  unionRequest,
} from './union-model';
import type { Union } from './union-model';

/** Two or three architectures side by side: what they share, where they differ, and what that costs. */
export class ArchitecturesPage {
  readonly elements: readonly HTMLElement[];
  readonly #host = connect<ArchitecturesHostOffer, ArchitecturesPageOffer, UiState>(UI_VERSION);
  readonly #banner = banner();
  readonly #live = new LiveRegion(500);
  readonly #report = reporting((message) => this.#banner.show(message));
  readonly #loading = loading(l10n.t('Loading the architectures'));
  readonly #title = el('h1', {});
  readonly #reference = el('div', { class: 'row' });
  readonly #differences = el('div', { class: 'difference-groups' });
  readonly #metrics = el('div', { class: 'metrics-frame' });
  readonly #columns: Columns;
  readonly #content: HTMLElement;
  readonly #onlyChanged;
  readonly #progress = new LayoutProgress();
  readonly #finder: NodeFinder;
  readonly #steps = new DifferenceSteps((line) => this.#pickLine(line));
  #ui: UiState = restoredUi(this.#host.saved);
  #theme = readTheme();
  #pictures: readonly ArchitecturePicture[] = [];
  #union: Union | undefined;
  #collapsed: ReadonlySet<string> = new Set();
  #layoutNumber = 0;
  #architectures: readonly Architecture[] = [];
  #graphs: readonly DagGraph[] = [];

  constructor() {
    this.#columns = new Columns({
      theme: () => this.#theme,
      picked: (id) => this.#choose({ selected: id }),
      opened: (id) => this.#toggle(id),
      moved: (viewport) => this.#choose({ viewport }),
      openOne: (index) => this.#report(this.#host.peer.request('architecture/open', { index })),
      copy: (index) => this.#copy(this.#pictures[index]!.notation),
      compare: (after) =>
        this.#report(this.#host.peer.request('text/compare', { before: this.#referenceNow, after })),
    });
    this.#finder = new NodeFinder({
      query: this.#ui.query,
      changed: (query) => {
        this.#choose({ query });
        this.#find();
      },
      go: (id, networks) => {
        this.#choose({ selected: id });
        this.#columns.select(id);
        this.#live.say(foundText(id, networks));
      },
    });
    this.#onlyChanged = checkbox({
      label: l10n.t('Only what differs'),
      longLabel: l10n.t('Only what differs: groups without differences are collapsed'),
      checked: false,
      change: (only) => this.#recollapse(only ? unchangedGroups(this.#union!) : new Set()),
    });
    const shapes = checkbox({
      label: l10n.t('Shapes'),
      longLabel: l10n.t('Shapes on the edges'),
      checked: this.#ui.shapes,
      change: (on) => {
        this.#choose({ shapes: on });
        this.#columns.setShapes(on);
      },
    });
    const heat = heatSelect(this.#ui.heat, (chosen) => {
      this.#choose({ heat: chosen });
      this.#columns.setHeat(chosen);
    });
    this.#columns.setHeat(this.#ui.heat);
    this.#content = el(
      'div',
      { class: 'content', hidden: true },
      ...pageHead(
        {
          what: [this.#title, this.#reference],
          steps: this.#steps.element,
          finder: this.#finder.elements,
          legend: this.#columns.legend,
          choices: [this.#onlyChanged.element, shapes.element, heat.element],
        },
        { save: (kind) => this.#report(this.#save(kind)) },
      ),
      el('div', { class: 'columns-frame' }, this.#columns.element, this.#progress.element),
      el(
        'div',
        { class: 'tables' },
        el(
          'section',
          { class: 'card', 'aria-labelledby': 'differences-title' },
          el('h2', { id: 'differences-title' }, l10n.t('Differences')),
          this.#differences,
        ),
        el(
          'section',
          { class: 'card', 'aria-labelledby': 'metrics-title' },
          el('h2', { id: 'metrics-title' }, l10n.t('Metrics')),
          this.#metrics,
        ),
      ),
    );
    this.elements = [this.#live.element, this.#banner.element, this.#loading, this.#content];
    onThemeChange((theme) => {
      this.#theme = theme;
      this.#columns.setTheme(theme);
    });
  }

  start(): void {
    const { peer } = this.#host;
    peer.on('architectures/show', ({ pictures }) => {
      void this.#show(pictures).catch((error: unknown) => this.#problem(messageOf(error)));
    });
    peer.on('architectures/problem', ({ message }) => this.#problem(message));
    peer.emit('page/ready', { protocolVersion: PANEL_PROTOCOL_VERSION });
    document.addEventListener('keydown', (event) => this.#steps.keydown(event));
    warmLayout();
  }

  /** The one that was chosen may be of a time with more networks. */
  get #referenceNow(): number {
    return Math.min(this.#ui.reference, this.#pictures.length - 1);
  }

  #problem(message: string): void {
    this.#loading.hidden = true;
    this.#banner.show(message);
  }

  async #show(pictures: readonly ArchitecturePicture[]): Promise<void> {
    this.#architectures = pictures.map(({ nodes }) => createArchitecture(nodes));
    this.#pictures = pictures;
    setText(this.#title, l10n.t('{0} architectures', pictures.length));
    this.#reference.replaceChildren(
      ...referenceChoice(pictures.length, this.#ui.reference, (reference) => {
        this.#choose({ reference, collapsed: undefined });
        void this.#compare().catch((error: unknown) => this.#problem(messageOf(error)));
      }),
    );
    this.#columns.show(pictures);
    this.#columns.setShapes(this.#ui.shapes);
    await this.#compare();
  }

  async #compare(): Promise<void> {
    const architectures = this.#architectures;
    const reference = this.#referenceNow;
    this.#columns.setReference(reference);
    const number = ++this.#layoutNumber;
    this.#progress.begin(l10n.t('Looking for differences'));
    let comparison;
    try {
      comparison = await compareSoon(architectures, reference);
    } finally {
      if (number === this.#layoutNumber) this.#progress.end();
    }
    // A newer request has overtaken this one.
    if (number === this.#layoutNumber) this.#showComparison(comparison);
  }

  #showComparison(comparison: Comparison): void {
    const { architectures, reference } = comparison;
    this.#union = unionOf(comparison, marksOf(comparison));
    const lines = differencesOf(comparison);
    this.#steps.show(lines);
    this.#differences.replaceChildren(
      ...differenceList(lines, summaries(comparison, lines), (line) => this.#pickLine(line)),
    );
    this.#metrics.replaceChildren(
      metricTable(metricRows(this.#pictures, architectures, reference), reference),
    );
    const unchanged = unchangedGroups(this.#union);
    this.#collapsed = this.#ui.collapsed
      ? new Set(this.#ui.collapsed)
      : collapsesAtFirst(this.#union)
        ? unchanged
        : new Set();
    this.#onlyChanged.element.hidden = unchanged.size === 0;
    this.#loading.hidden = true;
    this.#content.hidden = false;
    void this.#draw(this.#ui.viewport);
  }

  async #draw(viewport: Viewport | undefined): Promise<void> {
    const number = ++this.#layoutNumber;
    const isNewest = (): boolean => number === this.#layoutNumber;
    const graphs = graphsOf(this.#union!, this.#collapsed);
    const request = unionRequest(graphs);
    this.#progress.begin(layingOut(request.nodes.length));
    const result = await placeSoon(request, (share) => {
      if (isNewest()) this.#progress.tell(share);
    }).catch((error: unknown) => {
      if (isNewest()) this.#progress.fail(l10n.t('The graphs could not be laid out: {0}', messageOf(error)));
    });
    if (!result || !isNewest()) return;
    this.#progress.end();
    this.#graphs = graphs;
    this.#columns.draw(layoutsOf(graphs, request, result), viewport);
    this.#columns.select(drawnAs(this.#union!, this.#collapsed, this.#ui.selected), viewport !== undefined);
    this.#find();
    const unchanged = unchangedGroups(this.#union!);
    this.#onlyChanged.set(unchanged.size > 0 && [...unchanged].every((path) => this.#collapsed.has(path)));
  }

  #find(): void {
    if (!this.#union) return;
    const found = foundIn(this.#architectures, this.#union.networks, this.#graphs, this.#ui.query);
    this.#columns.setFound(found.inEach);
    this.#finder.show(found, this.#ui.query);
  }

  #recollapse(collapsed: ReadonlySet<string>): void {
    this.#collapsed = collapsed;
    this.#choose({ collapsed: [...collapsed], viewport: undefined });
    void this.#draw(undefined);
  }

  /** A collapsed group opens; a node's innermost group closes. */
  #toggle(id: string): void {
    const collapsed = new Set(this.#collapsed);
    const group = groupOf(this.#union!, id);
    if (collapsed.has(id))
      for (const path of [...collapsed]) {
        if (path === id || path.startsWith(`${id}/`)) collapsed.delete(path);
      }
    else if (group !== undefined) collapsed.add(group);
    else return;
    this.#choose({ selected: id });
    this.#recollapse(collapsed);
  }

  #pickLine(line: Difference): void {
    this.#steps.set(line);
    this.#choose({ selected: line.nodes[0] });
    this.#columns.select(drawnAs(this.#union!, this.#collapsed, line.nodes[0]));
    this.#live.say(`${LETTERS[line.network]!}: ${line.text}`);
  }

  #choose(change: Partial<UiState>): void {
    this.#ui = { ...this.#ui, ...change };
    this.#host.save(this.#ui);
  }

  #copy(text: string): void {
    this.#report(
      this.#host.peer.request('text/copy', { text }).then(() => this.#live.say(l10n.t('Notation copied'))),
    );
  }

  async #save(kind: 'svg' | 'png'): Promise<void> {
    const titles = this.#pictures.map(({ title }, i) => `${LETTERS[i]!} · ${title}`);
    const { shapes, heat } = this.#ui;
    const options = { theme: this.#theme, shapes, heat, title: titles.join(', ') };
    const svg = sideBySideSvg(this.#columns.layouts, titles, options);
    const name = `architectures.${kind}`;
    const { saved } = await this.#host.peer.request(
      'file/save',
      kind === 'svg'
        ? { name, content: svg, encoding: 'utf8' }
        : { name, content: await rasterize(svg), encoding: 'base64' },
    );
    if (saved) this.#live.say(l10n.t('{0} saved', name));
  }
}
