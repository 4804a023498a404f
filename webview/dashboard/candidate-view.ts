import * as l10n from '@vscode/l10n';
import type { Annotation, AnnotationChange } from '../../src/core/journal/annotations';
import type { Lineage } from '../../src/protocol/dashboard-protocol';
import type { ArchitecturePicture } from '../../src/protocol/panel-protocol';
import { button } from '../shared/controls';
import { el, setText } from '../shared/dom';
import { markerGlyph, setGlyph } from '../shared/marker-glyph';
import type { Theme } from '../shared/theme';
import { AnnotationView } from './annotation-view';
import { CandidateGraph } from './candidate-graph';
import type { Candidate } from './candidate-model';
import { LineageView, trialChip } from './lineage-view';
import { retrainedView } from './retrained-view';
import type { Selection } from './selection';
import type { SelectionSummary } from './selection-summary';
import type { GraphPlace } from './ui-state';

export interface CandidateOptions {
  readonly theme: Theme;
  pick(trial: number, add: boolean): void;
  /** Makes one of the selected trials the one that is shown. */
  bringForward(trial: number): void;
  architecture(trial: number): Promise<ArchitecturePicture>;
  /** Where a graph was zoomed or moved to, and that it was. */
  place(): GraphPlace | undefined;
  placed(place: GraphPlace): void;
  lineage(trial: number): Promise<Lineage>;
  show(trials: Selection): void;
  exportTrial(trial: number): void;
  retrain(trials: Selection): void;
  rerun(trials: Selection): void;
  showLog(): void;
  copy(text: string): void;
  /** Rejects when the host has refused; why has been said. */
  annotate(trial: number, change: AnnotationChange): Promise<unknown>;
}

export interface CandidateContext {
  readonly annotation: Annotation | undefined;
  /** Of more than one trial. */
  readonly summary: SelectionSummary | undefined;
  /** Whether nothing else goes on with the run, and all that is selected was measured. */
  readonly canRetrain: boolean;
  /** Whether the workspace is trusted. */
  readonly canRun: boolean;
}

/** Others of the selection that are named. */
const MOST_CHIPS = 10;
/** Each opens a panel. */
const MOST_PANELS = 6;

/** The selected trial: what it is, where it came from, its graph. */
export class CandidateView {
  readonly element: HTMLElement;
  readonly #glyph = markerGlyph(0);
  readonly #title = el('h2', {});
  readonly #status = el('span', { class: 'candidate-status muted' });
  readonly #facts = el('dl', { class: 'facts' });
  readonly #many = el('div', { class: 'many', hidden: true });
  readonly #notation = el('code', { class: 'notation' });
  readonly #body: HTMLElement;
  readonly #empty = el(
    'div',
    { class: 'empty' },
    l10n.t('Select a trial in a chart or in the table to see it here. Drag over a chart to select many.'),
  );
  readonly #graph: CandidateGraph;
  readonly #lineage: LineageView;
  readonly #annotations: AnnotationView;
  readonly #buttons;
  readonly #retrained = retrainedView();
  #shown: Candidate | undefined;
  #selection: Selection = [];
  #key = '';

  constructor(private readonly options: CandidateOptions) {
    this.#graph = new CandidateGraph(options.theme, {
      architecture: (trial) => options.architecture(trial),
      opened: () => this.#open(),
      place: () => options.place(),
      placed: (place) => options.placed(place),
    });
    this.#lineage = new LineageView(options);
    this.#annotations = new AnnotationView((trial, change) => options.annotate(trial, change));
    this.#buttons = this.#makeButtons();
    const copy = button({
      label: l10n.t('Copy notation'),
      icon: 'copy',
      look: 'icon',
      press: () => this.#shown && options.copy(this.#shown.notation),
    });
    this.#body = el(
      'div',
      { class: 'candidate-body', hidden: true },
      this.#many,
      el(
        'div',
        { class: 'row candidate-buttons' },
        ...Object.values(this.#buttons).map(({ element }) => element),
      ),
      this.#facts,
      this.#retrained.element,
      this.#lineage.element,
      this.#annotations.note,
      el('div', { class: 'row notation-line' }, this.#notation, copy.element),
      this.#graph.element,
    );
    const { star, pin } = this.#annotations;
    this.#glyph.classList.add('candidate-glyph');
    this.element = el(
      'section',
      { class: 'card candidate', 'aria-label': l10n.t('Selected trial') },
      el('div', { class: 'card-head' }, this.#glyph, this.#title, this.#status, star.element, pin.element),
      this.#empty,
      this.#body,
    );
    this.#showNothing(true);
    setText(this.#title, l10n.t('Selected trial'));
  }

  setTheme(theme: Theme): void {
    this.#graph.setTheme(theme);
  }

  focusNote(): void {
    this.#annotations.note.focus();
  }

  show(candidate: Candidate | undefined, selection: Selection, context: CandidateContext): void {
    const { annotation, summary, canRetrain, canRun } = context;
    const near = selection.slice(-MOST_CHIPS - 1);
    const key = JSON.stringify([candidate, near, selection.length, context]);
    this.#selection = selection;
    if (key === this.#key) return;
    this.#key = key;
    this.#shown = candidate;
    this.#showNothing(candidate === undefined);
    setText(this.#title, candidate ? l10n.t('Trial {0}', candidate.trial) : l10n.t('Selected trial'));
    setText(this.#status, candidate?.status ?? '');
    this.#status.classList.toggle('failed', candidate?.failed === true);
    if (!candidate) return;
    setGlyph(this.#glyph, candidate.trial);
    this.#glyph.classList.add('candidate-glyph');
    this.#status.title = candidate.status;
    setText(this.#notation, candidate.notation);
    this.#notation.title = candidate.notation;
    const { show, exported, retrain, rerun, log } = this.#buttons;
    const beside = selection.length === 2 || selection.length === 3;
    show.set({ label: beside ? l10n.t('Compare architectures') : l10n.t('Show architecture') });
    exported.set({ disabled: candidate.metrics.length === 0, hidden: candidate.failed });
    const label = selection.length > 1 ? l10n.t('Retrain {0}', selection.length) : l10n.t('Retrain');
    const reason = canRun ? undefined : l10n.t('Needs a trusted workspace');
    retrain.set({ disabled: !canRetrain, reason, label, hidden: candidate.failed });
    rerun.set({ hidden: !candidate.failed, disabled: !canRun, reason });
    log.set({ hidden: !candidate.failed });
    this.#retrained.show(candidate.retrained);
    this.#facts.replaceChildren(
      ...candidate.metrics.map(({ name, value, objective }) =>
        el('div', { class: objective ? 'objective' : '' }, el('dt', {}, name), el('dd', {}, value)),
      ),
    );
    this.#lineage.show(candidate.trial, candidate.family, candidate.explanation);
    this.#annotations.show(candidate.trial, annotation);
    this.#showMany(summary, near, candidate.trial);
    void this.#graph.draw(candidate.trial);
  }

  #makeButtons() {
    const { options } = this;
    return {
      show: button({
        label: l10n.t('Show architecture'),
        icon: 'graph',
        look: 'primary',
        press: () => this.#open(),
      }),
      rerun: button({
        label: l10n.t('Measure again'),
        icon: 'refresh',
        title: l10n.t('Measure this candidate again, as a new trial'),
        press: () => this.#shown && options.rerun([this.#shown.trial]),
      }),
      log: button({
        label: l10n.t('Open log'),
        icon: 'open',
        title: l10n.t("Open what the run's processes have written"),
        press: () => options.showLog(),
      }),
      retrain: button({
        label: l10n.t('Retrain'),
        icon: 'refresh',
        title: l10n.t(
          'Train the selected candidates from scratch for longer, with several seeds, and test them',
        ),
        press: () => options.retrain(this.#selection),
      }),
      exported: button({
        label: l10n.t('Export'),
        icon: 'export',
        title: l10n.t('Export the trained model and its code'),
        press: () => this.#shown && options.exportTrial(this.#shown.trial),
      }),
    };
  }

  /** A panel for each; of very many the newest. */
  #open(): void {
    this.options.show(this.#selection.slice(-MOST_PANELS));
  }

  #showNothing(isNothing: boolean): void {
    this.#empty.hidden = !isNothing;
    this.#body.hidden = isNothing;
    this.#glyph.style.display = isNothing ? 'none' : '';
    const { star, pin } = this.#annotations;
    for (const { element } of [star, pin]) element.hidden = isNothing;
  }

  #showMany(summary: SelectionSummary | undefined, near: Selection, shown: number): void {
    this.#many.hidden = summary === undefined;
    if (!summary) return;
    const others = near.filter((trial) => trial !== shown).reverse();
    this.#many.replaceChildren(
      el('strong', {}, summary.title),
      el(
        'dl',
        { class: 'facts' },
        ...summary.ranges.map(({ name, value }) => el('div', {}, el('dt', {}, name), el('dd', {}, value))),
      ),
      el(
        'div',
        { class: 'row chips' },
        el('span', { class: 'muted' }, l10n.t('Also selected')),
        ...others.map((trial) =>
          trialChip(trial, l10n.t('Show trial {0}', trial), () => this.options.bringForward(trial)),
        ),
        this.#selection.length > near.length
          ? el('span', { class: 'muted' }, l10n.t('and {0} more', this.#selection.length - near.length))
          : undefined,
      ),
    );
  }
}
