import * as l10n from '@vscode/l10n';
import { BarController, BarElement, CategoryScale, Chart, LinearScale } from 'chart.js';
import type { ChartDataset, Plugin } from 'chart.js';
import { fade } from '../shared/color';
import { el, setAttribute, setText } from '../shared/dom';
import { formatMetric, formatTick } from '../../src/core/drawing/format';
import { metricSpec } from '../../src/core/trial/metric';
import type { Theme } from '../shared/theme';
import { countsIn, histogramOf, medianOf, positionIn } from './histogram-model';
import type { Bin } from './histogram-model';
import { histogramSummary } from './space-model';

Chart.register(BarController, BarElement, CategoryScale, LinearScale);

export interface HistogramContent {
  readonly values: readonly number[];
  /** Its ends are drawn, and what lies beyond is faded. */
  readonly limit?: { readonly min?: number; readonly max?: number };
  /** A second sample over the same axis. */
  readonly other?: { readonly title: string; readonly values: readonly number[] };
}

/** How a number is spread over sampled candidates. */
export class HistogramView {
  readonly element: HTMLElement;
  readonly #canvas = el('canvas', { role: 'img' });
  readonly #note = el('span', { class: 'muted numeric' });
  readonly #chart: Chart<'bar'>;
  #content: HistogramContent = { values: [] };
  #bins: readonly Bin[] = [];
  #theme: Theme;

  constructor(
    theme: Theme,
    private readonly metric: string,
    private readonly series: number,
  ) {
    this.#theme = theme;
    const { title, unit } = metricSpec(metric);
    this.element = el(
      'section',
      { class: 'card histogram', 'aria-label': title },
      el('div', { class: 'card-head' }, el('h2', {}, title), this.#note),
      el('div', { class: 'histogram-plot' }, this.#canvas),
    );
    const tick = (index: number) => formatTick(unit, this.#bins[index]?.from ?? 0);
    this.#chart = new Chart(this.#canvas, {
      type: 'bar',
      data: { labels: [], datasets: [] },
      plugins: [this.#limits()],
      options: {
        animation: false,
        responsive: true,
        maintainAspectRatio: false,
        events: [],
        scales: {
          x: {
            stacked: true,
            grid: { display: false },
            border: { display: false },
            ticks: { maxRotation: 0, autoSkipPadding: 14, callback: (index) => tick(Number(index)) },
          },
          y: {
            stacked: true,
            beginAtZero: true,
            border: { display: false },
            ticks: { maxTicksLimit: 4, precision: 0 },
          },
        },
      },
    });
    this.#dress();
  }

  show(content: HistogramContent): void {
    const { values, other, limit } = content;
    this.#content = content;
    this.#bins = histogramOf([...values, ...(other?.values ?? [])]);
    const median = medianOf(values);
    const theirs = other && medianOf(other.values);
    const format = (value: number) => formatMetric(this.metric, value);
    setText(
      this.#note,
      median === undefined
        ? ''
        : theirs === undefined
          ? l10n.t('median {0} of {1} sampled', format(median), values.length)
          : l10n.t('median {0}, there {1}', format(median), format(theirs)),
    );
    const { title } = metricSpec(this.metric);
    const sentences = [
      histogramSummary(title, values, format),
      ...(limit?.min === undefined ? [] : [l10n.t('Limit: at least {0}.', format(limit.min))]),
      ...(limit?.max === undefined ? [] : [l10n.t('Limit: at most {0}.', format(limit.max))]),
      ...(other ? [histogramSummary(`${title} (${other.title})`, other.values, format)] : []),
    ];
    setAttribute(this.#canvas, 'aria-label', sentences.join(' '));
    this.#draw();
  }

  setTheme(theme: Theme): void {
    this.#theme = theme;
    this.#dress();
    this.#draw();
  }

  /** Datasets of their own each time: chart.js keeps what it has read of old ones, colours too. */
  #draw(): void {
    const { values, limit, other } = this.#content;
    const counts = countsIn(this.#bins, values, limit);
    const own = (opacity: number, highContrast: number) => ({
      stack: 'own',
      ...this.#bars(this.#theme.series[this.series]!, opacity, highContrast),
    });
    const theirs = countsIn(this.#bins, other?.values ?? []).map(({ kept }) => kept);
    this.#chart.data.labels = this.#bins.map((_, i) => i);
    this.#chart.data.datasets = [
      { ...own(0.7, 0.5), data: counts.map(({ kept }) => kept) },
      ...(limit ? [{ ...own(0.28, 0.1), data: counts.map(({ beyond }) => beyond) }] : []),
      ...(other ? [{ stack: 'other', ...this.#bars(this.#theme.series[1]!, 0.7, 0.5), data: theirs }] : []),
    ];
    this.#chart.update('none');
  }

  #bars(color: string, opacity: number, highContrast: number): Omit<ChartDataset<'bar'>, 'data'> {
    return {
      categoryPercentage: 1,
      barPercentage: 0.9,
      backgroundColor: fade(color, this.#theme.highContrast ? highContrast : opacity),
      borderColor: color,
      borderWidth: this.#theme.highContrast ? 1 : 0,
      borderRadius: 2,
    };
  }

  /** A line at each end of the limit; at the edge where it lies beyond the sample. */
  #limits(): Plugin<'bar'> {
    return {
      id: 'limits',
      afterDatasetsDraw: ({ ctx, chartArea }) => {
        const { limit } = this.#content;
        if (!limit || this.#bins.length === 0) return;
        const { left, right, top, bottom } = chartArea;
        ctx.save();
        ctx.strokeStyle = this.#theme.foreground;
        ctx.lineWidth = 1.5;
        ctx.setLineDash([5, 3]);
        for (const value of Object.values(limit)) {
          const at = Math.max(0, Math.min(1, positionIn(this.#bins, value)));
          const x = Math.max(left + 1, Math.min(right - 1, left + at * (right - left)));
          ctx.beginPath();
          ctx.moveTo(x, top);
          ctx.lineTo(x, bottom);
          ctx.stroke();
        }
        ctx.restore();
      },
    };
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
