import { createArchitecture } from '../../src/core/graph/architecture';
import type { ArchitecturePicture } from '../../src/protocol/panel-protocol';
import { messageOf } from '../../src/core/base/errors';
import { button } from '../shared/controls';
import { dagOf, initialCollapse } from '../shared/dag/dag-model';
import { dagTools } from '../shared/dag/dag-tools';
import { DagView } from '../shared/dag/dag-view';
import { layoutDag } from '../shared/dag/layout-service';
import { el, setText } from '../shared/dom';
import { markerGlyph, setGlyph } from '../shared/marker-glyph';
import type { Theme } from '../shared/theme';
import type { Candidate } from './candidate-model';
import { retrainedView } from './retrained-view';
import type { Selection } from './selection';

export interface CandidateOptions {
  readonly theme: Theme;
  pick(trial: number, add: boolean): void;
  architecture(trial: number): Promise<ArchitecturePicture>;
  show(trials: Selection): void;
  exportTrial(trial: number): void;
  retrain(trials: Selection): void;
  copy(text: string): void;
}

/** The selected trial: what it is, where it came from, its graph. */
export class CandidateView {
  readonly element: HTMLElement;
  readonly #glyph = markerGlyph(0);
  readonly #title = el('h2', {});
  readonly #status = el('span', { class: 'candidate-status muted' });
  readonly #facts = el('dl', { class: 'facts' });
  readonly #origin = el('div', { class: 'origin' });
  readonly #others = el('div', { class: 'row chips', hidden: true });
  readonly #notation = el('code', { class: 'notation' });
  readonly #problem = el('p', { class: 'muted dag-problem', hidden: true });
  readonly #body: HTMLElement;
  readonly #empty = el(
    'div',
    { class: 'empty' },
    'Select a trial in a chart or in the table to see it here.',
  );
  readonly #dag: DagView;
  readonly #pictures = new Map<number, Promise<ArchitecturePicture>>();
  readonly #showButton;
  readonly #exportButton;
  readonly #retrainButton;
  readonly #retrained = retrainedView();
  #shown: Candidate | undefined;
  #selection: Selection = [];
  #drawn: number | undefined;
  #key = '';

  constructor(private readonly options: CandidateOptions) {
    this.#dag = new DagView(options.theme, {
      label: 'Graph of the selected trial',
      wheelZooms: false,
      picked: () => undefined,
      opened: () => this.options.show(this.#selection),
    });
    this.#exportButton = button({
      label: 'Export',
      icon: 'export',
      title: 'Export the trained model and its code',
      press: () => this.#shown && options.exportTrial(this.#shown.trial),
    });
    this.#retrainButton = button({
      label: 'Retrain',
      icon: 'refresh',
      title: 'Train the selected candidates from scratch for longer, with several seeds, and test them',
      press: () => options.retrain(this.#selection),
    });
    this.#showButton = button({
      label: 'Show architecture',
      icon: 'graph',
      look: 'primary',
      press: () => options.show(this.#selection),
    });
    const buttons = [this.#showButton, this.#retrainButton, this.#exportButton];
    const copy = button({
      label: 'Copy notation',
      icon: 'copy',
      look: 'icon',
      press: () => this.#shown && options.copy(this.#shown.notation),
    });
    this.#body = el(
      'div',
      { class: 'candidate-body', hidden: true },
      this.#others,
      el('div', { class: 'row candidate-buttons' }, ...buttons.map(({ element }) => element)),
      this.#facts,
      this.#retrained.element,
      this.#origin,
      el('div', { class: 'row notation-line' }, this.#notation, copy.element),
      this.#problem,
      el('div', { class: 'dag-frame' }, this.#dag.element, dagTools(this.#dag)),
    );
    this.#glyph.classList.add('candidate-glyph');
    this.element = el(
      'section',
      { class: 'card candidate', 'aria-label': 'Selected trial' },
      el('div', { class: 'card-head' }, this.#glyph, this.#title, this.#status),
      this.#empty,
      this.#body,
    );
    this.show(undefined, [], false);
  }

  setTheme(theme: Theme): void {
    this.#dag.setTheme(theme);
  }

  /** @param canRetrain whether nothing else goes on with the run, and all that is selected was measured */
  show(candidate: Candidate | undefined, selection: Selection, canRetrain: boolean): void {
    const key = JSON.stringify([candidate, selection, canRetrain]);
    if (key === this.#key) return;
    this.#key = key;
    this.#shown = candidate;
    this.#selection = selection;
    const beside = selection.length === 2 || selection.length === 3;
    this.#showButton.set({ label: beside ? 'Compare architectures' : 'Show architecture' });
    this.#empty.hidden = candidate !== undefined;
    this.#body.hidden = candidate === undefined;
    this.#glyph.style.display = candidate ? '' : 'none';
    setText(this.#title, candidate ? `Trial ${candidate.trial}` : 'Selected trial');
    setText(this.#status, '');
    if (!candidate) return;
    setGlyph(this.#glyph, candidate.trial);
    this.#glyph.classList.add('candidate-glyph');
    setText(this.#status, candidate.status);
    this.#status.title = candidate.status;
    this.#status.classList.toggle('failed', candidate.failed);
    setText(this.#notation, candidate.notation);
    this.#notation.title = candidate.notation;
    this.#exportButton.set({ disabled: candidate.failed || candidate.metrics.length === 0 });
    this.#retrainButton.set({
      disabled: !canRetrain,
      label: selection.length > 1 ? `Retrain ${selection.length}` : 'Retrain',
    });
    this.#retrained.show(candidate.retrained);
    this.#facts.replaceChildren(
      ...candidate.metrics.map(({ name, value, objective }) =>
        el('div', { class: objective ? 'objective' : '' }, el('dt', {}, name), el('dd', {}, value)),
      ),
    );
    this.#origin.replaceChildren(...this.#originOf(candidate));
    const others = selection.filter((trial) => trial !== candidate.trial);
    this.#others.hidden = others.length === 0;
    this.#others.replaceChildren(
      el('span', { class: 'muted' }, 'Also selected'),
      ...this.#chips(others, true),
    );
    void this.#draw(candidate.trial);
  }

  #originOf(candidate: Candidate): HTMLElement[] {
    const line = (name: string, ...content: readonly (Node | string)[]) =>
      el('div', { class: 'row origin-line' }, el('span', { class: 'muted' }, name), ...content);
    const lines = [
      line(
        'Made by',
        candidate.parents.length > 0 ? `${candidate.operator} of` : candidate.operator,
        ...this.#chips(candidate.parents, false),
      ),
    ];
    if (candidate.children.length > 0) lines.push(line('Became', ...this.#chips(candidate.children, false)));
    if (candidate.explain.length > 0) {
      const reasons = candidate.explain.map(({ name, value }) => `${name} ${value}`).join(', ');
      lines.push(line('Because', el('span', { class: 'origin-text' }, reasons)));
    }
    return lines;
  }

  /** @param add whether a click keeps the others selected */
  #chips(trials: readonly number[], add: boolean): HTMLElement[] {
    return trials.map((trial) =>
      el(
        'button',
        {
          class: 'chip',
          type: 'button',
          'aria-label': add ? `Show trial ${trial}` : `Select trial ${trial}`,
          on: {
            click: (event) =>
              this.options.pick(trial, add || event.ctrlKey || event.metaKey || event.shiftKey),
          },
        },
        markerGlyph(trial),
        el('span', {}, String(trial)),
      ),
    );
  }

  async #draw(trial: number): Promise<void> {
    if (this.#drawn === trial) return;
    this.#drawn = trial;
    try {
      const picture = await this.#picture(trial);
      const architecture = createArchitecture(picture.nodes);
      const layout = await layoutDag(dagOf(architecture, initialCollapse(architecture)), 'labelled');
      // Another trial may have been selected meanwhile.
      if (this.#drawn !== trial) return;
      this.#problem.hidden = true;
      this.#dag.element.parentElement!.hidden = false;
      this.#dag.show(layout);
    } catch (error) {
      this.#pictures.delete(trial);
      if (this.#drawn !== trial) return;
      this.#drawn = undefined;
      this.#problem.hidden = false;
      setText(this.#problem, `The graph cannot be drawn: ${messageOf(error)}`);
      this.#dag.element.parentElement!.hidden = true;
    }
  }

  #picture(trial: number): Promise<ArchitecturePicture> {
    let picture = this.#pictures.get(trial);
    if (!picture) {
      picture = this.options.architecture(trial);
      this.#pictures.set(trial, picture);
    }
    return picture;
  }
}
