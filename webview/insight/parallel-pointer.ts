import { setText } from '../shared/dom';
import type { ParallelCanvas } from './parallel-canvas';
import type { ParallelPicture } from './parallel-model';
import type { Brush } from './ui-state';

export interface PointerOptions {
  picture(): ParallelPicture | undefined;
  brushOf(id: string): Brush | undefined;
  brush(id: string, brush: Brush | undefined): void;
  pick(trial: number, add: boolean): void;
  open(trial: number): void;
  tipOf(row: number): string;
}

/** Smaller drags are clicks. */
const SMALLEST_BRUSH = 0.015;

interface Drag {
  readonly id: string;
  readonly from: number;
  /** The brush that is moved; absent when a new one is drawn. */
  readonly moving: Brush | undefined;
}

/** What the mouse does on the lines: brushes on an axis, points and selects between them. */
export class ParallelPointer {
  #drag: Drag | undefined;
  /** The press that a click ends began on an axis: wherever it is let go, it was no click on a line. */
  #wasOnAxis = false;

  constructor(
    private readonly canvas: ParallelCanvas,
    private readonly tip: HTMLElement,
    private readonly options: PointerOptions,
  ) {}

  listen(): void {
    const { element } = this.canvas;
    element.addEventListener('pointerdown', (event) => {
      const { x, y } = this.#at(event);
      const axis = this.options.picture()?.axes[this.canvas.axisAt(x) ?? -1];
      this.#wasOnAxis = axis !== undefined;
      if (!axis || event.button !== 0) return;
      element.setPointerCapture(event.pointerId);
      const from = this.canvas.place(y);
      const brush = this.options.brushOf(axis.id);
      this.#drag = {
        id: axis.id,
        from,
        moving: brush && from >= brush[0] && from <= brush[1] ? brush : undefined,
      };
      event.preventDefault();
    });
    element.addEventListener('pointermove', (event) => this.#moved(event));
    element.addEventListener('pointerup', (event) => {
      const drag = this.#drag;
      this.#drag = undefined;
      if (!drag) return;
      const distance = Math.abs(this.canvas.place(this.#at(event).y) - drag.from);
      if (distance < SMALLEST_BRUSH) this.options.brush(drag.id, undefined);
    });
    element.addEventListener('pointercancel', () => (this.#drag = undefined));
    element.addEventListener('pointerleave', () => this.#point(undefined));
    element.addEventListener('click', (event) => {
      if (this.#wasOnAxis) return;
      const trial = this.#trialAt(event);
      if (trial !== undefined) this.options.pick(trial, event.ctrlKey || event.metaKey || event.shiftKey);
    });
    element.addEventListener('dblclick', (event) => {
      const trial = this.#trialAt(event);
      if (trial !== undefined) this.options.open(trial);
    });
  }

  #moved(event: PointerEvent): void {
    const { x, y } = this.#at(event);
    const drag = this.#drag;
    if (drag) {
      const to = this.canvas.place(y);
      if (drag.moving) {
        const [low, high] = drag.moving;
        const by = Math.max(-low, Math.min(1 - high, to - drag.from));
        this.options.brush(drag.id, [low + by, high + by]);
      } else if (Math.abs(to - drag.from) >= SMALLEST_BRUSH) {
        this.options.brush(drag.id, [Math.min(to, drag.from), Math.max(to, drag.from)]);
      }
      return;
    }
    const isOnAxis = this.canvas.axisAt(x) !== undefined;
    this.canvas.element.style.cursor = isOnAxis ? 'row-resize' : '';
    this.#point(isOnAxis ? undefined : this.canvas.rowAt(x, y), x, y);
  }

  #point(row: number | undefined, x = 0, y = 0): void {
    this.canvas.point(row);
    this.tip.hidden = row === undefined;
    if (row === undefined) return;
    setText(this.tip, this.options.tipOf(row));
    const { offsetTop, offsetLeft } = this.canvas.element;
    this.tip.style.left = `${Math.max(2, Math.min(this.canvas.width - this.tip.offsetWidth - 4, x + offsetLeft + 12))}px`;
    this.tip.style.top = `${y + offsetTop + 14}px`;
    this.canvas.element.style.cursor = 'pointer';
  }

  #trialAt(event: MouseEvent): number | undefined {
    const { x, y } = this.#at(event);
    if (this.canvas.axisAt(x) !== undefined) return undefined;
    return this.options.picture()?.trials[this.canvas.rowAt(x, y) ?? -1]?.trial;
  }

  #at(event: MouseEvent): { readonly x: number; readonly y: number } {
    const box = this.canvas.element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }
}
