import { BarController, BarElement, CategoryScale, Chart, LinearScale } from 'chart.js';
import { fade } from '../shared/color';
import { el, setAttribute, setText } from '../shared/dom';
import { formatCount, formatTick } from '../shared/format';
import type { Theme } from '../shared/theme';
import { histogramOf, medianOf } from './histogram-model';
import type { Bin } from './histogram-model';
import { histogramSummary } from './space-model';

Chart.register(BarController, BarElement, CategoryScale, LinearScale);

/** How a number is spread over sampled candidates. */
export class HistogramView {
  readonly element: HTMLElement;
  readonly #canvas = el('canvas', { role: 'img' });
  readonly #note = el('span', { class: 'muted numeric' });
  readonly #chart: Chart<'bar'>;
  #bins: readonly Bin[] = [];
  #theme: Theme;

  constructor(
    theme: Theme,
    private readonly title: string,
    private readonly series: number,
  ) {
    this.#theme = theme;
    this.element = el(
      'section',
      { class: 'card histogram', 'aria-label': title },
      el('div', { class: 'card-head' }, el('h2', {}, title), this.#note),
      el('div', { class: 'histogram-plot' }, this.#canvas),
    );
    const tick = (index: number) => formatTick('count', this.#bins[index]?.from ?? 0);
    this.#chart = new Chart(this.#canvas, {
      type: 'bar',
      data: { labels: [], datasets: [] },
      options: {
        animation: false,
        responsive: true,
        maintainAspectRatio: false,
        events: [],
        scales: {
          x: {
            grid: { display: false },
            border: { display: false },
            ticks: { maxRotation: 0, autoSkipPadding: 14, callback: (index) => tick(Number(index)) },
          },
          y: {
            beginAtZero: true,
            border: { display: false },
            ticks: { maxTicksLimit: 4, precision: 0 },
          },
        },
      },
    });
    this.#dress();
  }

  show(values: readonly number[]): void {
    this.#bins = histogramOf(values);
    const median = medianOf(values);
    setText(
      this.#note,
      median === undefined ? '' : `median ${formatCount(median)} of ${values.length} sampled`,
    );
    setAttribute(this.#canvas, 'aria-label', histogramSummary(this.title, values));
    this.#draw();
  }

  setTheme(theme: Theme): void {
    this.#theme = theme;
    this.#dress();
    this.#draw();
  }

  /** A dataset of its own each time: chart.js keeps what it has read of an old one, colours too. */
  #draw(): void {
    const { series, highContrast } = this.#theme;
    const color = series[this.series]!;
    this.#chart.data.labels = this.#bins.map((_, i) => i);
    this.#chart.data.datasets = [
      {
        data: this.#bins.map(({ count }) => count),
        categoryPercentage: 1,
        barPercentage: 0.9,
        backgroundColor: fade(color, highContrast ? 0.5 : 0.7),
        borderColor: color,
        borderWidth: highContrast ? 1 : 0,
        borderRadius: 2,
      },
    ];
    this.#chart.update('none');
  }

  #dress(): void {
    const theme = this.#theme;
    const font = { family: theme.fontFamily, size: Math.max(10, theme.fontSize - 2) };
    for (const key of ['x', 'y'] as const) {
      const scale = this.#chart.options.scales![key]!;
      Object.assign(scale.ticks!, { color: theme.highContrast ? theme.foreground : theme.muted, font });
      Object.assign(scale.grid!, { color: fade(theme.foreground, theme.highContrast ? 0.25 : 0.1) });
    }
  }
}
