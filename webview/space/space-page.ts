import * as l10n from '@vscode/l10n';
import { messageOf } from '../../src/core/base/errors';
import { PANEL_PROTOCOL_VERSION } from '../../src/protocol/panel-protocol';
import type { SpacePicture } from '../../src/core/space/space-picture';
import type { ExperimentOutlook, SpaceHostOffer, SpacePageOffer } from '../../src/protocol/space-protocol';
import { banner } from '../shared/banner';
import { el } from '../shared/dom';
import { connect } from '../shared/host';
import { LiveRegion } from '../shared/live-region';
import { QuietTime } from '../shared/quiet-time';
import { Turns } from '../shared/turns';
import { loading } from '../shared/loading';
import type { Theme } from '../shared/theme';
import { onThemeChange, readTheme } from '../shared/theme';
import { BlueprintView } from './blueprint-view';
import type { BlueprintState } from './blueprint-view';
import { changesBetween, NO_CHANGES } from './changes-model';
import { ComparisonView } from './comparison-view';
import { CostsView } from './costs-view';
import { HeaderView } from './header-view';
import { KnobsView } from './knobs-view';
import { LimitsView } from './limits-view';
import type { SampleOrder } from './samples-model';
import { SamplesView } from './samples-view';

const UI_VERSION = 2;

interface UiState {
  readonly filter: string;
  /** Draws of nine so far; each has its seed, so a reload shows the same nine. 0 is the host's own. */
  readonly draw: number;
  readonly order: SampleOrder;
  /** Names of the picked knobs, and the part of the drawing that they were picked at. */
  readonly chosen: readonly string[];
  readonly part: string | undefined;
  readonly blueprint: BlueprintState;
  /** The space beside this one; empty for none. */
  readonly other: string;
  /** Notations of the samples that are ticked for a comparison. */
  readonly ticked: readonly string[];
  /** Groups of knobs that are open. */
  readonly groups: readonly string[];
}

/** Screen readers hear what an edit has changed when the typing rests for so long. */
const TELL_AFTER_MS = 1200;

const FRESH: UiState = {
  filter: '',
  draw: 0,
  order: 'drawn',
  chosen: [],
  part: undefined,
  blueprint: { toggled: [], viewport: undefined },
  other: '',
  ticked: [],
  groups: [],
};

/** A search space: its skeleton and knobs, its size, what comes out of it, and another one beside it. */
export class SpacePage {
  readonly elements: readonly HTMLElement[];
  readonly #host = connect<SpaceHostOffer, SpacePageOffer, UiState>(UI_VERSION);
  readonly #banner = banner();
  readonly #live = new LiveRegion(500);
  readonly #loading = loading(l10n.t('Looking at the space'));
  readonly #content: HTMLElement;
  readonly #spread = el('div', { class: 'spread' });
  #ui: UiState = { ...FRESH, ...this.#host.saved };
  #theme: Theme = readTheme();
  #picture: SpacePicture | undefined;
  /** The one that screen readers were told of last. */
  #told: SpacePicture | undefined;
  readonly #edited = new QuietTime(TELL_AFTER_MS, () => this.#tellChanges());
  #canCompare = false;
  readonly #comparisons = new Turns();
  readonly #drawings = new Turns();

  readonly #header = new HeaderView();
  readonly #limits = new LimitsView();
  readonly #costs = new CostsView(this.#theme);
  readonly #knobs = new KnobsView({
    filter: this.#ui.filter,
    filterChanged: (filter) => this.#change({ filter }),
    open: this.#ui.groups,
    openChanged: (groups) => this.#change({ groups }),
    picked: (name) => {
      const isOff = this.#ui.chosen.length === 1 && this.#ui.chosen[0] === name;
      this.#choose(isOff ? [] : [name], undefined, false);
    },
  });
  readonly #blueprint = new BlueprintView(this.#theme, {
    state: this.#ui.blueprint,
    changed: (blueprint) => this.#change({ blueprint }),
    picked: (part, knobs) => {
      const names = knobs.flatMap((knob) => this.#picture?.knobs[knob]?.name ?? []);
      this.#choose(names, part, true);
    },
  });
  readonly #samples = new SamplesView(this.#theme, {
    order: this.#ui.order,
    orderChanged: (order) => this.#change({ order }),
    ticked: this.#ui.ticked,
    tickedChanged: (ticked) => this.#change({ ticked }),
    again: () => {
      this.#change({ draw: this.#ui.draw + 1 });
      void this.#sample(true);
    },
    show: (notation) => void this.#reported(this.#host.peer.request('sample/show', { notation })),
    copy: (text) =>
      void this.#reported(
        this.#host.peer.request('text/copy', { text }).then(() => this.#live.say(l10n.t('Notation copied'))),
      ),
    compare: (notations) => void this.#reported(this.#host.peer.request('sample/compare', { notations })),
    failed: (error) => this.#banner.show(messageOf(error)),
  });
  readonly #comparison = new ComparisonView(this.#theme, {
    other: this.#ui.other,
    chosen: (other) => {
      this.#change({ other });
      void this.#compare(true);
    },
  });

  constructor() {
    this.#spread.append(this.#costs.element, this.#limits.element);
    this.#content = el(
      'div',
      { class: 'content', hidden: true },
      this.#header.element,
      el('div', { class: 'columns' }, this.#blueprint.element, this.#knobs.element),
      this.#spread,
      this.#samples.element,
      this.#comparison.element,
    );
    this.elements = [this.#live.element, this.#banner.element, this.#loading, this.#content];
    onThemeChange((theme) => {
      this.#theme = theme;
      for (const view of [this.#blueprint, this.#costs, this.#samples, this.#comparison])
        view.setTheme(theme);
    });
  }

  start(): void {
    const { peer } = this.#host;
    peer.on('space/show', ({ picture, outlook, canCompare }) => {
      this.#canCompare = canCompare;
      this.#show(picture, outlook);
    });
    peer.on('space/problem', ({ message }) => {
      this.#loading.hidden = true;
      this.#banner.show(
        this.#content.hidden ? message : l10n.t('{0} (what you see is from before)', message),
      );
      this.#content.classList.add('stale');
    });
    peer.emit('page/ready', { protocolVersion: PANEL_PROTOCOL_VERSION });
  }

  #show(picture: SpacePicture, outlook: ExperimentOutlook): void {
    const changes = this.#picture ? changesBetween(this.#picture, picture) : NO_CHANGES;
    this.#picture = picture;
    this.#loading.hidden = true;
    this.#content.hidden = false;
    this.#content.classList.remove('stale');
    this.#banner.show(undefined);
    this.#header.show(picture, outlook, changes.sentences);
    this.#told ??= picture;
    if (changes.sentences.length > 0) this.#edited.stir();
    this.#knobs.show(picture.knobs, changes.marked);
    this.#blueprint.show(picture.blueprint);
    this.#choose(
      this.#ui.chosen.filter((name) => picture.knobs.some((knob) => knob.name === name)),
      this.#ui.part,
      false,
    );
    this.#costs.show(picture, outlook.constraints);
    this.#limits.show(outlook.constraints);
    this.#spread.classList.toggle('limited', outlook.constraints.each.length > 0);
    if (this.#ui.draw === 0) this.#samples.show(picture.samples, this.#canCompare);
    else void this.#sample(false);
    void this.#compare(false);
  }

  /** All that has changed since it was told last; nothing where it was changed back. */
  #tellChanges(): void {
    if (!this.#told || !this.#picture) return;
    const { sentences } = changesBetween(this.#told, this.#picture);
    this.#told = this.#picture;
    if (sentences.length > 0) this.#live.say(sentences.join('; '));
  }

  #choose(names: readonly string[], part: string | undefined, reveal: boolean): void {
    if (names.join() !== this.#ui.chosen.join() || part !== this.#ui.part)
      this.#change({ chosen: names, part });
    const positions = names.map((name) => this.#picture?.knobs.findIndex((knob) => knob.name === name) ?? -1);
    this.#blueprint.choose(positions, part);
    this.#knobs.choose(new Set(names), reveal);
  }

  /**
   * Draws samples of the space as it is now; an answer that a newer question has overtaken is dropped.
   *
   * @param asked by the person: then it is said that others are there
   */
  async #sample(asked: boolean): Promise<void> {
    const isNew = this.#drawings.begin();
    this.#samples.busy = true;
    try {
      // The host's own nine are of seed 1.
      const { samples } = await this.#host.peer.request('space/sample', { seed: this.#ui.draw + 1 });
      if (!isNew()) return;
      this.#samples.show(samples, this.#canCompare);
      if (asked) this.#live.say(l10n.t('Nine new candidates'));
    } catch (error) {
      if (isNew()) this.#banner.show(messageOf(error));
    } finally {
      if (isNew()) this.#samples.busy = false;
    }
  }

  /** As `#sample`. */
  async #compare(asked: boolean): Promise<void> {
    const isNew = this.#comparisons.begin();
    try {
      const { others } = await this.#host.peer.request('space/others', {});
      if (!isNew()) return;
      this.#comparison.offer(others);
      const { other } = this.#comparison;
      this.#comparison.busy = other !== '';
      const comparison = other === '' ? undefined : await this.#host.peer.request('space/compare', { other });
      if (!isNew()) return;
      this.#comparison.show(comparison);
      this.#comparison.busy = false;
      if (comparison && asked) this.#live.say(l10n.t('Compared with {0}', comparison.there.title));
    } catch (error) {
      if (!isNew()) return;
      this.#comparison.busy = false;
      this.#comparison.show(undefined);
      this.#banner.show(messageOf(error));
    }
  }

  async #reported(promise: Promise<unknown>): Promise<void> {
    try {
      await promise;
    } catch (error) {
      this.#banner.show(messageOf(error));
    }
  }

  #change(change: Partial<UiState>): void {
    this.#ui = { ...this.#ui, ...change };
    this.#host.save(this.#ui);
  }
}
