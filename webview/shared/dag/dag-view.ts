import { el, setAttribute, setText } from '../dom';
import type { Theme } from '../theme';
import { prefersReducedMotion } from '../theme';
import type { DagLayout, PlacedNode } from './dag-layout';
import { inputsOf, outputsOf, walk } from './dag-walk';
import type { Heat } from './dag-svg';
import { dagMarkup, standaloneSvg } from './dag-svg';
import type { Size, Viewport } from './viewport';
import { fitViewport, readableViewport, revealBox, zoomAt } from './viewport';

/** Height in pixels of the legend and the buttons that lie over the bottom of the drawing. */
const FOOT = 34;

export interface DagViewOptions {
  readonly label: string;
  /** Whether the plain wheel zooms; otherwise only together with Ctrl, and the page scrolls. */
  readonly wheelZooms: boolean;
  picked(node: PlacedNode): void;
  /** Enter or a double click: a collapsed group opens. */
  opened(node: PlacedNode): void;
  viewportChanged?(viewport: Viewport): void;
  /** Draws the layout another way; nodes are `.dag-node` with a `data-id`. */
  markup?(theme: Theme): string;
}

let nextViewId = 0;

/**
 * A drawn graph with zoom and pan. A list box for screen readers: the arrow
 * keys walk along the edges, and each node is an option with a sentence.
 */
export class DagView {
  readonly element: HTMLElement;
  readonly #svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  readonly #scene = document.createElementNS('http://www.w3.org/2000/svg', 'g');
  readonly #id = `dag-${nextViewId++}`;
  #layout: DagLayout | undefined;
  #theme: Theme;
  #heat: Heat = 'kind';
  #viewport: Viewport = { scale: 1, x: 0, y: 0 };
  /** Until someone zooms or pans, the drawing follows the window's size. */
  #following = true;
  #window: Size = { width: 0, height: 0 };
  #current: string | undefined;
  #marked: ReadonlySet<string> = new Set();

  constructor(
    theme: Theme,
    private readonly options: DagViewOptions,
  ) {
    this.#theme = theme;
    this.#svg.append(this.#scene);
    this.#svg.setAttribute('aria-hidden', 'true');
    this.element = el('div', { class: 'dag', tabindex: 0, role: 'group', 'aria-label': options.label });
    this.element.append(this.#svg);
    this.#listen();
    new ResizeObserver(() => this.#resized()).observe(this.element);
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

  setHeat(heat: Heat): void {
    this.#heat = heat;
    this.#draw();
  }

  /** The node that the keys start from; `undefined` for none. */
  setCurrent(id: string | undefined): void {
    this.#current = id;
    this.#markCurrent();
    if (id !== undefined) this.#reveal(id);
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
    const fit = this.#following ? readableViewport : fitViewport;
    this.#apply(fit(this.#layout, this.#clearWindow()));
  }

  fitAll(): void {
    if (!this.#layout) return;
    this.#following = false;
    this.#changed(fitViewport(this.#layout, this.#clearWindow()));
  }

  zoom(factor: number): void {
    const { width, height } = this.#size();
    this.#changed(zoomAt(this.#viewport, factor, width / 2, height / 2));
  }

  /** The whole drawing as a file, whatever is in sight. */
  toSvg(title: string): string {
    if (!this.#layout) return '';
    return standaloneSvg(this.#layout, { theme: this.#theme, heat: this.#heat, labels: true }, title);
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

  #draw(): void {
    if (!this.#layout) return;
    // The markup's texts are escaped where they are made.
    const paint = { theme: this.#theme, heat: this.#heat, labels: true };
    this.#scene.innerHTML = this.options.markup?.(this.#theme) ?? dagMarkup(this.#layout, paint);
    this.#svg.setAttribute('font-family', this.#theme.fontFamily);
    setAttribute(this.element, 'role', 'listbox');
    const options = this.#layout.nodes.map((node, i) =>
      el('div', { role: 'option', id: `${this.#id}-${i}`, 'aria-selected': 'false' }, node.description),
    );
    this.element.querySelector('.visually-hidden')?.remove();
    this.element.append(el('div', { class: 'visually-hidden', role: 'presentation' }, ...options));
    this.#markCurrent();
  }

  #markCurrent(): void {
    const layout = this.#layout;
    if (!layout) return;
    for (const node of this.#scene.querySelectorAll<SVGElement>('.dag-node')) {
      const id = node.dataset['id'] ?? '';
      node.classList.toggle('current', id === this.#current);
      node.classList.toggle('marked', this.#marked.has(id));
    }
    for (const edge of this.#scene.querySelectorAll<SVGElement>('.dag-edge')) {
      const { from, to } = edge.dataset;
      edge.classList.toggle('current', from === this.#current || to === this.#current);
    }
    const index = layout.nodes.findIndex(({ id }) => id === this.#current);
    layout.nodes.forEach((_, i) => {
      const option = this.element.querySelector(`[id="${this.#id}-${i}"]`);
      if (option) setAttribute(option, 'aria-selected', i === index ? 'true' : 'false');
    });
    setAttribute(this.element, 'aria-activedescendant', index < 0 ? undefined : `${this.#id}-${index}`);
    const node = layout.nodes[index];
    if (node)
      setText(this.element.querySelector(`[id="${this.#id}-${index}"]`)!, this.#sentence(layout, node));
  }

  #sentence(layout: DagLayout, node: PlacedNode): string {
    const names = (nodes: readonly PlacedNode[]) => nodes.map(({ label }) => label).join(', ') || 'nothing';
    return `${node.description}; from ${names(inputsOf(layout, node.id))}; to ${names(outputsOf(layout, node.id))}`;
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
    const next = revealBox(this.#viewport, box, this.#size());
    if (next.x !== this.#viewport.x || next.y !== this.#viewport.y) this.#changed(next);
  }

  #changed(viewport: Viewport): void {
    this.#following = false;
    this.#apply(viewport);
    this.options.viewportChanged?.(viewport);
  }

  #apply(viewport: Viewport): void {
    this.#viewport = viewport;
    this.#scene.setAttribute('transform', `translate(${viewport.x} ${viewport.y}) scale(${viewport.scale})`);
  }

  #listen(): void {
    this.element.addEventListener('keydown', (event) => this.#keydown(event));
    this.element.addEventListener('focus', () => {
      if (this.#current === undefined && this.#layout?.nodes[0]) this.#pick(this.#layout.nodes[0]);
    });
    this.element.addEventListener(
      'wheel',
      (event) => {
        if (!event.ctrlKey && !event.metaKey && !this.options.wheelZooms) return;
        event.preventDefault();
        const box = this.element.getBoundingClientRect();
        const factor = Math.exp(-event.deltaY * 0.0016);
        this.#changed(zoomAt(this.#viewport, factor, event.clientX - box.left, event.clientY - box.top));
      },
      { passive: false },
    );
    this.element.addEventListener('dblclick', (event) => {
      const node = this.#nodeAt(event);
      if (node) this.options.opened(node);
    });
    this.#listenToDrag();
  }

  #listenToDrag(): void {
    let start: { x: number; y: number; viewport: Viewport } | undefined;
    let moved = false;
    this.element.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return;
      start = { x: event.clientX, y: event.clientY, viewport: this.#viewport };
      moved = false;
    });
    this.element.addEventListener('pointermove', (event) => {
      if (!start) return;
      const dx = event.clientX - start.x;
      const dy = event.clientY - start.y;
      if (!moved && Math.hypot(dx, dy) < 4) return;
      if (!moved) this.element.setPointerCapture(event.pointerId);
      moved = true;
      this.element.classList.add('dragging');
      this.#changed({ ...start.viewport, x: start.viewport.x + dx, y: start.viewport.y + dy });
    });
    const end = (event: PointerEvent): void => {
      if (start && !moved && event.type === 'pointerup') {
        const node = this.#nodeAt(event);
        if (node) this.#pick(node);
      }
      start = undefined;
      this.element.classList.remove('dragging');
    };
    this.element.addEventListener('pointerup', end);
    this.element.addEventListener('pointercancel', end);
  }

  #keydown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.#layout) return;
    const current = this.#layout.nodes.find(({ id }) => id === this.#current);
    const zoom = { '+': 1.25, '=': 1.25, '-': 0.8 }[event.key];
    if (zoom !== undefined) this.zoom(zoom);
    else if (event.key === '0') this.fitAll();
    else if (event.key === 'Enter' && current) this.options.opened(current);
    else {
      const next = walk(this.#layout, this.#current ?? '', event.key);
      const node = this.#layout.nodes.find(({ id }) => id === next);
      if (!node) {
        if (event.key.startsWith('Arrow')) event.preventDefault();
        return;
      }
      this.#pick(node);
    }
    event.preventDefault();
  }

  #pick(node: PlacedNode): void {
    this.#scene.classList.toggle('still', prefersReducedMotion());
    this.setCurrent(node.id);
    this.options.picked(node);
  }

  #nodeAt(event: MouseEvent): PlacedNode | undefined {
    const id = document.elementFromPoint(event.clientX, event.clientY)?.closest<SVGElement>('.dag-node')
      ?.dataset['id'];
    return this.#layout?.nodes.find((node) => node.id === id);
  }
}
