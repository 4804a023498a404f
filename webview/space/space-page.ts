import { messageOf } from '../../src/core/base/errors';
import { PANEL_PROTOCOL_VERSION } from '../../src/protocol/panel-protocol';
import type { SpacePicture, SpaceSample } from '../../src/core/space/space-picture';
import type { ExperimentOutlook, SpaceHostOffer, SpacePageOffer } from '../../src/protocol/space-protocol';
import { banner } from '../shared/banner';
import { button, progressRing } from '../shared/controls';
import { el, setText } from '../shared/dom';
import { connect } from '../shared/host';
import { LiveRegion } from '../shared/live-region';
import type { Theme } from '../shared/theme';
import { onThemeChange, readTheme } from '../shared/theme';
import { HistogramView } from './histogram-view';
import { knobsView } from './knobs-view';
import { outlookOf } from './outlook-model';
import { SampleView } from './sample-view';
import { sizesOf } from './space-model';
import { WarningsView } from './warnings-view';

const UI_VERSION = 1;

interface UiState {
  readonly filter: string;
  /** Draws of nine so far; each has its seed, so a reload shows the same nine. 0 is the host's own. */
  readonly draw: number;
}

/** A search space: its knobs, its size, and what comes out of it. */
export class SpacePage {
  readonly elements: readonly HTMLElement[];
  readonly #host = connect<SpaceHostOffer, SpacePageOffer, UiState>(UI_VERSION);
  readonly #banner = banner();
  readonly #live = new LiveRegion(500);
  readonly #loading = el(
    'div',
    { class: 'empty loading' },
    progressRing().element,
    el('p', {}, 'Looking at the space'),
  );
  readonly #title = el('h1', {});
  readonly #kind = el('span', { class: 'muted mono' });
  readonly #sizes = el('dl', { class: 'sizes' });
  readonly #outlook = el('dl', { class: 'outlook' });
  readonly #warnings = new WarningsView();
  readonly #samples = el('ol', { class: 'samples', 'aria-label': 'Sampled candidates' });
  readonly #params: HistogramView;
  readonly #macs: HistogramView;
  readonly #knobs;
  readonly #again;
  readonly #content: HTMLElement;
  #ui: UiState = { filter: '', draw: 0, ...this.#host.saved };
  #theme: Theme = readTheme();
  #views: readonly SampleView[] = [];

  constructor() {
    this.#params = new HistogramView(this.#theme, 'Parameters', 0);
    this.#macs = new HistogramView(this.#theme, 'MACs', 2);
    this.#knobs = knobsView(this.#ui.filter, (filter) => this.#choose({ filter }));
    this.#again = button({
      label: 'Sample again',
      icon: 'refresh',
      press: () => {
        this.#choose({ draw: this.#ui.draw + 1 });
        void this.#sample();
      },
    });
    this.#content = el(
      'div',
      { class: 'content', hidden: true },
      el(
        'header',
        { class: 'header' },
        el('div', { class: 'row' }, this.#title, this.#kind),
        this.#sizes,
        this.#outlook,
        this.#warnings.element,
      ),
      el(
        'div',
        { class: 'columns' },
        el(
          'div',
          { class: 'column' },
          this.#knobs.element,
          el('div', { class: 'histograms' }, this.#params.element, this.#macs.element),
        ),
        el(
          'section',
          { class: 'card sample-card', 'aria-label': 'Sampled candidates' },
          el('div', { class: 'card-head' }, el('h2', {}, 'Sampled candidates'), this.#again.element),
          this.#samples,
        ),
      ),
    );
    this.elements = [this.#live.element, this.#banner.element, this.#loading, this.#content];
    onThemeChange((theme) => {
      this.#theme = theme;
      this.#params.setTheme(theme);
      this.#macs.setTheme(theme);
      for (const view of this.#views) view.setTheme(theme);
    });
  }

  start(): void {
    const { peer } = this.#host;
    peer.on('space/show', ({ picture, outlook }) => this.#show(picture, outlook));
    peer.on('space/problem', ({ message }) => {
      this.#loading.hidden = true;
      this.#banner.show(this.#content.hidden ? message : `${message} (what you see is from before)`);
      this.#content.classList.add('stale');
    });
    peer.emit('page/ready', { protocolVersion: PANEL_PROTOCOL_VERSION });
  }

  #show(picture: SpacePicture, outlook: ExperimentOutlook): void {
    this.#loading.hidden = true;
    this.#content.hidden = false;
    this.#content.classList.remove('stale');
    this.#banner.show(undefined);
    setText(this.#title, picture.title);
    setText(this.#kind, picture.kind);
    this.#sizes.replaceChildren(
      ...sizesOf(picture).map(({ name, value, note }) =>
        el(
          'div',
          {},
          el('dt', {}, name),
          el('dd', {}, value, el('span', { class: 'muted size-note' }, note)),
        ),
      ),
    );
    this.#outlook.replaceChildren(
      ...outlookOf(outlook).map(({ name, value, note }) =>
        el('div', {}, el('dt', {}, name), el('dd', {}, `${value} `, el('span', { class: 'muted' }, note))),
      ),
    );
    this.#warnings.show(outlook.warnings);
    this.#knobs.show(picture.knobs);
    for (const { element } of [this.#params, this.#macs]) element.hidden = picture.paramCounts.length === 0;
    this.#params.show(picture.paramCounts);
    this.#macs.show(picture.macs);
    if (this.#ui.draw === 0) void this.#draw(picture.samples);
    else void this.#sample();
  }

  async #sample(): Promise<void> {
    this.#again.set({ disabled: true });
    try {
      // The host's own nine are of seed 1.
      const { samples } = await this.#host.peer.request('space/sample', { seed: this.#ui.draw + 1 });
      await this.#draw(samples);
      this.#live.say('Nine new candidates');
    } catch (error) {
      this.#banner.show(messageOf(error));
    } finally {
      this.#again.set({ disabled: false });
    }
  }

  async #draw(samples: readonly SpaceSample[]): Promise<void> {
    const views = samples.map(
      (sample) =>
        new SampleView(this.#theme, sample, {
          show: (notation) => this.#request(this.#host.peer.request('sample/show', { notation })),
          copy: (text) =>
            this.#request(
              this.#host.peer.request('text/copy', { text }).then(() => this.#live.say('Notation copied')),
            ),
        }),
    );
    this.#views = views;
    this.#samples.replaceChildren(...views.map(({ element }) => element));
    await Promise.all(views.map((view) => this.#reported(view.draw())));
  }

  async #reported(promise: Promise<unknown>): Promise<void> {
    try {
      await promise;
    } catch (error) {
      this.#banner.show(messageOf(error));
    }
  }

  #request(promise: Promise<unknown>): void {
    void this.#reported(promise);
  }

  #choose(change: Partial<UiState>): void {
    this.#ui = { ...this.#ui, ...change };
    this.#host.save(this.#ui);
  }
}
