import * as l10n from '@vscode/l10n';
import type { SpaceSample } from '../../src/core/space/space-picture';
import { button } from '../shared/controls';
import { el, setText } from '../shared/dom';
import { segmented } from '../shared/segmented';
import type { Theme } from '../shared/theme';
import { SampleView } from './sample-view';
import { ordered, SAMPLE_ORDERS } from './samples-model';
import type { SampleOrder } from './samples-model';

export interface SamplesOptions {
  readonly order: SampleOrder;
  orderChanged(order: SampleOrder): void;
  /** Notations. */
  readonly ticked: readonly string[];
  tickedChanged(notations: readonly string[]): void;
  again(): void;
  show(notation: string): void;
  copy(text: string): void;
  compare(notations: readonly string[]): void;
  /** A sample cannot be drawn. */
  failed(error: unknown): void;
}

/** Sampled candidates as pictures with their sizes. */
export class SamplesView {
  readonly element: HTMLElement;
  readonly #list = el('ol', { class: 'samples', 'aria-label': l10n.t('Sampled candidates') });
  readonly #again;
  readonly #compare;
  readonly #hint = el('span', { class: 'muted' });
  #order: SampleOrder;
  #samples: readonly SpaceSample[] = [];
  #key = '';
  #views: readonly SampleView[] = [];
  #ticked: Set<string>;
  #canCompare = false;

  constructor(
    private theme: Theme,
    private readonly options: SamplesOptions,
  ) {
    this.#order = options.order;
    this.#ticked = new Set(options.ticked);
    this.#again = button({ label: l10n.t('Sample again'), icon: 'refresh', press: () => options.again() });
    this.#compare = button({
      label: l10n.t('Compare'),
      icon: 'graph',
      title: l10n.t('Show the ticked candidates side by side'),
      press: () => options.compare([...this.#ticked]),
    });
    const order = segmented({
      label: l10n.t('Order of the candidates'),
      choices: SAMPLE_ORDERS,
      value: this.#order,
      change: (value) => {
        this.#order = SAMPLE_ORDERS.find((one) => one.value === value)?.value ?? 'drawn';
        options.orderChanged(this.#order);
        this.#arrange();
      },
    });
    this.element = el(
      'section',
      { class: 'card sample-card', 'aria-label': l10n.t('Sampled candidates') },
      el(
        'div',
        { class: 'card-head' },
        el('h2', {}, l10n.t('Sampled candidates')),
        this.#hint,
        order.element,
        this.#compare.element,
        this.#again.element,
      ),
      this.#list,
    );
  }

  set busy(busy: boolean) {
    this.#again.set({ disabled: busy });
  }

  /** The same samples again leave everything as it is. */
  show(samples: readonly SpaceSample[], canCompare: boolean): void {
    const key = JSON.stringify([canCompare, samples]);
    if (key === this.#key) return;
    this.#key = key;
    this.#samples = samples;
    this.#canCompare = canCompare;
    const there = new Set(samples.map(({ notation }) => notation));
    const kept = [...this.#ticked].filter((notation) => there.has(notation));
    if (kept.length < this.#ticked.size) this.options.tickedChanged(kept);
    this.#ticked = new Set(kept);
    this.#arrange();
  }

  setTheme(theme: Theme): void {
    this.theme = theme;
    for (const view of this.#views) view.setTheme(theme);
  }

  #arrange(): void {
    this.#views = ordered(this.#samples, this.#order).map(
      (sample) =>
        new SampleView(this.theme, sample, {
          show: (notation) => this.options.show(notation),
          copy: (text) => this.options.copy(text),
          ...(this.#canCompare && sample.nodes.length > 0
            ? {
                isTicked: this.#ticked.has(sample.notation),
                tick: (isTicked: boolean) => this.#tick(sample.notation, isTicked),
              }
            : {}),
        }),
    );
    this.#list.classList.toggle(
      'names',
      this.#samples.every(({ nodes }) => nodes.length === 0),
    );
    this.#list.replaceChildren(...this.#views.map(({ element }) => element));
    this.#tell();
    for (const view of this.#views) view.draw().catch((error: unknown) => this.options.failed(error));
  }

  #tick(notation: string, isTicked: boolean): void {
    if (isTicked) this.#ticked.add(notation);
    else this.#ticked.delete(notation);
    this.options.tickedChanged([...this.#ticked]);
    this.#tell();
  }

  #tell(): void {
    this.#compare.set({ hidden: !this.#canCompare, disabled: this.#ticked.size < 2 });
    setText(this.#hint, this.#canCompare && this.#ticked.size === 1 ? l10n.t('tick another to compare') : '');
  }
}
