import * as l10n from '@vscode/l10n';
import { Chart, Filler, LinearScale, LineController, LineElement, PointElement } from 'chart.js';
import type { ChartDataset } from 'chart.js';
import { curveStretches } from '../../src/core/comparison/curve-stretches';
import type { Spread } from '../../src/core/comparison/spread';
import { fade } from '../shared/color';
import { el, setAttribute, setText } from '../shared/dom';
import { formatTick, formatUnit } from '../../src/core/drawing/format';
import type { Theme } from '../shared/theme';
import { drawAxes, drawCaption, drawDatasets } from '../shared/chart/chart-svg';
import { standalone } from '../shared/dag/dag-svg';
import { SvgPen } from '../shared/svg-pen';
import type { By } from '../../src/core/comparison/side-by-side-choices';
import type { Comparison, GroupResult } from '../../src/core/comparison/side-by-side';
import { atText } from './result-model';
import type { Band } from './ui-state';

Chart.register(LineController, LineElement, PointElement, LinearScale, Filler);

/** Six colours, then the same dashed, then dotted. */
export const DASHES: readonly (readonly number[])[] = [[], [7, 4], [2, 3]];

export function lookOf(index: number): { readonly color: number; readonly dash: readonly number[] } {
  return { color: index % 6, dash: DASHES[Math.floor(index / 6) % DASHES.length]! };
}

/** Of a mean over some of the searches: shorter than any dash that tells groups apart. */
const PARTIAL_DASH = [1.5, 3.5];

interface Shown {
  readonly comparison: Comparison;
  readonly by: By;
  readonly band: Band;
  readonly hidden: ReadonlySet<string>;
}

/** Mean or median of each group with a band around it. Arrow keys move along the horizontal axis and tell the values. */
export class CurveChart {
  readonly element: HTMLElement;
  readonly #canvas = el('canvas', { 'aria-hidden': 'true' });
  readonly #tip = el('div', { class: 'plot-tip compare-tip', hidden: true });
  readonly #chart: Chart<'line'>;
  #theme: Theme;
  #shown: Shown | undefined;
  #lit: string | undefined;
  #at: number | undefined;

  constructor(
    theme: Theme,
    private readonly said: (sentence: string) => void,
  ) {
    this.#theme = theme;
    this.element = el('div', { class: 'plot', tabindex: 0, role: 'group' }, this.#canvas, this.#tip);
    this.#chart = new Chart(this.#canvas, {
      type: 'line',
      data: { datasets: [] },
      options: {
        animation: false,
        parsing: false,
        normalized: true,
        responsive: true,
        maintainAspectRatio: false,
        events: [],
        layout: { padding: { top: 6, right: 12 } },
        scales: {
          x: {
            type: 'linear',
            border: { display: false },
            ticks: {
              maxRotation: 0,
              autoSkipPadding: 14,
              callback: (value) => this.#tick('x', Number(value)),
            },
          },
          y: {
            type: 'linear',
            border: { display: false },
            ticks: { maxTicksLimit: 6, callback: (value) => this.#tick('y', Number(value)) },
          },
        },
      },
    });
    this.element.addEventListener('pointermove', (event) => this.#point(this.#nearest(event)));
    this.element.addEventListener('pointerleave', () => this.#point(undefined));
    this.element.addEventListener('blur', () => this.#point(undefined));
    this.element.addEventListener('keydown', (event) => this.#keydown(event));
    this.#dress();
  }

  show(shown: Shown, summary: string): void {
    this.#shown = shown;
    setAttribute(this.element, 'aria-label', l10n.t('Curves. {0}', summary));
    this.#draw();
  }

  /** Makes one group stand out; `undefined` all alike. */
  light(id: string | undefined): void {
    if (this.#lit === id) return;
    this.#lit = id;
    this.#draw();
  }

  setTheme(theme: Theme): void {
    this.#theme = theme;
    this.#dress();
    this.#draw();
  }

  /** A file of its own, with the theme's colours and a legend of the groups in sight. */
  toSvg(caption: string): string {
    const { width, height, chartArea } = this.#chart;
    const { left, top } = chartArea;
    const pen = new SvgPen();
    drawAxes(pen, this.#chart, this.#theme);
    pen.clipped(left, top, chartArea.width, chartArea.height, () => drawDatasets(pen, this.#chart));
    const named = drawCaption(pen, caption, width, height, this.#theme);
    const below = this.#drawLegend(pen, width, named + 8);
    return standalone(
      width,
      Math.ceil(below),
      this.#theme,
      this.element.getAttribute('aria-label') ?? '',
      pen.markup,
    );
  }

  /** @returns where it ends */
  #drawLegend(pen: SvgPen, width: number, from: number): number {
    const size = this.#theme.fontSize;
    pen.font = `${size}px ${this.#theme.fontFamily}`;
    pen.textAlign = 'left';
    pen.textBaseline = 'middle';
    let [x, y] = [8, from + size / 2];
    for (const { name, index } of this.#visible()) {
      const { color, dash } = lookOf(index);
      const entry = 30 + pen.widthOf(name) + 18;
      if (x > 8 && x + entry > width) [x, y] = [8, y + size * 1.6];
      pen.strokeStyle = this.#theme.series[color]!;
      pen.lineWidth = 2;
      pen.setLineDash(dash);
      pen.beginPath();
      pen.moveTo(x, y);
      pen.lineTo(x + 22, y);
      pen.stroke();
      pen.setLineDash([]);
      pen.fillStyle = this.#theme.foreground;
      pen.fillText(name, x + 30, y);
      x += entry;
    }
    return y + size;
  }

  #visible(): readonly GroupResult[] {
    const shown = this.#shown;
    return shown?.comparison.groups.filter(({ id }) => !shown.hidden.has(id)) ?? [];
  }

  #draw(): void {
    const shown = this.#shown;
    if (!shown) return;
    this.#chart.data.datasets = this.#visible().flatMap((group) => this.#datasets(group, shown));
    this.#chart.options.scales!['x']!.max = shown.comparison.furthest || 1;
    this.#chart.update('none');
  }

  /**
   * Stretch by stretch the lower edge, the upper edge filled down to it, and the line; where only some of the searches
   * have a value, a dotted line alone.
   */
  #datasets({ id, index, curve, nSeeds }: GroupResult, { comparison, band }: Shown): ChartDataset<'line'>[] {
    const { color, dash } = lookOf(index);
    const ink = this.#theme.series[color]!;
    const isPale = this.#lit !== undefined && this.#lit !== id;
    const edge = { pointRadius: 0, borderWidth: 0, borderColor: 'transparent', spanGaps: true };
    const [low, high] =
      band === 'error'
        ? [(s: Spread) => minus(s.mean, s.standardError), (s: Spread) => plus(s.mean, s.standardError)]
        : [(s: Spread) => s.q1, (s: Spread) => s.q3];
    const counts = curve.map(({ n }) => n);
    return curveStretches(counts, nSeeds).flatMap(({ first, last, isWhole }): ChartDataset<'line'>[] => {
      const points = (of: (spread: Spread) => number | undefined) =>
        curve.slice(first, last + 1).flatMap((spread, i) => {
          const y = of(spread);
          return y === undefined ? [] : [{ x: comparison.grid[first + i]!, y }];
        });
      const line = {
        data: points((s) => (band === 'error' ? s.mean : s.median)),
        fill: false,
        pointRadius: 0,
        spanGaps: true,
        borderColor: fade(ink, (isPale ? 0.3 : 1) * (isWhole ? 1 : 0.75)),
        borderWidth: (this.#lit === id ? 3 : 1.8) * (isWhole ? 1 : 0.8),
        borderDash: isWhole ? [...dash] : [...PARTIAL_DASH],
      };
      if (!isWhole) return [line];
      return [
        { ...edge, data: points(low), fill: false },
        { ...edge, data: points(high), fill: '-1', backgroundColor: fade(ink, isPale ? 0.04 : 0.18) },
        line,
      ];
    });
  }

  #tick(axis: 'x' | 'y', value: number): string | null {
    const shown = this.#shown;
    if (!shown) return null;
    if (axis === 'y') return formatTick(shown.comparison.unit, value);
    if (shown.by !== 'evaluations') return formatTick('s', value);
    return Number.isInteger(value) ? formatTick('count', value) : null;
  }

  #dress(): void {
    const { highContrast, foreground, muted, fontFamily, fontSize } = this.#theme;
    for (const key of ['x', 'y'] as const) {
      const scale = this.#chart.options.scales![key]!;
      Object.assign(scale.ticks!, {
        color: highContrast ? foreground : muted,
        font: { family: fontFamily, size: Math.max(10, fontSize - 2) },
      });
      Object.assign(scale.grid!, { color: fade(foreground, highContrast ? 0.25 : 0.1) });
    }
  }

  #nearest(event: MouseEvent): number | undefined {
    const grid = this.#shown?.comparison.grid ?? [];
    const x = this.#chart.scales['x']!.getValueForPixel(
      event.clientX - this.#canvas.getBoundingClientRect().left,
    );
    if (x === undefined || grid.length === 0) return undefined;
    return grid.reduce((best, value, i) => (Math.abs(value - x) < Math.abs(grid[best]! - x) ? i : best), 0);
  }

  #keydown(event: KeyboardEvent): void {
    const n = this.#shown?.comparison.grid.length ?? 0;
    const step = Math.max(1, Math.round(n / 50));
    const at = this.#at ?? -step;
    const next = { ArrowRight: at + step, ArrowLeft: at - step, Home: 0, End: n - 1, Escape: undefined };
    if (!(event.key in next) || n === 0) return;
    event.preventDefault();
    const wanted = next[event.key as keyof typeof next];
    this.#point(wanted === undefined ? undefined : Math.max(0, Math.min(n - 1, wanted)));
    if (this.#at !== undefined) this.said(this.#text(this.#at).join('; '));
  }

  #text(at: number): string[] {
    const { comparison, by, band, hidden } = this.#shown!;
    const lines = comparison.groups
      .filter(({ id }) => !hidden.has(id))
      .flatMap(({ name, curve, nSeeds }) => {
        const spread = curve[at]!;
        const value = band === 'error' ? spread.mean : spread.median;
        if (value === undefined) return [];
        const text = formatUnit(comparison.unit, value);
        if (spread.n === nSeeds) return [`${name} ${text} (${spread.n})`];
        return [
          l10n.t({
            message: '{0} {1} ({2} of {3})',
            args: [name, text, spread.n, nSeeds],
            comment: [
              'A group, its value, and how many of its seeds have one, such as "random 91.20 % (2 of 3)"',
            ],
          }),
        ];
      });
    return [atText(by, comparison.grid[at]!), ...lines];
  }

  #point(at: number | undefined): void {
    this.#at = at;
    this.#tip.hidden = at === undefined;
    if (at === undefined || !this.#shown) return;
    const [title, ...lines] = this.#text(at);
    setText(this.#tip, [title, ...lines.slice(0, 10)].join('\n'));
    const x = this.#chart.scales['x']!.getPixelForValue(this.#shown.comparison.grid[at]!);
    const room = this.element.clientWidth - this.#tip.offsetWidth - 4;
    this.#tip.style.left = `${Math.max(2, Math.min(room, x + 12))}px`;
    this.#tip.style.top = '8px';
  }
}

function minus(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a - b;
}

function plus(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a + b;
}
