import { bestTrial, frontTrials, objectivesOf } from '../../src/core/journal/query';
import type { EpochPoint } from '../../src/core/journal/run-state';
import { PANEL_PROTOCOL_VERSION } from '../../src/protocol/panel-protocol';
import type { DashboardHostOffer, DashboardPageOffer } from '../../src/protocol/dashboard-protocol';
import { banner } from '../shared/banner';
import { Plot } from '../shared/chart/plot';
import { progressRing } from '../shared/controls';
import { el } from '../shared/dom';
import { formatMetric } from '../shared/format';
import { FrameLoop } from '../shared/frame-loop';
import { connect, reporting } from '../shared/host';
import { LiveRegion } from '../shared/live-region';
import { onThemeChange, readTheme } from '../shared/theme';
import { candidateOf } from './candidate-model';
import { CandidateView } from './candidate-view';
import { curvesView, progressView, scatterView } from './charts-view';
import { missingCurves } from './curves-model';
import { headerOf } from './header-model';
import type { RunAction } from './header-model';
import { headerView } from './header-view';
import { canRetrain } from './retrained-model';
import { newsOf, RunFeed } from '../shared/run-feed';
import { existing, pick, pickRange } from './selection';
import type { Selection } from './selection';
import { metricNames } from './trial-columns';
import { TrialsView } from './trials-view';
import { restoredUi, UI_VERSION } from './ui-state';
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
  readonly #loading = el(
    'div',
    { class: 'empty loading' },
    progressRing().element,
    el('p', {}, 'Loading the run'),
  );
  readonly #report = reporting((message) => this.#banner.show(message));
  readonly #curves = new Map<number, readonly EpochPoint[]>();
  readonly #header = headerView({
    act: (action) => this.#act(action),
    pick: (trial) => this.#pick(trial, false, true),
  });
  readonly #progress;
  readonly #curvesView;
  readonly #scatter;
  readonly #trials: TrialsView;
  readonly #candidate: CandidateView;
  readonly #content: HTMLElement;
  readonly #loop: FrameLoop;
  #ui: UiState = restoredUi(this.#host.saved);
  #metrics: readonly string[] = [];
  #best: number | undefined;
  #front: ReadonlySet<number> = new Set();

  constructor() {
    const theme = readTheme();
    const plot = (label: string) =>
      new Plot(theme, {
        label,
        picked: (trial, add) => this.#pick(trial, add, true),
        opened: (trial) => this.#open([trial]),
        said: (sentence) => this.#live.say(sentence),
      });
    this.#progress = progressView(plot('Best so far'), (progressBy) => this.#choose({ progressBy }));
    this.#curvesView = curvesView(plot('Learning curves'), (curveMetric) => this.#choose({ curveMetric }));
    this.#scatter = scatterView(plot('Pareto front'), (scatter) => this.#choose({ scatter }));
    this.#trials = new TrialsView({
      filter: this.#ui.filter,
      pick: (trial, how, order) => {
        if (how === 'range') this.#select(pickRange(this.#ui.selected, trial, order));
        else this.#pick(trial, how === 'toggle', false);
      },
      open: (trial) => this.#open([trial]),
      copy: (text) => this.#copy(text, 'Row copied'),
      sortChanged: (sort) => this.#choose({ sort }),
      filterChanged: (filter) => this.#choose({ filter }),
    });
    this.#candidate = new CandidateView({
      theme,
      pick: (trial, add) => (add ? this.#show(trial) : this.#pick(trial, false, true)),
      architecture: (trial) => this.#host.peer.request('trial/architecture', { trial }),
      show: (trials) => this.#open(trials),
      exportTrial: (trial) => this.#report(this.#host.peer.request('trial/export', { trial })),
      retrain: (trials) => this.#report(this.#host.peer.request('trial/retrain', { trials })),
      copy: (text) => this.#copy(text, 'Notation copied'),
    });
    this.#content = el(
      'div',
      { class: 'content', hidden: true },
      this.#header.element,
      el('div', { class: 'charts' }, this.#progress.element, this.#scatter.element, this.#curvesView.element),
      el('div', { class: 'lower' }, this.#trials.element, this.#candidate.element),
    );
    this.elements = [this.#live.element, this.#banner.element, this.#loading, this.#content];
    this.#loop = new FrameLoop(
      [
        () => this.#drawHeader(),
        () => this.#progress.show(this.#feed.state, this.#ui),
        () => this.#scatter.show(this.#feed.state, this.#ui, this.#metrics),
        () => this.#drawSelected(),
        () => this.#drawTrials(),
      ],
      1000 / DRAWINGS_PER_SECOND,
    );
    onThemeChange((changed) => {
      for (const view of [this.#progress, this.#scatter, this.#curvesView]) view.plot.setTheme(changed);
      this.#candidate.setTheme(changed);
    });
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
      this.#loop.request();
    });
    peer.on('run/problem', ({ message }) => {
      this.#banner.show(message);
      this.#loading.hidden = true;
    });
    peer.on('page/select', ({ trials }) => {
      this.#choose({ selected: existing(trials, this.#feed.state.trials.length) });
      this.#revealSelected();
    });
    // Rate and remaining time go on between events.
    setInterval(() => {
      if (this.#feed.liveness === 'live') this.#drawHeader();
    }, 1000);
    peer.emit('page/ready', { protocolVersion: PANEL_PROTOCOL_VERSION });
  }

  #act(action: RunAction): void {
    this.#header.setBusy(true);
    this.#report(
      this.#host.peer.request(`run/${action}`, {}).finally(() => {
        this.#header.setBusy(false);
      }),
    );
  }

  #open(trials: Selection): void {
    this.#report(this.#host.peer.request('trial/show', { trials }));
  }

  #copy(text: string, done: string): void {
    this.#report(this.#host.peer.request('text/copy', { text }).then(() => this.#live.say(done)));
  }

  #pick(trial: number, add: boolean, reveal: boolean): void {
    this.#select(pick(this.#ui.selected, trial, add));
    if (reveal) this.#revealSelected();
  }

  /** Makes one of the selected trials the one that is shown. */
  #show(trial: number): void {
    this.#select([...this.#ui.selected.filter((other) => other !== trial), trial]);
    this.#revealSelected();
  }

  #select(selected: Selection): void {
    this.#choose({ selected });
    this.#host.peer.emit('page/selected', { trials: selected });
  }

  #choose(change: Partial<UiState>): void {
    this.#ui = { ...this.#ui, ...change };
    this.#host.save(this.#ui);
    if (change.selected) this.#showSelection();
    this.#loop.request();
  }

  /** At once, in every view: the next drawing may be a moment away. */
  #showSelection(): void {
    const selected = new Set(existing(this.#ui.selected, this.#feed.state.trials.length));
    for (const view of [this.#progress, this.#scatter, this.#curvesView]) view.plot.setSelected(selected);
    this.#trials.setSelected(selected);
    this.#fetchCurves();
  }

  #revealSelected(): void {
    const trial = this.#ui.selected.at(-1);
    if (trial !== undefined) this.#trials.reveal(trial);
  }

  /** Asks for the curves that the snapshot left out, each once. */
  #fetchCurves(): void {
    for (const trial of missingCurves(this.#feed.state, this.#selected(), this.#curves)) {
      this.#curves.set(trial, this.#feed.state.trials[trial]!.curve);
      this.#report(
        this.#host.peer.request('trial/curve', { trial }).then(({ curve }) => {
          this.#curves.set(trial, curve);
          this.#loop.request();
        }),
      );
    }
  }

  #selected(): Selection {
    return existing(this.#ui.selected, this.#feed.state.trials.length);
  }

  #drawHeader(): void {
    const { state, liveness, title, canRun } = this.#feed;
    this.#metrics = metricNames(state);
    this.#header.show(title, headerOf(state, liveness, Date.now()), canRun);
  }

  #drawSelected(): void {
    const selected = this.#selected();
    const trial = selected.at(-1);
    // A selected trial that has just ended needs its whole curve.
    this.#fetchCurves();
    this.#curvesView.show(this.#feed.state, this.#ui, selected, this.#curves);
    this.#candidate.show(
      trial === undefined ? undefined : candidateOf(this.#feed.state, trial),
      selected,
      this.#feed.canRun && canRetrain(this.#feed.state, this.#feed.liveness, selected),
    );
  }

  #drawTrials(): void {
    const { state } = this.#feed;
    this.#best = bestTrial(state)?.trial;
    this.#front = new Set(frontTrials(state).map(({ trial }) => trial));
    this.#trials.show(state, this.#metrics, this.#ui.sort, this.#ui.filter, {
      best: this.#best,
      front: this.#front,
    });
  }

  #tell(trial: number): void {
    const record = this.#feed.state.trials[trial];
    const metric = objectivesOf(this.#feed.state)[0]?.metric;
    if (record?.status === 'failed') this.#live.say(`Trial ${trial} failed: ${record.reason}`);
    if (record?.status !== 'measured' || metric === undefined) return;
    const best = this.#best === undefined ? undefined : this.#feed.state.trials[this.#best];
    const bestText =
      best?.status === 'measured' ? `, best ${formatMetric(metric, best.metrics[metric])}` : '';
    this.#live.say(`Trial ${trial} measured: ${formatMetric(metric, record.metrics[metric])}${bestText}`);
  }
}
