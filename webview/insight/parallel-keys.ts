import * as l10n from '@vscode/l10n';
import { stepInOrder } from '../shared/chart/walk';
import { setAttribute } from '../shared/dom';
import type { ParallelCanvas } from './parallel-canvas';
import { linesInOrder } from './parallel-model';
import type { ParallelPicture } from './parallel-model';

export interface LineKeyOptions {
  picture(): ParallelPicture | undefined;
  /** Of each row 1 where it lies within the brushes. */
  kept(): Uint8Array;
  /** What a line says of itself. */
  tipOf(row: number): string;
  pick(trial: number, add: boolean): void;
  clear(): void;
  say(sentence: string): void;
}

/** Down and Up are the next line and the one before, as Right and Left are. */
const SAME: Readonly<Record<string, string>> = { ArrowDown: 'ArrowRight', ArrowUp: 'ArrowLeft' };

/**
 * What the keyboard does on the lines: arrow keys go through those within the brushes from the best to the worst, Home
 * and End to the ends; Enter selects the line that is pointed at, with Shift or Ctrl beside others; Escape lets go.
 */
export class LineKeys {
  #trial: number | undefined;

  constructor(
    private readonly canvas: ParallelCanvas,
    private readonly options: LineKeyOptions,
  ) {}

  listen(): void {
    const { element } = this.canvas;
    setAttribute(element, 'tabindex', 0);
    setAttribute(element, 'role', 'group');
    setAttribute(element, 'aria-label', l10n.t('Lines of trials'));
    setAttribute(element, 'aria-describedby', 'line-help');
    element.addEventListener('keydown', (event) => this.#keydown(event));
    element.addEventListener('blur', () => this.#point(undefined));
  }

  #keydown(event: KeyboardEvent): void {
    const picture = this.options.picture();
    const isAdding = event.ctrlKey || event.metaKey || event.shiftKey;
    if (!picture || event.altKey) return;
    if (event.key === 'Escape') {
      this.#point(undefined);
      this.options.clear();
    } else if (event.key === 'Enter' || event.key === ' ') {
      if (this.#trial === undefined) return;
      this.options.pick(this.#trial, isAdding);
    } else if (isAdding || !this.#walk(picture, event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  #walk(picture: ParallelPicture, key: string): boolean {
    const order = linesInOrder(picture, this.options.kept());
    const from = picture.trials.findIndex(({ trial }) => trial === this.#trial);
    const row = stepInOrder(SAME[key] ?? key, order, from < 0 ? undefined : from);
    if (row === undefined) return false;
    this.#point(row);
    this.options.say(
      l10n.t('{0}, line {1} of {2}', this.options.tipOf(row), order.indexOf(row) + 1, order.length),
    );
    return true;
  }

  #point(row: number | undefined): void {
    this.#trial = row === undefined ? undefined : this.options.picture()?.trials[row]?.trial;
    this.canvas.point(row);
  }
}
