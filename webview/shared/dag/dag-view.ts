import * as l10n from '@vscode/l10n';
import { el, setAttribute, setText } from '../dom';
import type { Theme } from '../theme';
import { DagCanvas } from './dag-canvas';
import { listenToGestures } from './dag-gestures';
import type { DagLayout, PlacedNode } from '../../../src/core/drawing/dag-layout';
import { DagMap } from './dag-map';
import { nodeAt } from './dag-scene';
import { sentence, typedAhead, walk } from './dag-walk';
import type { DagPaint, Heat } from './dag-svg';
import { standaloneSvg } from './dag-svg';
import { DagTip } from './dag-tip';
import { TypeAhead } from './type-ahead';
import type { Size, Viewport } from './viewport';
import { fitViewport, readableViewport, revealBox, zoomAt } from './viewport';

/** Height in pixels of the legend and the buttons that lie over the bottom of the drawing. */
const FOOT = 34;

export interface DagViewOptions {
  readonly label: string;
  /** Whether the plain wheel zooms; otherwise only together with Ctrl, and the page scrolls. */
  readonly wheelZooms: boolean;
  /** Whether a map of the whole is shown while only a part is in sight. */
  readonly map?: boolean;
  picked(node: PlacedNode): void;
  /** Enter or a double click: a collapsed group opens. */
  opened(node: PlacedNode): void;
  viewportChanged?(viewport: Viewport): void;
  /** Draws the layout another way; nodes are `.dag-node` with a `data-id`. */
  readonly markup?: (theme: Theme) => string;
}

let nextViewId = 0;

/**
 * A drawn graph with zoom and pan. A list box for screen readers: the arrow
 * keys walk along the edges, and each node is an option with a sentence.
 */
export class DagView {
  readonly element: HTMLElement;
  readonly #canvas: DagCanvas;
  readonly #id = `dag-${nextViewId++}`;
  readonly #option = el('div', { role: 'option', id: this.#id, 'aria-selected': 'false' });
  readonly #map: DagMap | undefined;
  readonly #tip = new DagTip();
  #layout: DagLayout | undefined;
  #theme: Theme;
  #heat: Heat = 'kind';
  #most: number | undefined;
  #shapes = false;
  #viewport: Viewport = { scale: 1, x: 0, y: 0 };
  /** Until someone zooms or pans, the drawing follows the window's size. */
  #following = true;
  #window: Size = { width: 0, height: 0 };
  #current: string | undefined;
  #marked: ReadonlySet<string> = new Set();
  readonly #typed = new TypeAhead();

  constructor(
    theme: Theme,
    private readonly options: DagViewOptions,
  ) {
    this.#theme = theme;
    this.#canvas = new DagCanvas(options.markup);
    this.element = el('div', { class: 'dag', tabindex: 0, role: 'listbox', 'aria-label': options.label });
    this.element.append(
      this.#canvas.element,
      el('div', { class: 'visually-hidden', role: 'presentation' }, this.#option),
      this.#tip.element,
    );
    if (options.map === true) {
      this.#map = new DagMap({
        centre: (x, y) => {
          const { width, height } = this.#size();
          const { scale } = this.#viewport;
          this.#changed({ scale, x: width / 2 - x * scale, y: height / 2 - y * scale });
        },
        pan: (windowsX, windowsY) => {
          const { width, height } = this.#size();
          const { scale, x, y } = this.#viewport;
          this.#changed({ scale, x: x - windowsX * width, y: y - windowsY * height });
        },
      });
    }
    this.#listen();
    new ResizeObserver(() => this.#resized()).observe(this.element);
  }

  /** Lies over a corner of the drawing, beside it in the document. */
  get map(): HTMLElement | undefined {
    return this.#map?.element;
  }

  get viewport(): Viewport {
    return this.#viewport;
  }

  get layout(): DagLayout | undefined {
    return this.#layout;
  }

  /** @param keep leaves zoom and place as they are */
  show(layout: DagLayout, keep = false): void {
    this.#layout = layout;
    if (!layout.nodes.some(({ id }) => id === this.#current)) this.#current = undefined;
    this.#draw();
    if (!keep) {
      this.#following = true;
      this.fit();
    }
  }

  setTheme(theme: Theme): void {
    this.#theme = theme;
    this.#draw();
  }

  /** @param most the upper end of the scale, where other drawings share it */
  setHeat(heat: Heat, most?: number): void {
    if (heat === this.#heat && most === this.#most) return;
    this.#heat = heat;
    this.#most = most;
    this.#draw();
  }

  /** Writes output shapes on the edges. */
  setShapes(shapes: boolean): void {
    this.#shapes = shapes;
    this.#draw();
  }

  /**
   * The node that the keys start from; `undefined` for none.
   *
   * @param keep leaves zoom and place as they are, wherever the node is
   */
  setCurrent(id: string | undefined, keep = false): void {
    this.#current = id;
    this.#markCurrent();
    if (id !== undefined && !keep) this.#reveal(id);
  }

  /** Nodes that a search has found. */
  setMarked(ids: ReadonlySet<string>): void {
    this.#marked = ids;
    this.#markCurrent();
  }

  setViewport(viewport: Viewport): void {
    this.#following = false;
    this.#apply(viewport);
  }

  fit(): void {
    if (!this.#layout || this.element.clientWidth === 0) return;
    const window = this.#clearWindow();
    this.#apply(
      this.#following
        ? readableViewport(this.#layout, window, this.#layout.nodes[0]?.x)
        : fitViewport(this.#layout, window),
    );
  }

  fitAll(): void {
    if (!this.#layout) return;
    this.#changed(fitViewport(this.#layout, this.#clearWindow()));
  }

  zoom(factor: number): void {
    const { width, height } = this.#size();
    this.#changed(zoomAt(this.#viewport, factor, width / 2, height / 2));
  }

  /** The whole drawing as a file, whatever is in sight. */
  toSvg(title: string): string {
    if (!this.#layout) return '';
    return standaloneSvg(this.#layout, this.#paint(), title);
  }

  /** What was in the middle stays there, and the selected node in sight. */
  #resized(): void {
    const { width, height } = this.#size();
    if (width === 0) return;
    const [dx, dy] = [(width - this.#window.width) / 2, (height - this.#window.height) / 2];
    const known = this.#window.width > 0;
    this.#window = { width, height };
    if (this.#following) this.fit();
    else if (known) {
      this.#apply({ ...this.#viewport, x: this.#viewport.x + dx, y: this.#viewport.y + dy });
      if (this.#current !== undefined) this.#reveal(this.#current);
    }
  }

  /** The window without the strip that legend and buttons cover. */
  #clearWindow(): Size {
    const { width, height } = this.#size();
    return { width, height: Math.max(0, height - FOOT) };
  }

  #size(): Size {
    return { width: this.element.clientWidth, height: this.element.clientHeight };
  }

  #paint(): DagPaint {
    const most = this.#most === undefined ? {} : { most: this.#most };
    return { theme: this.#theme, heat: this.#heat, labels: true, shapes: this.#shapes, ...most };
  }

  #draw(): void {
    if (!this.#layout) return;
    this.#canvas.show(this.#layout, this.#paint());
    this.#map?.show(this.#layout, this.#theme);
    this.#markCurrent();
  }

  #markCurrent(): void {
    const layout = this.#layout;
    if (!layout) return;
    this.#canvas.mark(this.#current, this.#marked);
    const position = layout.nodes.findIndex(({ id }) => id === this.#current);
    const node = layout.nodes[position];
    const told = layout.nodes[0]?.description ?? l10n.t('nothing');
    setText(this.#option, node ? sentence(layout, node) : told);
    setAttribute(this.#option, 'aria-selected', node ? 'true' : 'false');
    setAttribute(this.#option, 'aria-posinset', Math.max(0, position) + 1);
    setAttribute(this.#option, 'aria-setsize', layout.nodes.length);
    setAttribute(this.element, 'aria-activedescendant', node ? this.#id : undefined);
  }

  #reveal(id: string): void {
    const node = this.#layout?.nodes.find((candidate) => candidate.id === id);
    if (!node || this.element.clientWidth === 0) return;
    const box = {
      x: node.x - node.width / 2,
      y: node.y - node.height / 2,
      width: node.width,
      height: node.height,
    };
    const next = revealBox(this.#viewport, box, this.#clearWindow());
    if (next.x !== this.#viewport.x || next.y !== this.#viewport.y) this.#changed(next);
  }

  #changed(viewport: Viewport): void {
    this.#following = false;
    this.#apply(viewport);
    this.options.viewportChanged?.(viewport);
  }

  #apply(viewport: Viewport): void {
    this.#viewport = viewport;
    this.#canvas.place(viewport, this.#size());
    this.#tip.hide();
    this.#map?.follow(viewport, this.#size());
  }

  #listen(): void {
    this.element.addEventListener('keydown', (event) => this.#keydown(event));
    this.element.addEventListener('focus', () => {
      const first = this.#layout?.nodes[0];
      // A press focuses too, and says itself which node it means: the drawing must not move under it.
      if (first && this.#current === undefined && this.element.matches(':focus-visible')) this.#pick(first);
    });
    listenToGestures(this.element, {
      wheelZooms: this.options.wheelZooms,
      viewport: () => this.#viewport,
      moved: (viewport) => this.#changed(viewport),
      clicked: (x, y) => {
        const node = this.#nodeAt(x, y);
        if (node) this.#pick(node);
      },
      doubleClicked: (x, y) => {
        const node = this.#nodeAt(x, y);
        if (node) this.options.opened(node);
      },
      hovered: (point) => {
        const node = point && this.#nodeAt(point.x, point.y);
        this.element.classList.toggle('over-node', node !== undefined);
        if (point && node) this.#tip.show(node, point, this.#size());
        else this.#tip.hide();
      },
    });
  }

  #keydown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.#layout) return;
    if (this.#command(this.#layout, event)) {
      event.preventDefault();
      return;
    }
    const isText = /^[\p{L}\p{N} ]$/u.test(event.key);
    const next = isText
      ? typedAhead(this.#layout, this.#current, this.#typed.add(event.key, event.timeStamp))
      : walk(this.#layout, this.#current ?? '', event.key);
    const node = this.#layout.nodes.find(({ id }) => id === next);
    if (node) this.#pick(node);
    // The page does not scroll where there is no edge to follow, and a letter of a word is none of its keys.
    if (node || isText || event.key.startsWith('Arrow')) event.preventDefault();
  }

  /** Keys that do something other than to go to a node. */
  #command(layout: DagLayout, { key, timeStamp }: KeyboardEvent): boolean {
    const zoom = { '+': 1.25, '=': 1.25, '-': 0.8 }[key];
    const current = layout.nodes.find(({ id }) => id === this.#current);
    if (zoom !== undefined) this.zoom(zoom);
    else if (key === '0' && !this.#typed.isTyping(timeStamp)) this.fitAll();
    else if (key === 'Escape') this.#tip.hide();
    else if (key === 'Enter' && current) this.options.opened(current);
    else return false;
    return true;
  }

  #pick(node: PlacedNode): void {
    this.setCurrent(node.id);
    this.options.picked(node);
  }

  #nodeAt(x: number, y: number): PlacedNode | undefined {
    const { scale, x: dx, y: dy } = this.#viewport;
    return this.#layout && nodeAt(this.#layout, (x - dx) / scale, (y - dy) / scale);
  }
}
