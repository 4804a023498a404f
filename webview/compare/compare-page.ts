import * as l10n from '@vscode/l10n';
import { PANEL_PROTOCOL_VERSION } from '../../src/protocol/panel-protocol';
import type {
  CompareHostOffer,
  ComparePageOffer,
  ComparePicture,
} from '../../src/protocol/compare-panel-protocol';
import { banner } from '../shared/banner';
import { button, select } from '../shared/controls';
import { el, setAttribute, setText } from '../shared/dom';
import type { IconName } from '../shared/icons';
import { rasterize } from '../shared/dag/rasterize';
import { FrameLoop } from '../shared/frame-loop';
import { connect, reporting } from '../shared/host';
import { keysButton } from '../shared/keys/keys-button';
import { LiveRegion } from '../shared/live-region';
import { loading } from '../shared/loading';
import { segmented } from '../shared/segmented';
import { onThemeChange, readTheme } from '../shared/theme';
import { choiceIn } from '../../src/core/comparison/side-by-side-choices';
import type { By } from '../../src/core/comparison/side-by-side-choices';
import type { Comparison } from '../../src/core/comparison/side-by-side';
import { RememberedComparison } from './remembered-comparison';
import { CurveChart } from './curve-chart';
import {
  atTitle,
  axisText,
  BY_WORDS,
  curvesCsv,
  nothingText,
  findingsText,
  measureTitle,
  METHOD,
  resultRows,
  resultText,
  testRows,
} from './result-model';
import { PAGE_KEYS, PLACE_KEYS } from './keys';
import { LegendView } from './legend-view';
import { PartialNote } from './partial-note';
import { differenceTable, resultTable, testTable } from './tables-view';
import { FIRST_UI, UI_VERSION } from './ui-state';
import type { UiState } from './ui-state';
import { withMembers } from './members';

/** Runs or strategies side by side: curves with bands, a table at a budget, tests, and what differs. */
export class ComparePage {
  readonly elements: readonly HTMLElement[];
  readonly #host = connect<CompareHostOffer, ComparePageOffer, UiState>(UI_VERSION);
  readonly #banner = banner();
  readonly #live = new LiveRegion(1000);
  readonly #report = reporting((message) => this.#banner.show(message));
  readonly #loading = loading(l10n.t('Reading the searches'));
  readonly #title = el('h1', {});
  readonly #subtitle = el('span', { class: 'muted' });
  readonly #finding = el('p', { class: 'finding' });
  readonly #nothing = el('div', { class: 'empty' });
  readonly #axis = el('p', { class: 'muted axis-title' });
  readonly #partial = new PartialNote();
  readonly #legend = new LegendView({
    toggle: (id) => this.#toggle(id),
    light: (id) => this.#light(id),
  });
  readonly #results = el('div', {});
  readonly #tests = el('div', {});
  readonly #differences = el('div', {});
  readonly #atTitle = el('h2', {});
  readonly #at = el('input', {
    class: 'at-field',
    type: 'number',
    min: 0,
    step: 'any',
    'aria-label': l10n.t('Budget at which groups are compared'),
  });
  readonly #metric = select({
    label: l10n.t('Metric'),
    choices: [],
    value: '',
    change: (metric) => this.#choose({ metric }),
  });
  readonly #by = segmented({
    label: l10n.t('Horizontal axis'),
    choices: (Object.keys(BY_WORDS) as By[]).map((value) => ({ value, label: BY_WORDS[value] })),
    value: 'evaluations',
    change: (by) => this.#choose({ by: by as By, at: undefined }),
  });
  readonly #band = segmented({
    label: l10n.t('Line and band'),
    choices: [
      { value: 'error', label: l10n.t('Mean ± standard error') },
      { value: 'quartiles', label: l10n.t('Median and quartiles') },
    ],
    value: 'error',
    change: (band) => this.#choose({ band: band === 'quartiles' ? 'quartiles' : 'error' }),
  });
  readonly #reportButton = button({
    label: l10n.t('Open Report'),
    icon: 'open',
    press: () => this.#report(this.#host.peer.request('compare/report', {})),
  });
  readonly #exportButton = button({
    label: l10n.t('Export Report'),
    icon: 'export',
    press: () => this.#report(this.#host.peer.request('compare/export', {})),
  });
  readonly #chart: CurveChart;
  readonly #body: HTMLElement;
  readonly #content: HTMLElement;
  readonly #loop = new FrameLoop([() => this.#draw()], 250);
  #ui: UiState = { ...FIRST_UI, ...this.#host.saved };
  #picture: ComparePicture | undefined;
  #comparison: Comparison | undefined;
  readonly #remembered = new RememberedComparison();
  /** The group that stands out. */
  #lit: string | undefined;

  constructor() {
    this.#chart = new CurveChart(readTheme(), (sentence) => this.#live.say(sentence));
    this.#at.addEventListener('change', () => {
      const at = Number(this.#at.value);
      this.#choose({ at: this.#at.value === '' || !(at > 0) ? undefined : at });
    });
    const tool = (label: string, icon: IconName, press: () => void): HTMLElement =>
      button({ label, icon, look: 'icon', press }).element;
    const copy = tool(l10n.t('Copy table'), 'copy', () => this.#copy());
    const csv = tool(l10n.t('Save curves as CSV'), 'save', () => this.#saveCsv());
    const svg = tool(l10n.t('Save chart as SVG'), 'export', () => this.#report(this.#savePicture('svg')));
    const png = tool(l10n.t('Save chart as PNG'), 'image', () => this.#report(this.#savePicture('png')));
    this.#body = el(
      'div',
      { class: 'content' },
      el(
        'section',
        { class: 'card curves', 'aria-label': l10n.t('Curves') },
        el(
          'div',
          { class: 'card-head controls' },
          this.#metric.element,
          this.#by.element,
          this.#band.element,
          el('span', { class: 'spring' }),
          el('span', { class: 'together' }, csv, svg, png),
        ),
        this.#chart.element,
        this.#axis,
        this.#partial.element,
        this.#legend.element,
      ),
      el(
        'section',
        { class: 'card', 'aria-label': l10n.t('Groups at a budget') },
        el(
          'div',
          { class: 'card-head' },
          this.#atTitle,
          el(
            'span',
            { class: 'together' },
            el('label', { class: 'field' }, l10n.t('Compare after'), this.#at),
            copy,
          ),
        ),
        this.#results,
      ),
      el(
        'section',
        { class: 'card', 'aria-label': l10n.t('Tests') },
        el('div', { class: 'card-head' }, el('h2', {}, l10n.t('Tests'))),
        this.#tests,
        el('p', { class: 'muted' }, METHOD),
      ),
      el(
        'section',
        { class: 'card', 'aria-label': l10n.t('What differs') },
        el('div', { class: 'card-head' }, el('h2', {}, l10n.t('What differs between the experiments'))),
        this.#differences,
      ),
    );
    this.#content = el(
      'div',
      { class: 'content', hidden: true },
      el(
        'header',
        {},
        el(
          'div',
          { class: 'row' },
          this.#title,
          this.#subtitle,
          el('span', { class: 'spring' }),
          this.#reportButton.element,
          this.#exportButton.element,
          keysButton(PAGE_KEYS, PLACE_KEYS),
        ),
        this.#finding,
      ),
      this.#nothing,
      this.#body,
    );
    this.elements = [this.#live.element, this.#banner.element, this.#loading, this.#content];
    onThemeChange((theme) => this.#chart.setTheme(theme));
  }

  start(): void {
    const { peer } = this.#host;
    peer.on('compare/show', ({ picture }) => {
      this.#picture = picture;
      this.#loading.hidden = true;
      this.#content.hidden = false;
      this.#banner.show(undefined);
      this.#differences.replaceChildren(differenceTable(picture.groups));
      this.#loop.request();
    });
    peer.on('compare/members', ({ subtitle, members }) => {
      if (!this.#picture) return;
      this.#picture = { ...withMembers(this.#picture, members), subtitle };
      this.#loop.request();
    });
    peer.on('compare/problem', ({ message }) => {
      this.#loading.hidden = true;
      this.#banner.show(message);
    });
    peer.emit('page/ready', { protocolVersion: PANEL_PROTOCOL_VERSION });
  }

  #draw(): void {
    const picture = this.#picture;
    if (!picture) return;
    setText(this.#title, picture.title);
    setText(this.#subtitle, picture.subtitle);
    this.#reportButton.set({ hidden: !picture.hasReport });
    this.#exportButton.set({ hidden: !picture.canExport });
    const { metrics, along, choice } = choiceIn(picture, this.#ui);
    const comparison = choice && this.#remembered.get(picture, choice);
    this.#comparison = comparison;
    this.#body.hidden = comparison === undefined;
    this.#nothing.hidden = comparison !== undefined;
    this.#finding.hidden = comparison === undefined;
    setText(this.#nothing, nothingText(picture));
    if (!comparison) return;
    const { metric, by } = choice;
    this.#metric.set(
      metrics.map((value) => ({ value, label: measureTitle(value) })),
      metric,
    );
    this.#by.set(by);
    for (const segment of this.#by.element.querySelectorAll<HTMLElement>('.segment'))
      segment.hidden = !along.includes(segment.dataset['value'] as By);
    this.#band.set(this.#ui.band);
    const finding = findingsText(comparison, by);
    setText(this.#finding, finding);
    setText(this.#axis, axisText(measureTitle(comparison.metric), by));
    const hidden = new Set(this.#ui.hidden);
    this.#chart.show({ comparison, by, band: this.#ui.band, hidden }, finding);
    this.#partial.show(comparison, hidden);
    this.#legend.show(comparison, hidden);
    setText(this.#atTitle, atTitle(by, comparison.at));
    if (document.activeElement !== this.#at) this.#at.value = String(Number(comparison.at.toPrecision(4)));
    setAttribute(this.#at, 'max', comparison.furthest);
    this.#results.replaceChildren(
      resultTable(resultRows(comparison, this.#ui.band), (id) => this.#light(id)),
    );
    this.#tests.replaceChildren(testTable(testRows(comparison)));
    // The rows are new ones.
    this.#light(this.#lit);
  }

  #toggle(id: string): void {
    const { hidden } = this.#ui;
    this.#choose({ hidden: hidden.includes(id) ? hidden.filter((other) => other !== id) : [...hidden, id] });
  }

  /** One group stands out in the chart, the legend and the table. */
  #light(id: string | undefined): void {
    this.#lit = id;
    this.#chart.light(id);
    for (const element of this.#content.querySelectorAll<HTMLElement>('[data-group]'))
      element.classList.toggle('lit', element.dataset['group'] === id);
  }

  #choose(change: Partial<UiState>): void {
    this.#ui = { ...this.#ui, ...change };
    this.#host.save(this.#ui);
    // What a person does is shown at once; only what streams waits.
    requestAnimationFrame(() => this.#draw());
  }

  #copy(): void {
    if (!this.#comparison) return;
    const text = resultText(resultRows(this.#comparison, this.#ui.band));
    this.#report(
      this.#host.peer.request('text/copy', { text }).then(() => this.#live.say(l10n.t('Table copied'))),
    );
  }

  #saveCsv(): void {
    if (!this.#comparison) return;
    const content = curvesCsv(this.#comparison, this.#ui.by);
    this.#report(this.#host.peer.request('file/save', { name: 'curves.csv', content, encoding: 'utf8' }));
  }

  async #savePicture(kind: 'svg' | 'png'): Promise<void> {
    const svg = this.#chart.toSvg(this.#axis.textContent);
    const file =
      kind === 'svg'
        ? ({ content: svg, encoding: 'utf8' } as const)
        : ({ content: await rasterize(svg), encoding: 'base64' } as const);
    await this.#host.peer.request('file/save', { name: `curves.${kind}`, ...file });
  }
}
