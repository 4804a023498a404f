import * as l10n from '@vscode/l10n';
import { metricSpec } from '../../src/core/trial/metric';
import type { EpochCorrelation } from '../../src/core/analysis/curve-correlation';
import { columnsOf, comparableTrials } from '../../src/core/analysis/metric-table';
import { objectivesOf } from '../../src/core/journal/query';
import { button, select } from '../shared/controls';
import { el, setText } from '../shared/dom';
import { groupDigits } from '../../src/core/drawing/format';
import type { Theme } from '../shared/theme';
import { Analysis } from './analysis-service';
import { card, labelled } from './card';
import {
  baselineOf,
  correlationRows,
  curvePicture,
  curveTable,
  enoughEpochs,
  methodText,
  metricsFor,
  pairOf,
  pairPicture,
  pairTable,
  verdict,
} from './correlation-model';
import type { Pair } from './correlation-model';
import { dataTable } from './data-table';
import { matrixView } from './matrix-view';
import type { PairReport } from './analysis-jobs';
import { picturesOf } from './picture-file';
import { Remembered } from '../shared/remembered';
import type { RunData, Section, SectionTools } from './section';
import { SectionPlot } from './section-plot';
import type { UiState } from './ui-state';

/** While a run goes on, learning curves are fetched again when so many trials have ended since. */
const CURVES_EVERY = 20;

/** Does one metric order trials as another does? */
export class CorrelationView implements Section {
  readonly element: HTMLElement;
  /** All but the sentence that there is nothing yet. */
  readonly #whole: HTMLElement;
  readonly #nothing = card(
    l10n.t('Two metrics'),
    [],
    el(
      'p',
      { class: 'verdict' },
      l10n.t('There are not two measured trials with two metrics that differ yet.'),
    ),
  );
  readonly #pair: Analysis<'pair'>;
  readonly #matrix: Analysis<'matrix'>;
  readonly #epochs: Analysis<'curves'>;
  readonly #scatter: SectionPlot;
  readonly #curvePlot: SectionPlot;
  readonly #matrixView;
  readonly #x;
  readonly #y;
  readonly #curveMetric;
  readonly #rows = el('tbody', {});
  readonly #verdict = el('p', { class: 'verdict', role: 'status' });
  readonly #method = el('p', { class: 'muted note' });
  readonly #curveNote = el('p', { class: 'note' });
  readonly #pairTable;
  readonly #curveTable;
  #curves: { readonly metric: string; readonly version: number; readonly values: Curves } | undefined;
  #asked: { readonly metric: string; readonly version: number } | undefined;

  constructor(private readonly tools: SectionTools) {
    this.#pair = new Analysis('pair', () => tools.refresh());
    this.#matrix = new Analysis('matrix', () => tools.refresh());
    this.#epochs = new Analysis('curves', () => tools.refresh());
    const plot = (label: string) => new SectionPlot(tools, label);
    this.#scatter = plot(l10n.t('Two metrics'));
    this.#curvePlot = plot(l10n.t('Few epochs against all'));
    this.#matrixView = matrixView(tools.theme, (x, y) => tools.choose({ pair: { x, y } }));
    this.#x = select({
      label: l10n.t('Horizontal metric'),
      choices: [],
      value: '',
      change: (x) => tools.choose(({ pair }) => ({ pair: { ...this.#shown, ...pair, x } })),
    });
    this.#y = select({
      label: l10n.t('Vertical metric, whose order counts'),
      choices: [],
      value: '',
      change: (y) => tools.choose(({ pair }) => ({ pair: { ...this.#shown, ...pair, y } })),
    });
    this.#curveMetric = select({
      label: l10n.t('Metric of the learning curves'),
      choices: [],
      value: '',
      change: (curveMetric) => tools.choose({ curveMetric }),
    });
    this.#pairTable = dataTable(l10n.t('The two metrics by trial'), 'metrics', tools);
    this.#curveTable = dataTable(l10n.t('Rank correlation by epoch'), 'epochs', tools);
    const table = el(
      'table',
      { class: 'data-table plain' },
      el('caption', { class: 'visually-hidden' }, l10n.t('Rank correlations of the two metrics')),
      el(
        'thead',
        {},
        el(
          'tr',
          {},
          el('th', { scope: 'col', class: 'start' }, l10n.t('Ranked by')),
          ...[l10n.t('Trials'), l10n.t("Kendall's tau-b"), l10n.t("Spearman's rho")].map((title) =>
            el('th', { scope: 'col', class: 'end' }, title),
          ),
        ),
      ),
      this.#rows,
    );
    this.#whole = el(
      'div',
      { class: 'section' },
      card(
        l10n.t('Two metrics'),
        [
          labelled(
            l10n.t({
              message: 'Rank',
              args: [],
              comment: ['Before a list of metrics: "Rank [accuracy] by [latency]"'],
            }),
            this.#y.element,
          ),
          labelled(
            l10n.t({
              message: 'by',
              args: [],
              comment: ['Between two lists of metrics: "Rank [accuracy] by [latency]"'],
            }),
            this.#x.element,
          ),
          picturesOf(() => this.#scatter.toSvg(), 'correlation', tools),
        ],
        el(
          'div',
          { class: 'beside' },
          el('div', { class: 'plot-frame' }, this.#scatter.element, this.#scatter.note),
          el(
            'div',
            { class: 'words' },
            this.#verdict,
            el('div', { class: 'data-scroll bare' }, table),
            this.#method,
          ),
        ),
        this.#pairTable.element,
      ),
      card(
        l10n.t('All metrics'),
        [
          el('span', { class: 'muted' }, l10n.t("Kendall's tau-b; choose a cell to see its pair")),
          picturesOf(() => this.#matrixView.toSvg(), 'correlation-matrix', tools),
        ],
        el('div', { class: 'data-scroll bare', tabindex: -1 }, this.#matrixView.element),
      ),
      card(
        l10n.t('Few epochs against all'),
        [
          labelled(l10n.t('Metric'), this.#curveMetric.element),
          button({
            label: l10n.t('Read the curves again'),
            icon: 'refresh',
            look: 'icon',
            press: () => {
              this.#asked = undefined;
              tools.refresh();
            },
          }).element,
          picturesOf(() => this.#curvePlot.toSvg(), 'epochs', tools),
        ],
        this.#curveNote,
        el('div', { class: 'plot-frame low' }, this.#curvePlot.element),
        this.#curveTable.element,
      ),
    );
    this.element = el('div', { class: 'section' }, this.#nothing, this.#whole);
  }

  #shown: UiState['pair'] = {};
  readonly #seen = new Remembered<Seen>();
  #shownPair: Pair | undefined;
  #shownReport: PairReport | undefined;

  show({ state, version, isLive }: RunData, ui: UiState): void {
    const { metrics, pair } = this.#seen.get(`${version} ${JSON.stringify(ui.pair)}`, () => {
      const found = metricsFor(state);
      return { metrics: found, pair: pairOf(state, found, ui.pair) };
    });
    const choices = metrics.map((name) => ({ value: name, label: metricSpec(name).title }));
    this.#shown = pair ? { x: pair.x, y: pair.y } : {};
    this.#x.set(choices, pair?.x ?? '');
    this.#y.set(choices, pair?.y ?? '');
    const isEmpty = !pair || pair.trials.length < 2;
    this.#nothing.hidden = !isEmpty;
    this.#whole.hidden = isEmpty;
    if (isEmpty) return;
    this.#showPair(pair, version, ui);
    const columns = (): Float64Array[] =>
      metrics.map((name) =>
        Float64Array.from(comparableTrials(state), ({ metrics: all }) => all[name] ?? Number.NaN),
      );
    const matrix = this.#matrix.get(metrics.join(' '), version, () => ({ columns: columns() }));
    this.#matrixView.show(metrics, matrix.result, pair);
    this.#showCurves(state, ui, version, isLive ? CURVES_EVERY : 1);
  }

  setSelected(selected: ReadonlySet<number>): void {
    this.#scatter.setSelected(selected);
  }

  setTheme(theme: Theme): void {
    this.#scatter.setTheme(theme);
    this.#curvePlot.setTheme(theme);
    this.#matrixView.setTheme(theme);
  }

  #showPair(pair: Pair, version: number, ui: UiState): void {
    const [x, y] = pair.columns as readonly [Float64Array, Float64Array];
    const answer = this.#pair.get(`${pair.x} ${pair.y}`, version, () => ({
      x,
      y,
      goal: pair.goal,
      baseline: baselineOf(pair),
    }));
    const report = answer.result;
    const isShown = pair === this.#shownPair && report === this.#shownReport;
    if (isShown && answer.problem === undefined) return;
    this.#shownPair = pair;
    this.#shownReport = report;
    this.#scatter.show(pairPicture(pair, report), `${pair.x} ${pair.y}`, ui);
    setText(
      this.#verdict,
      answer.problem ?? (report ? verdict(pair, report) : l10n.t('Comparing the orders …')),
    );
    setText(this.#method, report ? methodText(report) : '');
    this.#rows.replaceChildren(
      ...(report ? correlationRows(pair, report) : []).map(({ what, n, tau, rho }) =>
        el(
          'tr',
          {},
          el('th', { scope: 'row', class: 'start' }, what),
          el('td', { class: 'end' }, n),
          ...[tau, rho].map(([value, interval]) =>
            el('td', { class: 'end' }, value, el('span', { class: 'muted interval' }, interval)),
          ),
        ),
      ),
    );
    this.#pairTable.show(pairTable(pair));
  }

  #showCurves(state: RunData['state'], ui: UiState, version: number, every: number): void {
    const names = curveMetricsOf(state);
    const metric = names.find((name) => name === ui.curveMetric) ?? names[0];
    this.#curveMetric.set(
      names.map((name) => ({ value: name, label: metricSpec(name).title })),
      metric ?? '',
    );
    if (metric !== undefined) this.#fetchCurves(metric, version, every);
    const curves = this.#curves?.metric === metric ? this.#curves : undefined;
    const epochs =
      curves && this.#epochs.get(curves.metric, curves.version, () => ({ curves: curves.values }));
    const result = epochs?.result ?? [];
    this.#curvePlot.show(curvePicture(result, metric ?? ''), 'epochs', ui);
    this.#curveTable.show(curveTable(result));
    setText(this.#curveNote, curveSentence(result));
  }

  #fetchCurves(metric: string, version: number, every: number): void {
    const asked = this.#asked;
    if (asked?.metric === metric && version - asked.version < every) return;
    this.#asked = { metric, version };
    void this.tools.curves(metric).then((values) => {
      this.#curves = { metric, version, values };
      this.tools.refresh();
    });
  }
}

/** The metrics of a run, and the two that are shown. */
interface Seen {
  readonly metrics: readonly string[];
  readonly pair: Pair | undefined;
}

type Curves = readonly (readonly (number | null)[])[];

/** Metrics that are told after each epoch, the objectives first. */
function curveMetricsOf(state: RunData['state']): string[] {
  const objectives = objectivesOf(state).map(({ metric }) => metric);
  const { trials } = columnsOf(comparableTrials(state), []);
  const found = new Set(trials.slice(0, 50).flatMap(({ metrics }) => Object.keys(metrics)));
  const told = ['valAccuracy', 'valLoss', 'trainLoss', 'valF1', 'valAuc', 'valMae', 'valRmse', 'valR2'];
  return [...new Set([...objectives, ...told])].filter((name) => found.has(name) && told.includes(name));
}

function curveSentence(epochs: readonly EpochCorrelation[]): string {
  if (epochs.length === 0) return '';
  const enough = enoughEpochs(epochs);
  const legend = l10n.t("Solid line: Kendall's tau-b. Dashed line: Spearman's rho.");
  return `${enoughText(enough)} ${legend}`;
}

function enoughText(epochs: number | undefined): string {
  if (epochs === undefined)
    return l10n.t('No number of epochs short of all gives an order with a tau of 0.8 or more.');
  return epochs === 1
    ? l10n.t('From 1 epoch on the order is nearly the final one: tau of 0.8 or more.')
    : l10n.t(
        'From {0} epochs on the order is nearly the final one: tau of 0.8 or more.',
        groupDigits(String(epochs)),
      );
}
