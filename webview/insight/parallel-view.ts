import * as l10n from '@vscode/l10n';
import { metricSpec } from '../../src/core/trial/metric';
import { button, checkbox, select } from '../shared/controls';
import { el, setAttribute, setText } from '../shared/dom';
import { groupDigits } from '../../src/core/drawing/format';
import type { Theme } from '../shared/theme';
import { AxisHeads } from './axis-heads';
import { brushValues, placedBrushes } from './brush-values';
import { card, labelled } from './card';
import { metricsFor } from './correlation-model';
import { dataTable } from './data-table';
import { ParallelCanvas } from './parallel-canvas';
import { bestKept, keptBy, parallelPicture, parallelTable, reordered } from './parallel-model';
import type { ParallelPicture } from './parallel-model';
import { LineKeys } from './parallel-keys';
import { ParallelPointer } from './parallel-pointer';
import { picturesOf } from './picture-file';
import { trialCountText } from './trial-count';
import type { RunData, Section, SectionTools } from './section';
import type { Brush, ParallelUi, UiState } from './ui-state';
import { INITIAL_UI } from './ui-state';

/** A selection holds so many at most. */
const MOST_SELECTED = 12;

/** Every trial as a line over its knobs and its metrics. */
export class ParallelView implements Section {
  readonly element: HTMLElement;
  readonly #canvas: ParallelCanvas;
  readonly #heads: AxisHeads;
  readonly #color;
  readonly #colorField: HTMLElement;
  readonly #summary = el('p', { class: 'verdict', role: 'status' });
  readonly #scroll: HTMLElement;
  readonly #axes = el('div', { class: 'row axis-list' });
  readonly #data;
  readonly #chart: HTMLElement;
  #axisKey = '';
  #ui: ParallelUi = INITIAL_UI.parallel;
  #picture: ParallelPicture | undefined;
  #pictureKey = '';
  #kept: Uint8Array = new Uint8Array(0);
  #keptKey = '';

  constructor(private readonly tools: SectionTools) {
    this.#canvas = new ParallelCanvas(tools.theme);
    this.#heads = new AxisHeads({
      move: (id, to) => this.#move(id, to),
      brush: (id, brush) => this.#brush(id, brush),
      toggleLog: (id) => this.#toggle('log', id),
      say: (sentence) => tools.say(sentence),
    });
    const tip = el('div', { class: 'plot-tip', hidden: true });
    const pointer = new ParallelPointer(this.#canvas, tip, {
      picture: () => this.#picture,
      brushOf: (id) => placedBrushes(this.#picture?.axes ?? [], this.#ui.brushes)[id],
      brush: (id, brush) => this.#brush(id, brush),
      pick: (trial, add) => tools.pick(trial, add),
      open: (trial) => tools.open([trial]),
      tipOf: (row) => this.#tipOf(row),
    });
    pointer.listen();
    new LineKeys(this.#canvas, {
      picture: () => this.#picture,
      kept: () => this.#kept,
      tipOf: (row) => this.#tipOf(row),
      pick: (trial, add) => tools.pick(trial, add),
      clear: () => tools.select([]),
      say: (sentence) => tools.say(sentence),
    }).listen();
    this.#color = select({
      label: l10n.t('Metric of the colours'),
      choices: [],
      value: '',
      change: (color) => this.#choose({ color }),
    });
    this.#colorField = labelled(l10n.t('Colour, orange bad to blue good'), this.#color.element);
    this.#scroll = el(
      'div',
      { class: 'parallel-scroll' },
      el('div', { class: 'parallel' }, this.#heads.element, this.#canvas.element, tip),
    );
    this.#data = dataTable(l10n.t('Trials within the brushes'), 'trials', tools);
    this.#chart = card(
      l10n.t('Parallel coordinates'),
      [
        this.#colorField,
        button({
          label: l10n.t('Select the best'),
          title: l10n.t(
            'Select the best {0} trials within the brushes, by the metric of the colours',
            MOST_SELECTED,
          ),
          press: () => this.#picture && tools.select(bestKept(this.#picture, this.#kept, MOST_SELECTED)),
        }).element,
        button({ label: l10n.t('Clear brushes'), press: () => this.#choose({ brushes: {} }) }).element,
        picturesOf(
          () => (this.#scroll.hidden ? undefined : this.#canvas.toSvg()),
          'parallel-coordinates',
          tools,
        ),
      ],
      this.#summary,
      this.#scroll,
      el(
        'p',
        { class: 'muted note', id: 'axis-help' },
        l10n.t(
          'Drag on an axis to brush it, drag its title to move it. On a title: Left and Right go to the next, with Shift they move the axis; Up and Down brush, with Shift they change the size; Delete clears; L makes the axis logarithmic.',
        ),
      ),
      el(
        'p',
        { class: 'muted note', id: 'line-help' },
        l10n.t(
          'On the lines: arrow keys go through those within the brushes, from the best to the worst; Enter selects, with Shift beside others; Escape clears the selection.',
        ),
      ),
      el('details', { class: 'data' }, el('summary', {}, l10n.t('Axes')), this.#axes),
      this.#data.element,
    );
    this.element = el('div', { class: 'section' }, this.#chart);
  }

  show({ state, knobs, version }: RunData, ui: UiState): void {
    this.#ui = ui.parallel;
    const { brushes, ...shape } = ui.parallel;
    const key = `${version} ${knobs?.length ?? '-'} ${JSON.stringify(shape)}`;
    if (key !== this.#pictureKey || !this.#picture) {
      this.#pictureKey = key;
      this.#picture = parallelPicture(state, knobs ?? [], ui.parallel);
      this.#keptKey = '';
    }
    const picture = this.#picture;
    const isEmpty = picture.trials.length === 0 || picture.axes.length === 0;
    this.#scroll.hidden = isEmpty;
    if (isEmpty) {
      setText(
        this.#summary,
        picture.trials.length === 0
          ? l10n.t('No trial has been measured yet.')
          : l10n.t('All axes are hidden.'),
      );
    }
    const keptKey = JSON.stringify(brushes);
    if (keptKey !== this.#keptKey) {
      this.#keptKey = keptKey;
      this.#kept = keptBy(picture, brushes);
      this.#data.show(parallelTable(picture, this.#kept));
    }
    const metrics = metricsFor(state);
    this.#color.set(
      metrics.map((name) => ({ value: name, label: metricSpec(name).title })),
      picture.colorMetric ?? '',
    );
    this.#colorField.hidden = metrics.length === 0;
    this.#showAxisList(picture);
    if (isEmpty) return;
    setText(this.#summary, this.#sentence(picture, brushes));
    const placed = placedBrushes(picture.axes, brushes);
    this.#canvas.show(picture, this.#kept, placed, this.#scroll.clientWidth);
    this.#heads.show(picture.axes, placed, (i) => this.#canvas.axisX(i), this.#canvas.width);
  }

  setSelected(selected: ReadonlySet<number>): void {
    this.#canvas.setSelected(selected);
  }

  setTheme(theme: Theme): void {
    this.#canvas.setTheme(theme);
  }

  #sentence({ trials, axes }: ParallelPicture, brushes: ParallelUi['brushes']): string {
    const n = this.#kept.reduce((a, b) => a + b, 0);
    if (Object.keys(brushes).length === 0)
      return axes.length === 1
        ? l10n.t('{0} over 1 axis.', trialCountText(n))
        : l10n.t('{0} over {1} axes.', trialCountText(n), axes.length);
    return trials.length === 1
      ? l10n.t('{0} of 1 trial lie within the brushes.', n)
      : l10n.t('{0} of {1} trials lie within the brushes.', n, groupDigits(String(trials.length)));
  }

  #choose(change: Partial<ParallelUi>): void {
    // The next key may come before the frame that shows this one.
    this.#ui = { ...this.#ui, ...change };
    this.tools.choose({ parallel: this.#ui });
  }

  #brush(id: string, brush: Brush | undefined): void {
    const others = Object.fromEntries(Object.entries(this.#ui.brushes).filter(([other]) => other !== id));
    const axis = this.#picture?.axes.find((one) => one.id === id);
    this.#choose({ brushes: brush && axis ? { ...others, [id]: brushValues(axis, brush) } : others });
  }

  /** @param to the place among the axes in sight */
  #move(id: string, to: number): void {
    const picture = this.#picture!;
    const before = picture.axes.filter((axis) => axis.id !== id)[to]?.id;
    const all = picture.all.map((axis) => axis.id);
    const rest = all.filter((other) => other !== id);
    this.#choose({ axes: reordered(all, id, before === undefined ? rest.length : rest.indexOf(before)) });
  }

  #toggle(which: 'log' | 'hidden', id: string): void {
    const now = which === 'hidden' ? this.#hidden() : this.#ui.log;
    this.#choose({ [which]: now.includes(id) ? now.filter((other) => other !== id) : [...now, id] });
  }

  #hidden(): string[] {
    const shown = new Set(this.#picture!.axes.map(({ id }) => id));
    return this.#picture!.all.map(({ id }) => id).filter((id) => !shown.has(id));
  }

  #showAxisList({ all, axes }: ParallelPicture): void {
    const shown = new Set(axes.map(({ id }) => id));
    const key = JSON.stringify([all, [...shown]]);
    if (key === this.#axisKey) return;
    this.#axisKey = key;
    this.#axes.replaceChildren(
      ...all.map(
        ({ id, title }) =>
          checkbox({ label: title, checked: shown.has(id), change: () => this.#toggle('hidden', id) })
            .element,
      ),
    );
    setAttribute(this.#axes, 'aria-label', l10n.t('Axes in sight'));
    setAttribute(this.#axes, 'role', 'group');
  }

  #tipOf(row: number): string {
    const picture = this.#picture!;
    const color = picture.axes.find(({ id }) => id === `metric:${picture.colorMetric ?? ''}`);
    const { trial } = picture.trials[row]!;
    return color ? l10n.t('Trial {0}: {1}', trial, color.text(row)) : l10n.t('Trial {0}', trial);
  }
}
