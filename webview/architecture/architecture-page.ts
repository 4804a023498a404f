import * as l10n from '@vscode/l10n';
import { createArchitecture } from '../../src/core/graph/architecture';
import type { Architecture } from '../../src/core/graph/architecture';
import { messageOf } from '../../src/core/base/errors';
import { PANEL_PROTOCOL_VERSION } from '../../src/protocol/panel-protocol';
import type { ArchitectureHostOffer, ArchitecturePageOffer } from '../../src/protocol/architecture-protocol';
import type { ArchitecturePicture } from '../../src/protocol/panel-protocol';
import { banner } from '../shared/banner';
import { button } from '../shared/controls';
import { initialCollapse } from '../../src/core/drawing/dag-model';
import { warmLayout } from '../shared/dag/layout-service';
import { rasterize } from '../shared/dag/rasterize';
import { el, setText } from '../shared/dom';
import { connect, reporting } from '../shared/host';
import { keysButton } from '../shared/keys/keys-button';
import { LiveRegion } from '../shared/live-region';
import { loading } from '../shared/loading';
import { segmented } from '../shared/segmented';
import { onThemeChange, readTheme } from '../shared/theme';
import { CodeView } from './code-view';
import { detailsOf, measuredFacts, nodeOf, totalsOf } from './details-model';
import type { Detail } from './details-model';
import { GraphPane } from './graph-pane';
import { PAGE_KEYS, PLACE_KEYS } from './keys';
import { initialFolds, outlineOf } from './outline-model';
import { OutlineView } from './outline-view';
import { restoredUi, UI_VERSION } from './ui-state';
import type { UiState } from './ui-state';

/** One architecture: its graph, its outline, its numbers and its code. */
export class ArchitecturePage {
  readonly elements: readonly HTMLElement[];
  readonly #host = connect<ArchitectureHostOffer, ArchitecturePageOffer, UiState>(UI_VERSION);
  readonly #banner = banner();
  readonly #live = new LiveRegion(500);
  readonly #report = reporting((message) => this.#banner.show(message));
  readonly #loading = loading(l10n.t('Loading the architecture'));
  readonly #title = el('h1', {});
  readonly #subtitle = el('span', { class: 'muted' });
  readonly #notation = el('code', { class: 'notation' });
  readonly #facts = el('dl', { class: 'facts' });
  readonly #detailsTitle = el('h2', {}, l10n.t('Selected node'));
  readonly #details = el('dl', { class: 'details' });
  readonly #noDetails = el('p', { class: 'muted' }, l10n.t('Select a node in the graph or the outline.'));
  readonly #graph: GraphPane;
  readonly #outline: OutlineView;
  readonly #code: CodeView;
  readonly #content: HTMLElement;
  readonly #side;
  readonly #reopen = button({
    label: l10n.t('Reopen as text'),
    icon: 'text',
    title: l10n.t('Reopen this file in the text editor'),
    press: () => this.#report(this.#host.peer.request('architecture/reopen', {})),
  });
  #ui: UiState = restoredUi(this.#host.saved);
  #picture: ArchitecturePicture | undefined;
  #architecture: Architecture | undefined;

  constructor() {
    this.#graph = new GraphPane({
      theme: readTheme(),
      ui: this.#ui,
      changed: (change) => this.#choose(change),
      picked: (id) => this.#select(id),
      save: (kind) => this.#report(this.#save(kind)),
    });
    this.#outline = new OutlineView({
      picked: (id) => this.#go(id),
      folded: (folded) => this.#choose({ folded }),
    });
    this.#code = new CodeView({
      target: this.#ui.target,
      generate: async (target) => (await this.#host.peer.request('code/generate', { target })).code,
      open: (target) => this.#report(this.#host.peer.request('code/open', { target })),
      copy: (text) => this.#copy(text, l10n.t('Code copied')),
      changed: (target) => this.#choose({ target }),
    });
    this.#side = segmented({
      label: l10n.t('Beside the graph'),
      choices: [
        { value: 'outline', label: l10n.t('Outline') },
        { value: 'code', label: l10n.t('Code') },
      ],
      value: this.#ui.side,
      change: (side) => {
        this.#choose({ side: side === 'code' ? 'code' : 'outline' });
        this.#showSide();
      },
    });
    this.#content = el(
      'div',
      { class: 'content', hidden: true },
      this.#header(),
      el(
        'div',
        { class: 'columns' },
        this.#graph.element,
        el(
          'div',
          { class: 'side' },
          el(
            'section',
            { class: 'card side-main', 'aria-label': l10n.t('Outline and code') },
            el('div', { class: 'card-head' }, this.#side.element),
            this.#outline.element,
            this.#code.element,
          ),
          el(
            'section',
            { class: 'card side-details', 'aria-label': l10n.t('Selected node') },
            el('div', { class: 'card-head' }, this.#detailsTitle),
            this.#noDetails,
            this.#details,
          ),
        ),
      ),
    );
    this.elements = [this.#live.element, this.#banner.element, this.#loading, this.#content];
    onThemeChange((theme) => this.#graph.setTheme(theme));
    this.#showSide();
  }

  start(): void {
    const { peer } = this.#host;
    peer.on('architecture/show', ({ picture, isEditor }) => {
      this.#reopen.set({ hidden: !isEditor });
      void this.#show(picture);
    });
    peer.on('architecture/problem', ({ message }) => {
      this.#loading.hidden = true;
      this.#banner.show(this.#picture ? l10n.t('{0} (what you see is from before)', message) : message);
    });
    warmLayout();
    peer.emit('page/ready', { protocolVersion: PANEL_PROTOCOL_VERSION });
  }

  #header(): HTMLElement {
    const copy = button({
      label: l10n.t('Copy notation'),
      icon: 'copy',
      look: 'icon',
      press: () => this.#copy(this.#picture?.notation ?? '', l10n.t('Notation copied')),
    });
    const { peer } = this.#host;
    const text = button({
      label: l10n.t('Open as text'),
      icon: 'text',
      look: 'icon',
      title: l10n.t('Open as text: one node a line, read-only'),
      press: () => this.#report(peer.request('code/open', { target: 'text' })),
    });
    const save = button({
      label: l10n.t('Save as architecture file'),
      icon: 'save',
      look: 'icon',
      title: l10n.t('Save as architecture file (*.arch.json)'),
      press: () => this.#report(this.#saveFile()),
    });
    const compare = button({
      label: l10n.t('Compare with…'),
      icon: 'compare',
      press: () => this.#report(peer.request('architecture/compare', {})),
    });
    return el(
      'header',
      { class: 'header' },
      el(
        'div',
        { class: 'row' },
        this.#title,
        this.#subtitle,
        el('span', { class: 'spring' }),
        this.#reopen.element,
        compare.element,
        keysButton(PAGE_KEYS, PLACE_KEYS),
      ),
      el('div', { class: 'row notation-line' }, this.#notation, copy.element, text.element, save.element),
      this.#facts,
    );
  }

  async #show(picture: ArchitecturePicture): Promise<void> {
    try {
      this.#architecture = createArchitecture(picture.nodes);
    } catch (error) {
      this.#loading.hidden = true;
      this.#banner.show(messageOf(error));
      return;
    }
    const architecture = this.#architecture;
    this.#picture = picture;
    this.#loading.hidden = true;
    this.#content.hidden = false;
    this.#banner.show(undefined);
    setText(this.#title, picture.title);
    setText(this.#subtitle, picture.subtitle);
    setText(this.#notation, picture.notation);
    this.#notation.title = picture.notation;
    this.#facts.replaceChildren(...rows([...measuredFacts(picture), ...totalsOf(architecture)]));
    const collapsed = this.#ui.collapsed ? new Set(this.#ui.collapsed) : initialCollapse(architecture);
    const items = outlineOf(architecture);
    this.#outline.show(items, new Set(this.#ui.folded ?? initialFolds(items)), this.#ui.selected);
    this.#code.reset();
    this.#showSide();
    this.#showDetails();
    // A panel shows one architecture: after an edit it is looked at from where it was.
    const { viewport } = this.#ui;
    await this.#graph.show(architecture, collapsed, viewport);
    if (this.#ui.selected !== undefined) this.#graph.setCurrent(this.#ui.selected, viewport !== undefined);
  }

  #choose(change: Partial<UiState>): void {
    this.#ui = { ...this.#ui, ...change };
    this.#host.save(this.#ui);
  }

  #showSide(): void {
    const code = this.#ui.side === 'code';
    this.#outline.element.hidden = code;
    this.#code.element.hidden = !code;
    if (code && this.#picture) void this.#code.show();
  }

  /** A node or a group, whether it is drawn or not. */
  #select(id: string): void {
    this.#choose({ selected: id });
    this.#outline.setCurrent(id);
    this.#showDetails();
  }

  /** Selects it in the graph too. */
  #go(id: string): void {
    this.#graph.setCurrent(id);
    this.#select(id);
  }

  #showDetails(): void {
    const { selected } = this.#ui;
    const architecture = this.#architecture;
    const node = architecture && selected !== undefined ? nodeOf(architecture, selected) : undefined;
    setText(this.#detailsTitle, node ? node.label : l10n.t('Selected node'));
    const details = node && architecture ? detailsOf(architecture, node) : [];
    this.#noDetails.hidden = details.length > 0;
    this.#details.replaceChildren(...rows(details, (id) => this.#go(id)));
  }

  #copy(text: string, done: string): void {
    this.#report(this.#host.peer.request('text/copy', { text }).then(() => this.#live.say(done)));
  }

  async #saveFile(): Promise<void> {
    const { saved } = await this.#host.peer.request('architecture/save', {});
    if (saved) this.#live.say(l10n.t('Architecture file saved'));
  }

  async #save(kind: 'svg' | 'png'): Promise<void> {
    const title = this.#picture?.title ?? 'architecture';
    const svg = this.#graph.dag.toSvg(title);
    const name = `${
      title
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, '-')
        .replaceAll(/^-|-$/g, '') || 'architecture'
    }.${kind}`;
    const { saved } = await this.#host.peer.request(
      'file/save',
      kind === 'svg'
        ? { name, content: svg, encoding: 'utf8' }
        : { name, content: await rasterize(svg), encoding: 'base64' },
    );
    if (saved) this.#live.say(l10n.t('{0} saved', name));
  }
}

/** @param go makes the names of nodes ways to them */
function rows(details: readonly Detail[], go?: (id: string) => void): HTMLElement[] {
  return details.map(({ name, value, nodes }) =>
    el(
      'div',
      {},
      el('dt', {}, name),
      go && nodes
        ? el('dd', { class: 'links' }, ...nodes.map((id) => nodeLink(id, go)))
        : el('dd', {}, value),
    ),
  );
}

function nodeLink(id: string, go: (id: string) => void): HTMLElement {
  return el('button', { type: 'button', class: 'link', on: { click: () => go(id) } }, id);
}
