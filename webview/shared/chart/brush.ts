import { el } from '../dom';
import type { Box } from './marker-layer';

/** Less is a click with an unsteady hand. */
const LEAST_PIXELS = 5;

/**
 * Draws a rectangle while the mouse is dragged over `target`, and tells of it when the button is let go. A drag is no
 * click: that one is kept from whoever listens. Escape ends it without a word.
 */
export class Brush {
  readonly element = el('div', { class: 'plot-brush', hidden: true });
  #from: { readonly x: number; readonly y: number } | undefined;
  #box: Box | undefined;
  #justEnded = false;

  constructor(
    private readonly target: HTMLElement,
    private readonly done: (box: Box, add: boolean) => void,
  ) {
    target.addEventListener('pointerdown', (event) => this.#down(event));
    target.addEventListener('pointermove', (event) => this.#move(event));
    target.addEventListener('pointerup', (event) => this.#up(event));
    target.addEventListener('pointercancel', () => this.cancel());
    target.addEventListener('click', (event) => {
      if (this.#justEnded) event.stopImmediatePropagation();
      this.#justEnded = false;
    });
  }

  get isActive(): boolean {
    return this.#box !== undefined;
  }

  cancel(): void {
    this.#from = undefined;
    this.#box = undefined;
    this.element.hidden = true;
  }

  #down(event: PointerEvent): void {
    this.#justEnded = false;
    // A finger scrolls.
    if (event.button !== 0 || event.pointerType === 'touch') return;
    this.#from = this.#at(event);
  }

  #move(event: PointerEvent): void {
    if (!this.#from) return;
    const { x, y } = this.#at(event);
    const { x: x0, y: y0 } = this.#from;
    const box = {
      left: Math.min(x0, x),
      right: Math.max(x0, x),
      top: Math.min(y0, y),
      bottom: Math.max(y0, y),
    };
    if (!this.#box && Math.max(box.right - box.left, box.bottom - box.top) < LEAST_PIXELS) return;
    if (!this.#box) this.target.setPointerCapture(event.pointerId);
    this.#box = box;
    this.element.hidden = false;
    this.element.style.left = `${box.left}px`;
    this.element.style.top = `${box.top}px`;
    this.element.style.width = `${box.right - box.left}px`;
    this.element.style.height = `${box.bottom - box.top}px`;
  }

  #up(event: PointerEvent): void {
    const box = this.#box;
    this.cancel();
    if (!box) return;
    this.#justEnded = true;
    this.done(box, event.shiftKey || event.ctrlKey || event.metaKey);
  }

  #at(event: PointerEvent): { readonly x: number; readonly y: number } {
    const box = this.target.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }
}
