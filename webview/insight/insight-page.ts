import * as l10n from '@vscode/l10n';
import { isWeightsEvent } from '../../src/core/journal/event';
import { measuredTrials } from '../../src/core/journal/query';
import type { Knob } from '../../src/core/space/space';
import type { InsightHostOffer, InsightPageOffer } from '../../src/protocol/insight-protocol';
import { PANEL_PROTOCOL_VERSION } from '../../src/protocol/panel-protocol';
import { messageOf } from '../../src/core/base/errors';
import { banner } from '../shared/banner';
import { el, setText } from '../shared/dom';
import { groupDigits } from '../../src/core/drawing/format';
import { FrameLoop } from '../shared/frame-loop';
import { connect, reporting } from '../shared/host';
import { keysButton } from '../shared/keys/keys-button';
import { LiveRegion } from '../shared/live-region';
import { loading } from '../shared/loading';
import { RunFeed } from '../shared/run-feed';
import { onThemeChange, readTheme } from '../shared/theme';
import { PAGE_KEYS, PLACE_KEYS } from './keys';
import type { RunData, Section, SectionTools } from './section';
import { SECTION_VIEWS } from './section-views';
import { SelectionBar } from './selection-bar';
import { Tabs } from './tabs';
import { restoredUi, UI_VERSION } from './ui-state';
import type { SectionId, UiState } from './ui-state';

/** A section is drawn at most so often while a run streams; what a person does is shown at once. */
const STREAM_MS = 1000;

/** Ties the run, what a person chose and the sections together. Holds no state of the run but the feed's. */
export class InsightPage {
  readonly elements: readonly HTMLElement[];
  readonly #host = connect<InsightHostOffer, InsightPageOffer, UiState>(UI_VERSION);
  readonly #feed = new RunFeed();
  readonly #live = new LiveRegion(2000);
  readonly #banner = banner();
  readonly #loading = loading(l10n.t('Loading the run'));
  readonly #report = reporting((message) => this.#banner.show(message));
  readonly #title = el('h1', {});
  readonly #standing = el('span', { class: 'muted' });
  readonly #content: HTMLElement;
  readonly #panel = el('div', { class: 'panel', role: 'tabpanel', id: 'section' });
  readonly #tabs: Tabs;
  readonly #selection: SelectionBar;
  readonly #sections = new Map<SectionId, Section>();
  readonly #toldSelected = new Map<SectionId, string>();
  readonly #loop = new FrameLoop([() => this.#drawHeader(), () => this.#drawSection()], STREAM_MS);
  #ui: UiState = restoredUi(this.#host.saved);
  #theme = readTheme();
  #knobs: readonly Knob[] | undefined;
  #knobsProblem: string | undefined;
  #version = 0;
  #frame = 0;

  constructor() {
    this.#tabs = new Tabs(this.#panel, (section) => this.#choose({ section }));
    this.#selection = new SelectionBar({
      pick: (trial) => this.#select([...this.#ui.selected.filter((other) => other !== trial), trial]),
      clear: () => this.#select([]),
      open: (trials) => this.#open(trials),
    });
    this.#content = el(
      'div',
      { class: 'content', hidden: true },
      el(
        'header',
        { class: 'row header' },
        this.#title,
        this.#standing,
        el('span', { class: 'spring' }),
        keysButton(PAGE_KEYS, PLACE_KEYS),
      ),
      this.#tabs.element,
      this.#selection.element,
      this.#panel,
    );
    this.elements = [this.#live.element, this.#banner.element, this.#loading, this.#content];
    onThemeChange((theme) => {
      this.#theme = theme;
      for (const section of this.#sections.values()) section.setTheme(theme);
      this.#drawSoon();
    });
    new ResizeObserver(() => this.#drawSoon()).observe(this.#panel);
  }

  /** Listens, then says so: what the host sends from now on arrives. */
  start(): void {
    const { peer } = this.#host;
    peer.on('run/snapshot', (snapshot) => {
      this.#feed.snapshot(snapshot);
      this.#version += 1_000_000;
      this.#loading.hidden = true;
      this.#content.hidden = false;
      this.#banner.show(undefined);
      this.#askKnobs();
      this.#drawHeader();
      this.#drawSoon();
    });
    peer.on('run/append', (batch) => {
      const answer = this.#feed.append(batch);
      if (answer === 'lost') peer.emit('page/lost', {});
      if (answer !== 'applied') return;
      const ended = batch.events.filter(({ type }) => type === 'trial-measured' || type === 'trial-failed');
      if (ended.length === 0 && !batch.events.some(isWeightsEvent)) return;
      this.#version += ended.length;
      // The first line of a journal may have come just now.
      if (!this.#knobs) this.#askKnobs();
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
    peer.on('run/problem-gone', ({ message }) => this.#banner.withdraw(message));
    peer.on('page/select', ({ trials }) => this.#choose({ selected: trials }));
    peer.emit('page/ready', { protocolVersion: PANEL_PROTOCOL_VERSION });
  }

  #askKnobs(): void {
    if (!this.#feed.state.started) return;
    this.#host.peer.request('run/knobs', {}).then(
      ({ knobs }) => {
        this.#knobs = knobs;
        this.#knobsProblem = undefined;
        this.#drawSoon();
      },
      (error: unknown) => {
        this.#knobsProblem = messageOf(error);
        this.#drawSoon();
      },
    );
  }

  #tools(): SectionTools {
    return {
      theme: this.#theme,
      choose: (change) => this.#choose(change),
      pick: (trial, add) => this.#pick(trial, add),
      pickMany: (trials, how) => this.#pickMany(trials, how),
      select: (trials) => this.#select(trials),
      open: (trials) => this.#open(trials),
      copy: (text, said) =>
        this.#report(this.#host.peer.request('text/copy', { text }).then(() => this.#live.say(said))),
      save: (name, content, encoding) =>
        this.#report(this.#host.peer.request('file/save', { name, content, encoding })),
      zoom: (shows, zoom) => {
        const others = Object.entries(this.#ui.zooms).filter(([other]) => other !== shows);
        this.#choose({ zooms: Object.fromEntries(zoom ? [...others, [shows, zoom]] : others) });
      },
      attempt: this.#report,
      say: (sentence) => this.#live.say(sentence),
      refresh: () => this.#drawSoon(),
      curves: async (metric) => {
        try {
          return (await this.#host.peer.request('run/curves', { metric })).curves;
        } catch (error) {
          this.#banner.show(messageOf(error));
          return [];
        }
      },
    };
  }

  #open(trials: readonly number[]): void {
    this.#report(this.#host.peer.request('trial/show', { trials: trials.slice(-10) }));
  }

  #pick(trial: number, add: boolean): void {
    const others = this.#ui.selected.filter((other) => other !== trial);
    const isOn = others.length < this.#ui.selected.length;
    this.#select(add ? (isOn ? others : [...others, trial]) : [trial]);
  }

  #pickMany(trials: readonly number[], how: 'only' | 'toggle' | 'add'): void {
    const { selected } = this.#ui;
    if (how === 'only') this.#select(trials);
    else if (how === 'toggle') for (const trial of trials) this.#pick(trial, true);
    else this.#select([...selected.filter((trial) => !trials.includes(trial)), ...trials]);
  }

  #select(selected: readonly number[]): void {
    this.#choose({ selected });
    this.#host.peer.emit('page/selected', { trials: selected });
  }

  #choose(change: Parameters<SectionTools['choose']>[0]): void {
    const changed = typeof change === 'function' ? change(this.#ui) : change;
    this.#ui = { ...this.#ui, ...changed };
    this.#host.save(this.#ui);
    this.#drawSoon();
  }

  /** In the next frame, once, however many ask. */
  #drawSoon(): void {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#drawSection();
    });
  }

  #drawHeader(): void {
    const { state, title, liveness } = this.#feed;
    const standing = {
      live: l10n.t('running'),
      retraining: l10n.t('retraining'),
      interrupted: l10n.t('interrupted'),
      idle: l10n.t('not running'),
    };
    setText(this.#title, title);
    setText(this.#standing, [measuredCountText(measuredTrials(state).length), standing[liveness]].join(', '));
  }

  #drawSection(): void {
    if (!this.#feed.known) return;
    const { section } = this.#ui;
    this.#tabs.show(section);
    let view = this.#sections.get(section);
    if (!view) this.#sections.set(section, (view = SECTION_VIEWS[section](this.#tools())));
    if (this.#panel.firstElementChild !== view.element) this.#panel.replaceChildren(view.element);
    const selected = this.#ui.selected.filter((trial) => trial < this.#feed.state.trials.length);
    this.#tellSelected(section, view, selected);
    view.show(this.#data(), this.#ui);
    this.#selection.show(this.#feed.state, selected);
  }

  /** A selection is drawn when it has changed: a section would draw all of its marks again. */
  #tellSelected(section: SectionId, view: Section, selected: readonly number[]): void {
    const key = selected.join(' ');
    if (this.#toldSelected.get(section) === key) return;
    this.#toldSelected.set(section, key);
    view.setSelected(new Set(selected));
  }

  #data(): RunData {
    return {
      state: this.#feed.state,
      knobs: this.#knobs,
      knobsProblem: this.#knobsProblem,
      version: this.#version,
      isLive: this.#feed.liveness === 'live',
    };
  }
}

function measuredCountText(count: number): string {
  return count === 1 ? l10n.t('1 measured trial') : l10n.t('{0} measured trials', groupDigits(String(count)));
}
