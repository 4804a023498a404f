import { createArchitecture } from '../../src/core/graph/architecture';
import { messageOf } from '../../src/core/base/errors';
import type {
  ArchitecturesHostOffer,
  ArchitecturesPageOffer,
} from '../../src/protocol/architectures-protocol';
import { PANEL_PROTOCOL_VERSION } from '../../src/protocol/panel-protocol';
import type { ArchitecturePicture } from '../../src/protocol/panel-protocol';
import { banner } from '../shared/banner';
import { button, checkbox } from '../shared/controls';
import { placeSoon, warmLayout } from '../shared/dag/layout-service';
import { rasterize } from '../shared/dag/rasterize';
import type { Viewport } from '../shared/dag/viewport';
import { el, setText } from '../shared/dom';
import { connect, reporting } from '../shared/host';
import { LiveRegion } from '../shared/live-region';
import { loading } from '../shared/loading';
import { segmented } from '../shared/segmented';
import { onThemeChange, readTheme } from '../shared/theme';
import { Columns } from './columns';
import { compare, LETTERS } from './comparison';
import { differenceList, metricTable } from './differences-view';
import { differencesOf, marksOf } from './marks-model';
import type { Difference } from './marks-model';
import { metricRows } from './metric-model';
import { summaries } from './summary-model';
import { sideBySideSvg } from './side-by-side-svg';
import { restoredUi, UI_VERSION } from './ui-state';
import type { UiState } from './ui-state';
import { collapsesAtFirst, graphsOf, layoutsOf, unchangedGroups, unionOf, unionRequest } from './union-model';
import type { Union } from './union-model';

/** Two or three architectures side by side: what they share, where they differ, and what that costs. */
export class ArchitecturesPage {
  readonly elements: readonly HTMLElement[];
  readonly #host = connect<ArchitecturesHostOffer, ArchitecturesPageOffer, UiState>(UI_VERSION);
  readonly #banner = banner();
  readonly #live = new LiveRegion(500);
  readonly #report = reporting((message) => this.#banner.show(message));
  readonly #loading = loading('Loading the architectures');
  readonly #title = el('h1', {});
  readonly #reference = el('div', { class: 'row' });
  readonly #differences = el('div', { class: 'difference-groups' });
  readonly #metrics = el('div', { class: 'metrics-frame' });
  readonly #columns: Columns;
  readonly #content: HTMLElement;
  readonly #onlyChanged;
  #ui: UiState = restoredUi(this.#host.saved);
  #theme = readTheme();
  #pictures: readonly ArchitecturePicture[] = [];
  #union: Union | undefined;
  #collapsed: ReadonlySet<string> = new Set();
  #layoutNumber = 0;
  #lines: readonly Difference[] = [];
  #lineAt = -1;

  constructor() {
    this.#columns = new Columns({
      theme: () => this.#theme,
      picked: (id) => this.#choose({ selected: id }),
      opened: (id) => this.#toggle(id),
      moved: (viewport) => this.#choose({ viewport }),
      openOne: (index) => this.#report(this.#host.peer.request('architecture/open', { index })),
      copy: (index) => this.#copy(this.#pictures[index]!.notation),
    });
    this.#onlyChanged = checkbox({
      label: 'Only what differs',
      longLabel: 'Only what differs: groups without differences are collapsed',
      checked: false,
      change: (only) => this.#recollapse(only ? unchangedGroups(this.#union!) : new Set()),
    });
    const shapes = checkbox({
      label: 'Shapes',
      longLabel: 'Shapes on the edges',
      checked: this.#ui.shapes,
      change: (on) => {
        this.#choose({ shapes: on });
        this.#columns.setShapes(on);
      },
    });
    this.#content = el(
      'div',
      { class: 'content', hidden: true },
      el(
        'header',
        { class: 'row' },
        this.#title,
        this.#reference,
        el('span', { class: 'spring' }),
        this.#onlyChanged.element,
        shapes.element,
        button({ label: 'Previous difference', icon: 'up', look: 'icon', press: () => this.#step(-1) })
          .element,
        button({ label: 'Next difference', icon: 'down', look: 'icon', press: () => this.#step(1) }).element,
        button({ label: 'Compare as text', icon: 'text', look: 'icon', press: () => this.#compareText() })
          .element,
        button({
          label: 'Save as SVG',
          icon: 'export',
          look: 'icon',
          press: () => this.#report(this.#save('svg')),
        }).element,
        button({
          label: 'Save as PNG',
          icon: 'image',
          look: 'icon',
          press: () => this.#report(this.#save('png')),
        }).element,
      ),
      this.#columns.element,
      el(
        'div',
        { class: 'below' },
        el(
          'section',
          { class: 'card', 'aria-labelledby': 'differences-title' },
          el('h2', { id: 'differences-title' }, 'Differences'),
          this.#differences,
        ),
        el(
          'section',
          { class: 'card', 'aria-labelledby': 'metrics-title' },
          el('h2', { id: 'metrics-title' }, 'Metrics'),
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
      try {
        this.#show(pictures);
      } catch (error) {
        this.#problem(messageOf(error));
      }
    });
    peer.on('architectures/problem', ({ message }) => this.#problem(message));
    peer.emit('page/ready', { protocolVersion: PANEL_PROTOCOL_VERSION });
    warmLayout();
  }

  #problem(message: string): void {
    this.#loading.hidden = true;
    this.#banner.show(message);
  }

  #show(pictures: readonly ArchitecturePicture[]): void {
    this.#pictures = pictures;
    setText(this.#title, `${pictures.length} architectures`);
    const choice = segmented({
      label: 'What the others are compared with',
      choices: pictures.map((_, i) => ({ value: String(i), label: LETTERS[i]! })),
      value: String(this.#ui.reference),
      change: (value) => {
        this.#choose({ reference: Number(value), collapsed: undefined });
        this.#compare();
      },
    });
    this.#reference.replaceChildren(
      el('span', { class: 'muted', 'aria-hidden': 'true' }, 'compared with'),
      choice.element,
    );
    this.#columns.show(pictures);
    this.#columns.setShapes(this.#ui.shapes);
    this.#compare();
    this.#loading.hidden = true;
    this.#content.hidden = false;
  }

  #compare(): void {
    const architectures = this.#pictures.map(({ nodes }) => createArchitecture(nodes));
    const reference = Math.min(this.#ui.reference, architectures.length - 1);
    const comparison = compare(architectures, reference);
    this.#union = unionOf(comparison, marksOf(comparison));
    this.#lines = differencesOf(comparison);
    this.#lineAt = -1;
    this.#differences.replaceChildren(
      ...differenceList(this.#lines, summaries(comparison, this.#lines), (line) => this.#pickLine(line)),
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
    void this.#draw(this.#ui.viewport);
  }

  async #draw(viewport: Viewport | undefined): Promise<void> {
    const number = ++this.#layoutNumber;
    const graphs = graphsOf(this.#union!, this.#collapsed);
    const request = unionRequest(graphs);
    const result = await placeSoon(request);
    // A newer request has overtaken this one.
    if (number !== this.#layoutNumber) return;
    this.#columns.draw(layoutsOf(graphs, request, result), viewport);
    this.#columns.select(this.#drawnAs(this.#ui.selected));
    const unchanged = unchangedGroups(this.#union!);
    this.#onlyChanged.set(unchanged.size > 0 && [...unchanged].every((path) => this.#collapsed.has(path)));
  }

  #recollapse(collapsed: ReadonlySet<string>): void {
    this.#collapsed = collapsed;
    this.#choose({ collapsed: [...collapsed], viewport: undefined });
    void this.#draw(undefined);
  }

  /** A collapsed group opens; a node's innermost group closes. */
  #toggle(id: string): void {
    const collapsed = new Set(this.#collapsed);
    const group = this.#groupOf(id);
    if (collapsed.has(id))
      for (const path of [...collapsed]) {
        if (path === id || path.startsWith(`${id}/`)) collapsed.delete(path);
      }
    else if (group !== undefined) collapsed.add(group);
    else return;
    this.#choose({ selected: id });
    this.#recollapse(collapsed);
  }

  #groupOf(id: string): string | undefined {
    for (const { nodes } of this.#union!.networks) {
      const node = nodes.find(({ name }) => name === id);
      if (node) return node.group;
    }
    return undefined;
  }

  /** The node itself or the collapsed group that hides it. */
  #drawnAs(id: string | undefined): string | undefined {
    if (id === undefined) return undefined;
    const parts = this.#groupOf(id)?.split('/') ?? [];
    const paths = parts.map((_, i) => parts.slice(0, i + 1).join('/'));
    return paths.find((path) => this.#collapsed.has(path)) ?? id;
  }

  #step(by: number): void {
    if (this.#lines.length === 0) return;
    this.#lineAt = (Math.max(this.#lineAt, by > 0 ? -1 : 0) + by + this.#lines.length) % this.#lines.length;
    this.#pickLine(this.#lines[this.#lineAt]!);
  }

  #pickLine(line: Difference): void {
    this.#lineAt = this.#lines.indexOf(line);
    this.#choose({ selected: line.nodes[0] });
    this.#columns.select(this.#drawnAs(line.nodes[0]));
    this.#live.say(`${LETTERS[line.network]!}: ${line.text}`);
  }

  #compareText(): void {
    const before = Math.min(this.#ui.reference, this.#pictures.length - 1);
    const selected = this.#lines[this.#lineAt]?.network;
    const after = selected ?? (before === 0 ? 1 : 0);
    this.#report(this.#host.peer.request('text/compare', { before, after }));
  }

  #choose(change: Partial<UiState>): void {
    this.#ui = { ...this.#ui, ...change };
    this.#host.save(this.#ui);
  }

  #copy(text: string): void {
    this.#report(
      this.#host.peer.request('text/copy', { text }).then(() => this.#live.say('Notation copied')),
    );
  }

  async #save(kind: 'svg' | 'png'): Promise<void> {
    const titles = this.#pictures.map(({ title }, i) => `${LETTERS[i]!} · ${title}`);
    const options = { theme: this.#theme, shapes: this.#ui.shapes, title: titles.join(', ') };
    const svg = sideBySideSvg(this.#columns.layouts, titles, options);
    const name = `architectures.${kind}`;
    const { saved } = await this.#host.peer.request(
      'file/save',
      kind === 'svg'
        ? { name, content: svg, encoding: 'utf8' }
        : { name, content: await rasterize(svg), encoding: 'base64' },
    );
    if (saved) this.#live.say(`${name} saved`);
  }
}
