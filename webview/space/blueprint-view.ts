import * as l10n from '@vscode/l10n';
import type { Blueprint } from '../../src/core/space/blueprint/blueprint';
import { button } from '../shared/controls';
import type { PlacedNode } from '../../src/core/drawing/dag-layout';
import { dagTools } from '../shared/dag/dag-tools';
import { DagView } from '../shared/dag/dag-view';
import type { Viewport } from '../shared/dag/viewport';
import { el } from '../shared/dom';
import type { Theme } from '../shared/theme';
import { blueprintGraph, initiallyClosed, partsOfKnob } from './blueprint-graph';
import type { BlueprintGraph } from './blueprint-graph';
import type { BlueprintLayout } from './blueprint-layout';
import { placeBlueprint } from './blueprint-layout';
import { blueprintMarkup } from './blueprint-svg';

export interface BlueprintState {
  /** Ids of boxes that a person has closed or opened, against how they began. */
  readonly toggled: readonly string[];
  readonly viewport: Viewport | undefined;
}

export interface BlueprintOptions {
  readonly state: BlueprintState;
  changed(state: BlueprintState): void;
  /** A part was picked: the knobs at it, by position. */
  picked(part: string, knobs: readonly number[]): void;
}

/** The space as one graph with its choices on the nodes. */
export class BlueprintView {
  readonly element: HTMLElement;
  readonly #view: DagView;
  readonly #frame: HTMLElement;
  readonly #none = el('p', { class: 'empty', hidden: true }, noNetworkText());
  readonly #all = el('div', { class: 'row' });
  #state: BlueprintState;
  #blueprint: Blueprint | null = null;
  #json = '';
  #layout: BlueprintLayout | undefined;
  #chosen: ReadonlySet<number> = new Set();
  #current: string | undefined;

  constructor(
    theme: Theme,
    private readonly options: BlueprintOptions,
  ) {
    this.#state = options.state;
    this.#view = new DagView(theme, {
      label: l10n.t('Drawing of the space'),
      wheelZooms: false,
      picked: (node) => this.#picked(node),
      opened: ({ id }) => this.#toggle(id),
      viewportChanged: (viewport) => this.#change({ viewport }),
      markup: (now) => (this.#layout ? blueprintMarkup(this.#layout, now, this.#chosen) : ''),
    });
    this.#frame = el('div', { class: 'dag-frame' }, this.#view.element, dagTools(this.#view));
    const all = (label: string, isClosed: boolean) =>
      button({ label, press: () => this.#setAll(isClosed) }).element;
    this.#all.append(all(l10n.t('Open boxes'), false), all(l10n.t('Close boxes'), true));
    this.element = el(
      'section',
      { class: 'card blueprint', 'aria-label': l10n.t('Skeleton and choices') },
      el('div', { class: 'card-head' }, el('h2', {}, l10n.t('Skeleton and choices')), this.#all),
      this.#none,
      this.#frame,
    );
  }

  /** Keeps zoom, place and what is picked, unless it is the first. */
  show(blueprint: Blueprint | null): void {
    const json = JSON.stringify(blueprint);
    if (json === this.#json) return;
    this.#json = json;
    const isFirst = this.#layout === undefined;
    this.#blueprint = blueprint;
    this.element.classList.toggle('none', blueprint === null);
    this.#none.hidden = blueprint !== null;
    this.#frame.hidden = blueprint === null;
    this.#all.hidden = blueprint === null || blueprint.boxes.length === 0;
    this.#layout = undefined;
    if (blueprint === null) return;
    this.#place(!isFirst);
    if (isFirst && this.#state.viewport) this.#view.setViewport(this.#state.viewport);
  }

  /** Marks where knobs are. @param current the part to begin from with the keys; the first that has one of them where it is not said */
  choose(knobs: readonly number[], current?: string): void {
    this.#chosen = new Set(knobs);
    this.#current = current ?? this.#partOf(knobs);
    if (!this.#layout) return;
    this.#view.show(this.#layout, true);
    this.#mark();
  }

  setTheme(theme: Theme): void {
    this.#view.setTheme(theme);
    this.#mark();
  }

  #partOf(knobs: readonly number[]): string | undefined {
    const graph = this.#layout?.graph;
    return graph && knobs.flatMap((knob) => partsOfKnob(graph, knob))[0];
  }

  #mark(): void {
    const graph = this.#layout?.graph;
    if (!graph) return;
    this.#view.setMarked(new Set([...this.#chosen].flatMap((knob) => partsOfKnob(graph, knob))));
    this.#view.setCurrent(visibleId(graph, this.#current));
  }

  #place(keep: boolean): void {
    if (!this.#blueprint) return;
    this.#layout = placeBlueprint(blueprintGraph(this.#blueprint, this.#closed()));
    this.#view.show(this.#layout, keep);
    this.#mark();
  }

  #closed(): ReadonlySet<string> {
    if (!this.#blueprint) return new Set();
    const closed = new Set(initiallyClosed(this.#blueprint));
    for (const id of this.#state.toggled) if (!closed.delete(id)) closed.add(id);
    return closed;
  }

  #toggle(id: string): void {
    if (!this.#blueprint?.boxes.some((box) => box.id === id)) return;
    const { toggled } = this.#state;
    this.#change({
      toggled: toggled.includes(id) ? toggled.filter((other) => other !== id) : [...toggled, id],
    });
    this.#current = id;
    this.#place(true);
  }

  #setAll(isClosed: boolean): void {
    if (!this.#blueprint) return;
    const initially = initiallyClosed(this.#blueprint);
    const ids = this.#blueprint.boxes.map(({ id }) => id);
    this.#change({ toggled: ids.filter((id) => initially.has(id) !== isClosed) });
    this.#place(true);
    this.#view.fitAll();
  }

  #picked({ id }: PlacedNode): void {
    const graph = this.#layout?.graph;
    const part = graph && [...graph.parts, ...graph.boxes].find((one) => one.id === id);
    this.#current = id;
    if (part) this.options.picked(id, part.knobs);
  }

  #change(change: Partial<BlueprintState>): void {
    this.#state = { ...this.#state, ...change };
    this.options.changed(this.#state);
  }
}

function noNetworkText(): string {
  return l10n.t(
    'The candidates of this space are names in a table. Their networks are not known here, so there is nothing to draw; its knobs are in the table of knobs.',
  );
}

/** The part itself, or the closed box that it lies in. */
function visibleId(graph: BlueprintGraph, id: string | undefined): string | undefined {
  const ids = new Set([...graph.parts, ...graph.boxes].map((part) => part.id));
  for (let place = id; place !== undefined && place !== ''; place = place.split('/').slice(0, -1).join('/'))
    if (ids.has(place)) return place;
  return undefined;
}
