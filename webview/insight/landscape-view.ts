import * as l10n from '@vscode/l10n';
import type { Landscape } from '../../src/core/analysis/landscape';
import type { Knob } from '../../src/core/space/space';
import { select } from '../shared/controls';
import { el, setAttribute, setText } from '../shared/dom';
import { segmented } from '../shared/segmented';
import type { Theme } from '../shared/theme';
import { Analysis } from './analysis-service';
import { card, labelled } from './card';
import { dataTable } from './data-table';
import { elementSvg } from './element-svg';
import { acquisitionPicture } from './forecast-model';
import { shareGround } from './heat-colors';
import {
  acquisitionsOf,
  LANDSCAPE_NOTE,
  landscapeSentence,
  landscapeTable,
  mapCells,
  questionOf,
  scoresOf,
} from './landscape-model';
import type { LandscapeShow, MapQuestion } from './landscape-model';
import { picturesOf } from './picture-file';
import { rovingCells } from './roving-cells';
import { Remembered } from '../shared/remembered';
import type { RunData, Section, SectionTools } from './section';
import { SectionPlot } from './section-plot';
import type { UiState } from './ui-state';

/** What the strategy chose by, and what a model of the measured trials says around the best of them. */
export class LandscapeView implements Section {
  readonly element: HTMLElement;
  readonly #analysis: Analysis<'landscape', MapQuestion>;
  readonly #plot: SectionPlot;
  readonly #first;
  readonly #second;
  readonly #show;
  readonly #sentence = el('p', { class: 'verdict', role: 'status' });
  readonly #map = el('table', { class: 'matrix map', role: 'grid' });
  readonly #roving = rovingCells(this.#map);
  readonly #mapParts: HTMLElement;
  readonly #data;
  readonly #acquisition: HTMLElement;
  #theme: Theme;
  readonly #question = new Remembered<MapQuestion | string>();
  #plotted = -1;
  #key = '';
  #drawn: Landscape | undefined;

  constructor(tools: SectionTools) {
    this.#theme = tools.theme;
    this.#analysis = new Analysis('landscape', () => tools.refresh());
    const choose = (change: Partial<UiState['landscape']>): void =>
      tools.choose(({ landscape }) => ({ landscape: { ...landscape, ...change } }));
    const knobSelect = (label: string, change: (name: string) => void) =>
      select({ label, choices: [], value: '', change });
    this.#first = knobSelect(l10n.t('Knob of the rows'), (first) => choose({ first }));
    this.#second = knobSelect(l10n.t('Knob of the columns'), (second) => choose({ second }));
    this.#show = segmented({
      label: l10n.t('What the map shows'),
      choices: [
        { value: 'mean', label: l10n.t('Mean') },
        { value: 'sd', label: l10n.t('Deviation') },
        { value: 'improvement', label: l10n.t('Expected improvement') },
      ],
      value: 'mean',
      change: (value) =>
        choose({ show: value === 'sd' ? 'sd' : value === 'improvement' ? 'improvement' : 'mean' }),
    });
    this.#data = dataTable(l10n.t('The surrogate over two knobs'), 'landscape', tools);
    this.#mapParts = el(
      'div',
      { class: 'section' },
      el(
        'div',
        { class: 'data-scroll bare', tabindex: 0, role: 'region', 'aria-label': l10n.t('Map of two knobs') },
        this.#map,
      ),
      el('p', { class: 'muted note' }, LANDSCAPE_NOTE),
      this.#data.element,
    );
    this.#plot = new SectionPlot(tools, l10n.t('Acquisition values'));
    this.#acquisition = card(
      l10n.t('Acquisition over time'),
      [
        el('span', { class: 'muted' }, l10n.t('in units of the strategy, by trial')),
        picturesOf(() => this.#plot.toSvg(), 'acquisition', tools),
      ],
      el('div', { class: 'plot-frame low' }, this.#plot.element, this.#plot.note),
    );
    this.element = el(
      'div',
      { class: 'section' },
      card(
        l10n.t('Surrogate around the best'),
        [
          labelled(l10n.t('Rows'), this.#first.element),
          labelled(l10n.t('Columns'), this.#second.element),
          this.#show.element,
          picturesOf(() => this.#mapSvg(), 'landscape', tools),
        ],
        this.#sentence,
        this.#mapParts,
      ),
      this.#acquisition,
    );
  }

  show({ state, knobs, knobsProblem, version }: RunData, ui: UiState): void {
    this.#show.set(ui.landscape.show);
    if (version !== this.#plotted) {
      this.#plotted = version;
      this.#plot.show(acquisitionPicture(acquisitionsOf(state)), 'acquisition', ui);
    }
    const question = knobs
      ? this.#question.get(`${version} ${JSON.stringify(ui.landscape)}`, () =>
          questionOf(state, knobs, ui.landscape),
        )
      : knobsProblem === undefined
        ? l10n.t('Reading the knobs of the space …')
        : l10n.t('The knobs of this run are not known: {0}.', knobsProblem);
    if (typeof question === 'string' || !knobs) {
      this.#say(typeof question === 'string' ? question : '');
      return;
    }
    const choices = knobs.map(({ name }) => ({ value: name, label: name }));
    this.#first.set(choices, knobs[question.axes[0]]!.name);
    this.#second.set(choices, knobs[question.axes[1]]!.name);
    const input = () => ({
      knobs,
      genotypes: question.trials.map(({ genotype }) => genotype),
      scores: scoresOf(question),
      axes: question.axes,
      centre: question.centre.genotype,
    });
    const { result, about, problem } = this.#analysis.get(question.axes.join(' '), version, input, question);
    // While a run streams the answer is that of an earlier question.
    if (result && about) this.#draw(result, about, knobs, ui.landscape.show);
    else this.#say(problem ?? l10n.t('Fitting the process …'));
  }

  setSelected(selected: ReadonlySet<number>): void {
    this.#plot.setSelected(selected);
  }

  setTheme(theme: Theme): void {
    this.#theme = theme;
    this.#key = '';
    this.#plot.setTheme(theme);
  }

  #mapSvg(): string | undefined {
    return this.#mapParts.hidden
      ? undefined
      : elementSvg(this.#map, this.#theme, l10n.t('Surrogate around the best'));
  }

  #say(sentence: string): void {
    setText(this.#sentence, sentence);
    this.#mapParts.hidden = true;
    this.#key = '';
  }

  #draw(landscape: Landscape, question: MapQuestion, knobs: readonly Knob[], show: LandscapeShow): void {
    const key = `${question.axes.join(' ')} ${show}`;
    if (key === this.#key && landscape === this.#drawn) return;
    this.#key = key;
    this.#drawn = landscape;
    this.#mapParts.hidden = false;
    setText(this.#sentence, landscapeSentence(question, landscape));
    const [first, second] = question.axes.map((axis) => knobs[axis]!) as [Knob, Knob];
    const cells = mapCells(landscape, question, knobs, show);
    this.#roving.rebuild(() => this.#build([first, second], cells), '.centre');
    setAttribute(this.#map, 'aria-label', landscapeSentence(question, landscape));
    this.#data.show(landscapeTable(landscape, question, knobs));
  }

  #build([first, second]: readonly [Knob, Knob], cells: ReturnType<typeof mapCells>): void {
    this.#map.replaceChildren(
      el('caption', {}, l10n.t('Rows: {0}. Columns: {1}.', first.name, second.name)),
      el(
        'thead',
        {},
        el(
          'tr',
          {},
          el('td', {}),
          ...second.values.map((value) => el('th', { scope: 'col' }, el('span', {}, String(value)))),
        ),
      ),
      el(
        'tbody',
        {},
        ...cells.map((row, i) =>
          el(
            'tr',
            {},
            el('th', { scope: 'row' }, String(first.values[i])),
            ...row.map((cell) => {
              const element = el(
                'td',
                {
                  class: `map-cell${cell.isCentre ? ' centre' : ''}${cell.isOff ? ' off' : ''}`,
                  title: cell.label,
                  'aria-label': cell.label,
                  'data-cell': true,
                  tabindex: -1,
                },
                el('span', {}, cell.text),
                el(
                  'span',
                  { class: 'map-count', 'aria-hidden': 'true' },
                  '•'.repeat(Math.min(3, cell.trials)),
                ),
              );
              element.style.backgroundColor = shareGround(this.#theme, cell.share);
              return element;
            }),
          ),
        ),
      ),
    );
  }
}
