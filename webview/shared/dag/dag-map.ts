import * as l10n from '@vscode/l10n';
import { el } from '../dom';
import type { Theme } from '../theme';
import type { DagLayout } from '../../../src/core/drawing/dag-layout';
import { boxesMarkup, boxInSight } from './dag-scene';
import type { Size, Viewport } from './viewport';

const WIDEST = 130;
const HIGHEST = 150;

export interface DagMapOptions {
  /** Brings this point of the drawing into the middle. */
  centre(x: number, y: number): void;
  /** Moves what is in sight by so many windows. */
  pan(windowsX: number, windowsY: number): void;
}

/** The whole drawing in a corner with the part that is in sight; not there while everything is. */
export class DagMap {
  readonly element: HTMLElement;
  readonly #svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  readonly #scene = document.createElementNS('http://www.w3.org/2000/svg', 'g');
  readonly #frame = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  #layout: DagLayout | undefined;
  #scale = 1;

  constructor(options: DagMapOptions) {
    this.#frame.setAttribute('class', 'dag-map-frame');
    this.#svg.setAttribute('aria-hidden', 'true');
    this.#svg.append(this.#scene, this.#frame);
    this.element = el('div', {
      class: 'dag-map',
      role: 'group',
      tabindex: 0,
      'aria-label': l10n.t('Map of the graph: arrow keys move the part in sight'),
      hidden: true,
    });
    this.element.append(this.#svg);
    this.element.addEventListener('keydown', (event) => {
      const step = STEPS[event.key];
      if (!step) return;
      event.preventDefault();
      event.stopPropagation();
      options.pan(...step);
    });
    const centre = (event: PointerEvent): void => {
      const box = this.#svg.getBoundingClientRect();
      options.centre((event.clientX - box.left) / this.#scale, (event.clientY - box.top) / this.#scale);
    };
    this.element.addEventListener('pointerdown', (event) => {
      event.stopPropagation();
      this.element.setPointerCapture(event.pointerId);
      centre(event);
    });
    this.element.addEventListener('pointermove', (event) => {
      event.stopPropagation();
      if (event.buttons === 1) centre(event);
    });
    for (const name of ['pointerup', 'dblclick'] as const)
      this.element.addEventListener(name, (event) => event.stopPropagation());
  }

  show(layout: DagLayout, theme: Theme): void {
    this.#layout = layout;
    this.#scale = Math.min(WIDEST / layout.width, HIGHEST / layout.height);
    this.#svg.setAttribute('width', String(Math.max(24, Math.round(layout.width * this.#scale))));
    this.#svg.setAttribute('height', String(Math.round(layout.height * this.#scale)));
    this.#scene.setAttribute('transform', `scale(${this.#scale})`);
    this.#scene.innerHTML = boxesMarkup(layout, { theme, heat: 'kind', labels: true }, layout);
    this.#frame.setAttribute('stroke', theme.focus);
    this.#frame.setAttribute('fill', theme.focus);
  }

  /** Hidden where the whole drawing is in sight, and where the window has no room for a map. */
  follow(viewport: Viewport, window: Size): void {
    if (!this.#layout || window.width === 0) return;
    const { left, top, right, bottom } = boxInSight(viewport, window);
    const all = left <= 0 && top <= 0 && right >= this.#layout.width && bottom >= this.#layout.height;
    const hidden = all || window.width < 260 || window.height < 200;
    if (this.element.hidden !== hidden) this.element.hidden = hidden;
    if (hidden) return;
    const place = {
      x: Math.max(0, left) * this.#scale,
      y: Math.max(0, top) * this.#scale,
      width: Math.max(4, (Math.min(right, this.#layout.width) - Math.max(0, left)) * this.#scale),
      height: Math.max(4, (Math.min(bottom, this.#layout.height) - Math.max(0, top)) * this.#scale),
    };
    for (const [name, value] of Object.entries(place)) this.#frame.setAttribute(name, value.toFixed(1));
  }
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-0.4, 0],
  ArrowRight: [0.4, 0],
  ArrowUp: [0, -0.4],
  ArrowDown: [0, 0.4],
  PageUp: [0, -1],
  PageDown: [0, 1],
};
