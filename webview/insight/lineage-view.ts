import * as l10n from '@vscode/l10n';
import { metricSpec } from '../../src/core/trial/metric';
import { button } from '../shared/controls';
import { el, setAttribute, setText } from '../shared/dom';
import { groupDigits } from '../../src/core/drawing/format';
import { markerGlyph } from '../shared/marker-glyph';
import type { Theme } from '../shared/theme';
import { card } from './card';
import { dataTable } from './data-table';
import { LineageCanvas } from './lineage-canvas';
import {
  lineagePicture,
  lineageSentence,
  lineageTable,
  neighbourOf,
  nodeText,
  stepOf,
} from './lineage-model';
import type { LineagePicture, LineageStep } from './lineage-model';
import { picturesOf } from './picture-file';
import type { RunData, Section, SectionTools } from './section';
import type { UiState } from './ui-state';

const MOST_CHIPS = 10;

/** Who came from whom. */
export class LineageView implements Section {
  readonly element: HTMLElement;
  readonly #canvas: LineageCanvas;
  readonly #summary = el('p', { class: 'verdict', role: 'status' });
  readonly #legend = el('span', { class: 'muted' });
  readonly #frame: HTMLElement;
  readonly #tip = el('div', { class: 'plot-tip', hidden: true });
  readonly #step = el('div', { class: 'step' });
  readonly #data;
  #picture: LineagePicture | undefined;
  #version = -1;
  #stepKey = '';
  /** What was in sight before a reload is in sight again. */
  #hasLooked = false;

  constructor(private readonly tools: SectionTools) {
    this.#canvas = new LineageCanvas(tools.theme, (lineage) => tools.choose({ lineage }));
    this.#frame = el(
      'div',
      { class: 'lineage', tabindex: 0, role: 'group', 'aria-describedby': 'lineage-help' },
      this.#canvas.element,
      this.#tip,
    );
    this.#data = dataTable(l10n.t('Trials with their parents'), 'lineage', tools);
    this.#listen();
    const zoom = (factor: number): void => this.#zoomCentre(factor);
    this.element = el(
      'div',
      { class: 'section' },
      card(
        l10n.t('Lineage'),
        [
          this.#legend,
          el(
            'span',
            { class: 'together' },
            button({ label: l10n.t('Zoom in'), icon: 'zoomIn', look: 'icon', press: () => zoom(1.5) })
              .element,
            button({ label: l10n.t('Zoom out'), icon: 'zoomOut', look: 'icon', press: () => zoom(1 / 1.5) })
              .element,
            button({ label: l10n.t('Show all'), icon: 'fit', look: 'icon', press: () => this.#canvas.fit() })
              .element,
          ),
          picturesOf(() => this.#canvas.toSvg(), 'lineage', tools),
        ],
        this.#summary,
        this.#frame,
        el(
          'p',
          { class: 'muted note', id: 'lineage-help' },
          l10n.t(
            'Generations from left to right; the thick line leads to the best trial. After a click the wheel zooms, dragging moves. Keys: Left to the parent, Right to the best child, Up and Down within the generation, End to the best, Enter selects, + and − zoom, 0 shows all.',
          ),
        ),
        this.#step,
        this.#data.element,
      ),
    );
  }

  show({ state, knobs, version }: RunData, ui: UiState): void {
    if (version !== this.#version || !this.#picture) {
      this.#version = version;
      this.#picture = lineagePicture(state);
      this.#canvas.show(this.#picture);
      this.#data.show(lineageTable(this.#picture));
    }
    const sentence = lineageSentence(this.#picture);
    setText(this.#summary, sentence);
    setAttribute(this.#frame, 'aria-label', l10n.t('Lineage. {0}', sentence));
    this.#frame.hidden = this.#picture.trials.length === 0;
    if (!this.#frame.hidden && !this.#hasLooked) {
      this.#hasLooked = true;
      this.#canvas.look(ui.lineage);
    }
    setText(this.#legend, l10n.t('{0}, orange bad to blue good', metricSpec(this.#picture.metric).title));
    const trial = ui.selected.at(-1);
    const step = trial === undefined ? undefined : stepOf(this.#picture, trial, knobs);
    this.#showStep(step);
  }

  setSelected(selected: ReadonlySet<number>): void {
    this.#canvas.setSelected(selected);
  }

  setTheme(theme: Theme): void {
    this.#canvas.setTheme(theme);
  }

  #showStep(step: LineageStep | undefined): void {
    const key = JSON.stringify(step ?? null);
    if (key === this.#stepKey) return;
    this.#stepKey = key;
    if (!step) {
      this.#step.replaceChildren(
        el('span', { class: 'muted' }, l10n.t('Select a node to see what changed.')),
      );
      return;
    }
    const line = (name: string, ...content: readonly (Node | string)[]): HTMLElement =>
      el('div', { class: 'row' }, el('span', { class: 'muted' }, name), ...content);
    this.#step.replaceChildren(
      el('h3', {}, l10n.t('Trial {0}: {1}', step.trial, step.value)),
      line(l10n.t('Made by'), step.operator, ...this.#chips(step.parents)),
      ...(step.parents.length > 0
        ? [
            line(
              l10n.t('Changed'),
              step.changes.length > 0 ? step.changes.join(', ') : l10n.t('nothing that the knobs tell'),
            ),
          ]
        : []),
      ...(step.children.length > 0
        ? [
            line(
              l10n.t('Became'),
              ...this.#chips(step.children.slice(0, MOST_CHIPS)),
              step.children.length > MOST_CHIPS ? othersText(step.children.length - MOST_CHIPS) : '',
            ),
          ]
        : []),
    );
  }

  #chips(trials: readonly number[]): HTMLElement[] {
    return trials.map((trial) =>
      el(
        'button',
        {
          class: 'chip',
          type: 'button',
          'aria-label': l10n.t('Select trial {0}', trial),
          on: { click: () => this.#select(trial, false) },
        },
        markerGlyph(trial),
        el('span', {}, String(trial)),
      ),
    );
  }

  #select(trial: number, add: boolean): void {
    this.tools.pick(trial, add);
    this.#canvas.reveal(trial);
  }

  #listen(): void {
    const { element } = this.#canvas;
    const at = (event: MouseEvent): { x: number; y: number } => {
      const box = element.getBoundingClientRect();
      return { x: event.clientX - box.left, y: event.clientY - box.top };
    };
    let drag: { x: number; y: number } | undefined;
    let hasMoved = false;
    element.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return;
      drag = { x: event.clientX, y: event.clientY };
      hasMoved = false;
    });
    element.addEventListener('pointermove', (event) => {
      if (!drag) {
        const { x, y } = at(event);
        this.#point(this.#canvas.at(x, y));
        return;
      }
      const by = { x: event.clientX - drag.x, y: event.clientY - drag.y };
      if (!hasMoved && Math.hypot(by.x, by.y) < 4) return;
      hasMoved = true;
      element.setPointerCapture(event.pointerId);
      drag = { x: event.clientX, y: event.clientY };
      this.#canvas.panBy(by.x, by.y);
    });
    const end = (): void => void (drag = undefined);
    element.addEventListener('pointerup', end);
    element.addEventListener('pointercancel', end);
    element.addEventListener('pointerleave', () => drag ?? this.#point(undefined));
    element.addEventListener('click', (event) => {
      const { x, y } = at(event);
      const trial = this.#canvas.at(x, y);
      if (!hasMoved && trial !== undefined)
        this.tools.pick(trial, event.ctrlKey || event.metaKey || event.shiftKey);
    });
    element.addEventListener('dblclick', (event) => {
      const { x, y } = at(event);
      const trial = this.#canvas.at(x, y);
      if (trial !== undefined) this.tools.open([trial]);
    });
    element.addEventListener(
      'wheel',
      (event) => {
        // The page scrolls over a chart that nobody works with.
        if (!event.ctrlKey && !event.metaKey && document.activeElement !== this.#frame) return;
        event.preventDefault();
        const { x, y } = at(event);
        this.#canvas.zoomAt(Math.exp(-event.deltaY / 400), x, y);
      },
      { passive: false },
    );
    this.#frame.addEventListener('keydown', (event) => this.#keydown(event));
    this.#frame.addEventListener('blur', () => this.#point(undefined));
  }

  #keydown(event: KeyboardEvent): void {
    const picture = this.#picture;
    if (!picture || event.target !== this.#frame) return;
    const { pointed } = this.#canvas;
    if (event.key === 'Enter' || event.key === ' ') {
      if (pointed !== undefined) this.tools.pick(pointed, event.ctrlKey || event.metaKey || event.shiftKey);
    } else if (!this.#looked(event.key) && !this.#walked(event.key, picture)) return;
    event.preventDefault();
  }

  /** Whether the key changes what is in sight. */
  #looked(key: string): boolean {
    const look = {
      '+': () => this.#zoomCentre(1.5),
      '=': () => this.#zoomCentre(1.5),
      '-': () => this.#zoomCentre(1 / 1.5),
      '0': () => this.#canvas.fit(),
      Escape: () => this.#point(undefined),
    }[key];
    look?.();
    return look !== undefined;
  }

  /** Whether the key goes from node to node. */
  #walked(key: string, picture: LineagePicture): boolean {
    if (!/^(Arrow|Home|End)/.test(key)) return false;
    const { pointed } = this.#canvas;
    const next = pointed === undefined ? (picture.bestLine.at(-1) ?? 0) : neighbourOf(picture, pointed, key);
    if (next !== undefined) {
      this.#canvas.reveal(next);
      this.#point(next);
      this.tools.say(this.#tipText(next));
    }
    return true;
  }

  #zoomCentre(factor: number): void {
    const { clientWidth, clientHeight } = this.#canvas.element;
    const { pointed } = this.#canvas;
    const centre =
      pointed === undefined ? { x: clientWidth / 2, y: clientHeight / 2 } : this.#canvas.position(pointed);
    this.#canvas.zoomAt(factor, centre.x, centre.y);
  }

  #point(trial: number | undefined): void {
    this.#canvas.point(trial);
    this.#canvas.element.style.cursor = trial === undefined ? '' : 'pointer';
    this.#tip.hidden = trial === undefined;
    if (trial === undefined) return;
    setText(this.#tip, this.#tipText(trial));
    const { x, y } = this.#canvas.position(trial);
    const width = this.#frame.clientWidth - this.#tip.offsetWidth - 2;
    this.#tip.style.left = `${Math.max(2, Math.min(width, x - this.#tip.offsetWidth / 2))}px`;
    this.#tip.style.top = `${y < 50 ? y + 14 : y - this.#tip.offsetHeight - 12}px`;
  }

  #tipText(trial: number): string {
    const picture = this.#picture!;
    const record = picture.trials[trial];
    return record ? nodeText(record, picture.metric) : '';
  }
}

function othersText(count: number): string {
  return count === 1 ? l10n.t('and 1 other') : l10n.t('and {0} others', groupDigits(String(count)));
}
