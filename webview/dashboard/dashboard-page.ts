import * as l10n from '@vscode/l10n';
import { NO_ANNOTATIONS } from '../../src/core/journal/annotations';
import type { Annotations } from '../../src/core/journal/annotations';
import { objectivesOf } from '../../src/core/journal/query';
import type { DashboardHostOffer, DashboardPageOffer } from '../../src/protocol/dashboard-protocol';
import type { MachineFacts } from '../../src/core/journal/machine-facts';
import { PANEL_PROTOCOL_VERSION } from '../../src/protocol/panel-protocol';
import { banner } from '../shared/banner';
import { el } from '../shared/dom';
import { formatMetric } from '../../src/core/drawing/format';
import { FrameLoop } from '../shared/frame-loop';
import { connect, reporting } from '../shared/host';
import { LiveRegion } from '../shared/live-region';
import { loading } from '../shared/loading';
import { onThemeChange, readTheme } from '../shared/theme';
import { candidateOf } from './candidate-model';
import { Choices } from './choices';
import { dashboardViews } from './dashboard-views';
import type { DashboardViews } from './dashboard-views';
import { FetchedCurves } from './fetched-curves';
import { headerOf } from './header-model';
import { atWork, goesOn, machineFacts } from './machine-model';
import { canRetrain } from './retrained-model';
import { newsOf, RunFeed } from '../shared/run-feed';
import { PageKeys } from './page-keys';
import { RunFigures } from './run-figures';
import { existing, pick } from './selection';
import type { Picking, Selection } from './selection';
import { selectionSummary } from './selection-summary';
import type { TrialMarks } from './trial-fields';
import { UI_VERSION } from './ui-state';
import type { UiState } from './ui-state';

/** Drawings of the charts and the table in a second while a run streams. */
const DRAWINGS_PER_SECOND = 6;

/** Ties the run, what a person chose and the views together. Holds no state of the run but the feed's. */
export class DashboardPage {
  readonly elements: readonly HTMLElement[];
  readonly #host = connect<DashboardHostOffer, DashboardPageOffer, UiState>(UI_VERSION);
  readonly #feed = new RunFeed();
  readonly #live = new LiveRegion(4000);
  readonly #banner = banner();
  readonly #loading = loading(l10n.t('Loading the run'));
  readonly #report = reporting((message) => this.#banner.show(message));
  readonly #choices = new Choices(
    this.#host.saved,
    (ui) => this.#host.save(ui),
    (change) => this.#chosen(change),
  );
  readonly #curves = new FetchedCurves(
    async (trial) => (await this.#host.peer.request('trial/curve', { trial })).curve,
    () => this.#loop.request(),
  );
  readonly #views: DashboardViews;
  readonly #content: HTMLElement;
  readonly #loop: FrameLoop;
  readonly #figures = new RunFigures(this.#feed.state);
  #marks: TrialMarks = { best: undefined, front: new Set() };
  #annotations: Annotations = NO_ANNOTATIONS;
  /** null where it cannot be known, `undefined` until something was said. */
  #machine: MachineFacts | null | undefined;

  constructor() {
    this.#views = dashboardViews({
      host: this.#host,
      choices: this.#choices,
      theme: readTheme(),
      pick: (trials, how, reveal) => this.#pick(trials, how, reveal),
      bringForward: (trial) => this.#pick([trial], 'add', true),
      report: this.#report,
      say: (sentence) => this.#live.say(sentence),
    });
    const { header, progress, scatter, curves, trials, candidate } = this.#views;
    this.#content = el(
      'div',
      { class: 'content', hidden: true },
      header.element,
      el('div', { class: 'charts' }, progress.element, scatter.element, curves.element),
      el('div', { class: 'lower' }, trials.element, candidate.element),
    );
    this.elements = [this.#live.element, this.#banner.element, this.#loading, this.#content];
    this.#loop = new FrameLoop(
      [
        () => this.#drawHeader(),
        () => progress.show(this.#feed.state, this.#figures, this.#choices.ui),
        () => scatter.show(this.#feed.state, this.#figures, this.#choices.ui),
        () => this.#drawSelected(),
        () => this.#drawTrials(),
      ],
      1000 / DRAWINGS_PER_SECOND,
    );
    onThemeChange((changed) => {
      for (const view of [progress, scatter, curves]) view.plot.setTheme(changed);
      candidate.setTheme(changed);
    });
    new PageKeys({
      views: this.#views,
      choices: this.#choices,
      selected: () => this.#selected(),
      annotations: () => this.#annotations,
      clear: () => this.#pick([], 'only', false),
      annotate: (annotated, change) =>
        this.#report(this.#host.peer.request('trial/annotate', { trials: annotated, change })),
    }).listen();
  }

  /** Listens, then says so: what the host sends from now on arrives. */
  start(): void {
    const { peer } = this.#host;
    peer.on('run/snapshot', (snapshot) => {
      this.#feed.snapshot(snapshot);
      this.#curves.clear();
      this.#loading.hidden = true;
      this.#content.hidden = false;
      this.#banner.show(undefined);
      this.#choices.begin(snapshot.columns);
      this.#showSelection();
      this.#loop.request();
    });
    peer.on('run/append', (batch) => {
      const answer = this.#feed.append(batch);
      if (answer === 'lost') peer.emit('page/lost', {});
      if (answer !== 'applied') return;
      const news = newsOf(batch.events);
      if (news !== undefined) this.#tell(news);
      this.#loop.request();
    });
    peer.on('run/liveness', ({ liveness, canRun }) => {
      this.#feed.liveness = liveness;
      this.#feed.canRun = canRun;
      if (!goesOn(liveness)) this.#machine = undefined;
      this.#loop.request();
    });
    peer.on('run/machine', ({ facts }) => {
      this.#machine = facts;
      this.#loop.request();
    });
    peer.on('run/annotations', ({ trials }) => {
      this.#annotations = new Map(trials);
      this.#loop.request();
    });
    peer.on('run/problem', ({ message }) => {
      this.#banner.show(message);
      this.#loading.hidden = true;
    });
    peer.on('run/problem-gone', ({ message }) => this.#banner.withdraw(message));
    peer.on('page/select', ({ trials }) => {
      this.#choices.choose({ selected: existing(trials, this.#feed.state.trials.length) });
      this.#revealSelected();
    });
    // Rate and remaining time go on between events.
    setInterval(() => {
      if (this.#feed.liveness === 'live' && !document.hidden) this.#drawHeader();
    }, 1000);
    peer.emit('page/ready', { protocolVersion: PANEL_PROTOCOL_VERSION });
  }

  #pick(trials: readonly number[], how: Picking, reveal: boolean): void {
    const selected = pick(this.#selected(), trials, how);
    this.#choices.choose({ selected });
    this.#host.peer.emit('page/selected', { trials: selected });
    if (reveal) this.#revealSelected();
    if (selected.length > 1) this.#live.say(l10n.t('{0} trials selected', selected.length));
  }

  #chosen(change: Partial<UiState>): void {
    if (change.selected) {
      this.#curves.retry();
      this.#showSelection();
    }
    if (change.layout) this.#host.peer.emit('page/columns', { columns: change.layout });
    this.#loop.request();
  }

  #selected(): Selection {
    return this.#choices.selected(this.#feed.state.trials.length);
  }

  /** At once, in every view: the next drawing may be a moment away. */
  #showSelection(): void {
    const selected = new Set(this.#selected());
    const { progress, scatter, curves, trials } = this.#views;
    for (const view of [progress, scatter, curves]) view.plot.setSelected(selected);
    trials.setSelected(selected);
  }

  #revealSelected(): void {
    const trial = this.#selected().at(-1);
    if (trial !== undefined) this.#views.trials.reveal(trial);
  }

  #drawHeader(): void {
    const { state, liveness, title, canRun } = this.#feed;
    this.#figures.update(state);
    const header = headerOf(state, liveness, Date.now(), this.#figures.best);
    const isLive = goesOn(liveness);
    const facts = isLive ? [...header.facts, ...machineFacts(this.#machine)] : header.facts;
    const work = isLive ? atWork(state, liveness, this.#machine) : [];
    this.#views.header.show(title, { ...header, facts }, work, state.queue, canRun);
  }

  #drawSelected(): void {
    const { state, canRun, liveness } = this.#feed;
    const selected = this.#selected();
    const trial = selected.at(-1);
    // A selected trial that has just ended needs its whole curve.
    this.#report(this.#curves.fetch(state, selected));
    this.#views.curves.show(state, this.#choices.ui, selected, this.#curves);
    this.#views.candidate.show(trial === undefined ? undefined : candidateOf(state, trial), selected, {
      annotation: trial === undefined ? undefined : this.#annotations.get(trial),
      summary: selectionSummary(state, selected),
      canRetrain: canRun && canRetrain(state, liveness, selected),
      canRun,
    });
  }

  #drawTrials(): void {
    const { state } = this.#feed;
    const { best, front, metricNames } = this.#figures;
    this.#marks = { best: best?.trial, front: new Set(front.map(({ trial }) => trial)) };
    this.#views.trials.show(state, metricNames, this.#choices.ui, this.#annotations, this.#marks);
  }

  #tell(trial: number): void {
    const { state } = this.#feed;
    const record = state.trials[trial];
    const metric = objectivesOf(state)[0]?.metric;
    if (record?.status === 'failed') this.#live.say(l10n.t('Trial {0} failed: {1}', trial, record.reason));
    if (record?.status !== 'measured' || metric === undefined) return;
    const best = this.#marks.best === undefined ? undefined : state.trials[this.#marks.best];
    const value = formatMetric(metric, record.metrics[metric]);
    this.#live.say(
      best?.status === 'measured'
        ? l10n.t(
            'Trial {0} measured: {1}, best {2}',
            trial,
            value,
            formatMetric(metric, best.metrics[metric]),
          )
        : l10n.t('Trial {0} measured: {1}', trial, value),
    );
  }
}
