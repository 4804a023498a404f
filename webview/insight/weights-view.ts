import * as l10n from '@vscode/l10n';
import { skipWarnings } from '../../src/core/analysis/skip-warnings';
import { select } from '../shared/controls';
import { el, setText } from '../shared/dom';
import { icon } from '../shared/icons';
import type { Theme } from '../shared/theme';
import { card, labelled } from './card';
import { dataTable } from './data-table';
import { picturesOf } from './picture-file';
import type { RunData, Section, SectionTools } from './section';
import { SectionPlot } from './section-plot';
import { stepSlider } from './step-slider';
import type { UiState } from './ui-state';
import { decisionTable, weightsTable } from './weights-heat-model';
import { WeightsHeatView } from './weights-heat-view';
import { WeightsLegend } from './weights-legend';
import {
  decisionKey,
  networkKey,
  networkText,
  NO_STEP_YET,
  NO_WEIGHTS,
  percent,
  stepText,
  warningText,
  WEIGHTS_NOTE,
  weightsSeen,
  weightsSentence,
} from './weights-model';
import type { WeightsSeen } from './weights-model';
import { decisionPicture, entropyPicture } from './weights-pictures';

/** How a differentiable search decides: the weights of all alternatives, over the steps and at each of them. */
export class WeightsView implements Section {
  readonly element: HTMLElement;
  readonly #network;
  readonly #networkField: HTMLElement;
  readonly #decision;
  readonly #slider;
  readonly #sentence = el('p', { class: 'verdict', role: 'status' });
  readonly #warnings = el('div', { class: 'section', role: 'alert' });
  readonly #heat: WeightsHeatView;
  readonly #legend: WeightsLegend;
  readonly #plot: SectionPlot;
  readonly #entropy: SectionPlot;
  readonly #stepTable;
  readonly #decisionTable;
  readonly #parts: HTMLElement;
  #seen: WeightsSeen | undefined;
  #drawn = '';

  constructor(private readonly tools: SectionTools) {
    const choose = (change: UiState['weights']): void =>
      tools.choose(({ weights }) => ({ weights: { ...weights, ...change } }));
    const chooseDecision = (at: number): void => {
      const decision = this.#seen?.course.decisions[at];
      if (decision) choose({ decision: decisionKey(decision) });
    };
    this.#network = select({
      label: l10n.t('Network whose weights are shown'),
      choices: [],
      value: '',
      change: (network) => choose({ network }),
    });
    this.#networkField = labelled(l10n.t('Network'), this.#network.element);
    this.#decision = select({
      label: l10n.t('Decision whose weights are drawn'),
      choices: [],
      value: '',
      change: (decision) => choose({ decision }),
    });
    this.#slider = stepSlider((at) => choose({ step: this.#seen?.course.points[at ?? -1]?.step }));
    this.#heat = new WeightsHeatView(tools.theme, chooseDecision);
    this.#legend = new WeightsLegend(tools.theme);
    this.#plot = new SectionPlot(tools, l10n.t('Weights over time'));
    this.#entropy = new SectionPlot(tools, l10n.t('How undecided'));
    this.#stepTable = dataTable(l10n.t('Weights at the chosen step'), 'architecture-weights', tools);
    this.#decisionTable = dataTable(l10n.t('Weights of the decision over time'), 'decision-weights', tools);
    this.#parts = el('div', { class: 'section' }, this.#overTime(), this.#everyDecision());
    this.element = el(
      'div',
      { class: 'section' },
      card(l10n.t('What the search leans to'), [this.#networkField], this.#sentence),
      this.#warnings,
      this.#parts,
    );
  }

  show({ state }: RunData, ui: UiState): void {
    const seen = weightsSeen(state.weights, ui.weights);
    this.#seen = seen;
    this.#parts.hidden = seen === undefined;
    this.#networkField.hidden = state.weights.length < 2;
    if (!seen) {
      setText(this.#sentence, state.weights.length === 0 ? NO_WEIGHTS : NO_STEP_YET);
      this.#showWarnings([]);
      this.#drawn = '';
      return;
    }
    const { course, decision, at } = seen;
    this.#network.set(
      state.weights.map((one) => ({ value: networkKey(one), label: networkText(one) })),
      networkKey(course),
    );
    const choices = course.decisions.map((one) => ({ value: decisionKey(one), label: decisionKey(one) }));
    this.#decision.set(choices, choices[decision]!.value);
    this.#slider.show(at, course.points.length, stepText(course, course.points[at]!));
    const zooms = JSON.stringify([ui.zooms[ZOOMS.weights], ui.zooms[ZOOMS.entropy]]);
    const drawn = `${networkKey(course)} ${course.points.at(-1)!.nth} ${course.points.length} ${decision} ${at} ${zooms}`;
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    setText(this.#sentence, weightsSentence(seen));
    this.#showWarnings(skipWarnings(course).map((warning) => warningText(warning, course)));
    this.#plot.show(decisionPicture(seen), ZOOMS.weights, ui);
    this.#entropy.show(entropyPicture(seen), ZOOMS.entropy, ui);
    this.#legend.show(seen);
    this.#heat.show(seen);
    this.#stepTable.show(weightsTable(seen));
    this.#decisionTable.show(decisionTable(seen));
  }

  setSelected(): void {
    // Weights belong to no candidate.
  }

  setTheme(theme: Theme): void {
    this.#plot.setTheme(theme);
    this.#entropy.setTheme(theme);
    this.#legend.setTheme(theme);
    this.#heat.setTheme(theme);
  }

  #overTime(): HTMLElement {
    return el(
      'div',
      { class: 'grid-two' },
      card(
        l10n.t('Weights over time'),
        [
          labelled(l10n.t('Decision'), this.#decision.element),
          picturesOf(() => this.#plot.toSvg(), 'architecture-weights', this.tools),
        ],
        el('div', { class: 'plot-frame' }, this.#plot.element),
        this.#legend.element,
        this.#decisionTable.element,
      ),
      card(
        l10n.t('How undecided'),
        [picturesOf(() => this.#entropy.toSvg(), 'weights-entropy', this.tools)],
        el('div', { class: 'plot-frame' }, this.#entropy.element),
        el(
          'p',
          { class: 'muted note' },
          l10n.t(
            'Coloured: the decision. Dashed: the mean. Thin: the others. {0} is equal weights.',
            percent(1),
          ),
        ),
      ),
    );
  }

  #everyDecision(): HTMLElement {
    return card(
      l10n.t('Every decision'),
      [this.#slider.element, picturesOf(() => this.#heat.toSvg(), 'weights-map', this.tools)],
      el(
        'div',
        {
          class: 'data-scroll bare',
          tabindex: 0,
          role: 'region',
          'aria-label': l10n.t('Weights of every decision'),
        },
        this.#heat.element,
      ),
      el('p', { class: 'muted note' }, WEIGHTS_NOTE),
      this.#stepTable.element,
    );
  }

  /** Made anew only when they say something else: an alert is read aloud each time. */
  #showWarnings(texts: readonly string[]): void {
    this.#warnings.hidden = texts.length === 0;
    const shown = [...this.#warnings.children].map(({ textContent }) => textContent);
    if (JSON.stringify(shown) === JSON.stringify(texts)) return;
    this.#warnings.replaceChildren(
      ...texts.map((text) =>
        el('div', { class: 'banner' }, icon('warning'), el('span', { class: 'banner-text' }, text)),
      ),
    );
  }
}

/** What zooms are remembered by. */
const ZOOMS = { weights: 'architecture weights', entropy: 'weights entropy' } as const;
