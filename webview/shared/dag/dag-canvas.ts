import type { DagLayout } from '../../../src/core/drawing/dag-layout';
import { boxInSight, contains, detailAt, DRAWN_WHOLE, outlineOf, roomAround, sceneMarkup } from './dag-scene';
import type { Box, Detail } from './dag-scene';
import { curve } from './dag-svg';
import type { DagPaint } from './dag-svg';
import type { Theme } from '../theme';
import type { Size, Viewport } from './viewport';

/** The drawing itself. Of a large graph only what is in sight and around it is in the document. */
export class DagCanvas {
  readonly element = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  readonly #scene = document.createElementNS('http://www.w3.org/2000/svg', 'g');
  readonly #drawn = document.createElementNS('http://www.w3.org/2000/svg', 'g');
  readonly #over = document.createElementNS('http://www.w3.org/2000/svg', 'g');
  #layout: DagLayout | undefined;
  #paint: DagPaint | undefined;
  #viewport: Viewport = { scale: 1, x: 0, y: 0 };
  #window: Size = { width: 0, height: 0 };
  #part: { readonly box: Box; readonly detail: Detail } | undefined;

  /** @param markup draws the layout another way; then always all of it */
  constructor(private readonly markup?: (theme: Theme) => string) {
    this.#scene.append(this.#drawn, this.#over);
    this.#over.setAttribute('pointer-events', 'none');
    this.element.append(this.#scene);
    this.element.setAttribute('aria-hidden', 'true');
  }

  show(layout: DagLayout, paint: DagPaint): void {
    this.#layout = layout;
    this.#paint = paint;
    this.#part = undefined;
    this.element.setAttribute('font-family', paint.theme.fontFamily);
    this.#drawPart();
  }

  place(viewport: Viewport, window: Size): void {
    this.#viewport = viewport;
    this.#window = window;
    this.#scene.setAttribute('transform', `translate(${viewport.x} ${viewport.y}) scale(${viewport.scale})`);
    this.#drawPart();
  }

  /** Lines over the drawing: around one node and along its edges, and around what was found. */
  mark(current: string | undefined, found: ReadonlySet<string>): void {
    if (!this.#layout) return;
    const { nodes, edges } = this.#layout;
    const lines = edges
      .filter(({ from, to, points }) => (from === current || to === current) && points.length > 1)
      .map(({ points }) => curve(points));
    const around = (ids: (id: string) => boolean, grow: number) =>
      outlineOf(
        nodes.filter(({ id }) => ids(id)),
        grow,
      );
    this.#over.innerHTML =
      `<path class="dag-over-edges" d="${lines.join('')}"/>` +
      `<path class="dag-over-marked" d="${around((id) => found.has(id), 2)}"/>` +
      `<path class="dag-over-current" d="${around((id) => id === current, 1)}"/>`;
  }

  /** Draws what is in sight and some more around it, unless that is there. */
  #drawPart(): void {
    const layout = this.#layout;
    if (!layout || !this.#paint) return;
    const sight = boxInSight(this.#viewport, this.#window);
    const detail = detailAt(this.#viewport.scale, layout.nodes.length);
    if (this.#part?.detail === detail && contains(this.#part.box, sight)) return;
    // A small drawing is there as a whole, wherever the window is.
    const isWhole = this.markup !== undefined || layout.nodes.length <= DRAWN_WHOLE;
    const box = isWhole ? EVERYWHERE : roomAround(sight);
    this.#part = { box, detail };
    // The markup's texts are escaped where they are made.
    this.#drawn.innerHTML = this.markup?.(this.#paint.theme) ?? sceneMarkup(layout, this.#paint, box, detail);
  }
}

const EVERYWHERE: Box = { left: -Infinity, top: -Infinity, right: Infinity, bottom: Infinity };
