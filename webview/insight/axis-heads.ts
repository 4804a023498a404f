import * as l10n from '@vscode/l10n';
import { el, setAttribute, setText } from '../shared/dom';
import { brushText } from './brush-values';
import { brushAfter } from './parallel-model';
import type { ParallelAxis } from '../../src/core/report/parallel-axes';
import type { Brush } from './ui-state';

export interface AxisHeadOptions {
  /** @param to the place among the axes in sight */
  move(id: string, to: number): void;
  brush(id: string, brush: Brush | undefined): void;
  toggleLog(id: string): void;
  say(sentence: string): void;
}

/** A drag of a title begins after so many pixels. */
const DRAG_FROM = 5;

/** The titles over the axes: a toolbar in which each axis can be moved, brushed and made logarithmic. */
export class AxisHeads {
  readonly element = el('div', {
    class: 'axis-heads',
    role: 'toolbar',
    'aria-label': l10n.t('Axes'),
    'aria-describedby': 'axis-help',
  });
  #axes: readonly ParallelAxis[] = [];
  #brushes: Readonly<Record<string, Brush>> = {};
  #xOf: (i: number) => number = () => 0;
  /** The axis whose title the Tab key reaches. */
  #current: string | undefined;
  #wantsFocus = false;

  constructor(private readonly options: AxisHeadOptions) {
    this.element.addEventListener('keydown', (event) => this.#keydown(event));
    this.element.addEventListener('focusin', (event) => {
      this.#current = (event.target as HTMLElement).dataset['axis'];
    });
    this.#dragging();
  }

  show(
    axes: readonly ParallelAxis[],
    brushes: Readonly<Record<string, Brush>>,
    xOf: (i: number) => number,
    width: number,
  ): void {
    const ids = axes.map(({ id }) => id).join('\n');
    const isNew = ids !== this.#axes.map(({ id }) => id).join('\n');
    this.#wantsFocus ||= isNew && this.element.contains(document.activeElement);
    this.#axes = axes;
    this.#brushes = brushes;
    this.#xOf = xOf;
    if (!axes.some(({ id }) => id === this.#current)) this.#current = axes[0]?.id;
    this.element.style.width = `${width}px`;
    if (isNew) {
      this.element.replaceChildren(
        ...axes.map(({ id }) => el('button', { type: 'button', class: 'axis-head', 'data-axis': id })),
      );
    }
    axes.forEach((axis, i) => this.#dress(this.#buttons()[i]!, axis, i));
    if (this.#wantsFocus)
      this.#buttons()
        .find((head) => head.dataset['axis'] === this.#current)
        ?.focus();
    this.#wantsFocus = false;
  }

  #dress(head: HTMLElement, axis: ParallelAxis, i: number): void {
    const brush = this.#brushes[axis.id];
    // `block1.operation` breaks behind its dot.
    const title = axis.title.replaceAll('.', '.\u200b');
    setText(head, axis.isLog ? l10n.t('{0} (log)', title) : title);
    setAttribute(head, 'title', axis.title);
    setAttribute(
      head,
      'aria-label',
      [
        l10n.t('{0}, axis {1} of {2}', axis.title, i + 1, this.#axes.length),
        ...(axis.isLog ? [l10n.t('logarithmic')] : []),
        ...(brush ? [l10n.t('brushed from {0}', brushText(axis, brush))] : []),
      ].join(', '),
    );
    setAttribute(head, 'class', `axis-head${brush ? ' brushed' : ''}`);
    head.style.left = `${this.#xOf(i)}px`;
    head.tabIndex = axis.id === this.#current ? 0 : -1;
  }

  #keydown(event: KeyboardEvent): void {
    const at = this.#axes.findIndex(({ id }) => id === this.#current);
    const axis = this.#axes[at];
    if (!axis) return;
    const across = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (across !== undefined) {
      const to = Math.max(0, Math.min(this.#axes.length - 1, at + across));
      if (event.shiftKey) {
        this.options.move(axis.id, to);
        this.options.say(l10n.t('{0} is axis {1} of {2}', axis.title, to + 1, this.#axes.length));
      } else this.#buttons()[to]!.focus();
    } else if (event.key.toLowerCase() === 'l' && axis.canLog && !event.ctrlKey && !event.metaKey) {
      this.options.toggleLog(axis.id);
      this.options.say(
        axis.isLog ? l10n.t('{0} is linear', axis.title) : l10n.t('{0} is logarithmic', axis.title),
      );
    } else {
      const brush = brushAfter(event.key, event.shiftKey, this.#brushes[axis.id], axis);
      if (brush === null) return;
      this.options.brush(axis.id, brush);
      this.options.say(
        brush
          ? l10n.t({
              message: '{0} from {1}',
              args: [axis.title, brushText(axis, brush)],
              comment: [
                'An axis and the part of it that is brushed, such as "Latency from 0.4 ms to 0.9 ms"',
              ],
            })
          : l10n.t('{0} is not brushed', axis.title),
      );
    }
    event.preventDefault();
  }

  /** A title that is dragged takes the place over which it is let go. */
  #dragging(): void {
    let from: { readonly id: string; readonly x: number; readonly head: HTMLElement } | undefined;
    this.element.addEventListener('pointerdown', (event) => {
      const head = event.target as HTMLElement;
      const id = head.dataset['axis'];
      if (id !== undefined && event.button === 0) from = { id, x: event.clientX, head };
    });
    this.element.addEventListener('pointermove', (event) => {
      if (!from || Math.abs(event.clientX - from.x) < DRAG_FROM) return;
      this.element.setPointerCapture(event.pointerId);
      from.head.style.transform = `translateX(calc(-50% + ${event.clientX - from.x}px))`;
    });
    const end = (event: PointerEvent): void => {
      if (!from) return;
      const { id, x, head } = from;
      from = undefined;
      head.style.transform = '';
      if (Math.abs(event.clientX - x) < DRAG_FROM || event.type === 'pointercancel') return;
      const at = event.clientX - this.element.getBoundingClientRect().left;
      const to = this.#axes.filter((axis, i) => axis.id !== id && this.#xOf(i) < at).length;
      this.options.move(id, to);
    };
    this.element.addEventListener('pointerup', end);
    this.element.addEventListener('pointercancel', end);
  }

  #buttons(): HTMLElement[] {
    return [...this.element.querySelectorAll<HTMLElement>('.axis-head')];
  }
}
