import * as l10n from '@vscode/l10n';
import { metricSpec } from '../../src/core/trial/metric';
import { objectivesOf } from '../../src/core/journal/query';
import type { Knob } from '../../src/core/space/space';
import type { Importance } from '../../src/core/analysis/knob-importance';
import { trialsWith } from '../../src/core/analysis/trials-with';
import { select } from '../shared/controls';
import { el, setText } from '../shared/dom';
import { Analysis } from './analysis-service';
import { card, labelled } from './card';
import { metricsFor } from './correlation-model';
import { dataTable } from './data-table';
import {
  IMPORTANCE_NOTE,
  importanceRows,
  importanceSentences,
  importanceTable,
  marginalRows,
  pairRows,
  tooFew,
} from './importance-model';
import type { Bar } from './importance-model';
import { elementSvg } from './element-svg';
import { picturesOf } from './picture-file';
import { readTheme } from '../shared/theme';
import type { RunData, Section, SectionTools } from './section';
import type { UiState } from './ui-state';

/** Which knobs decide a metric. Bars are cells of tables, so that what is drawn is read as well. */
export class ImportanceView implements Section {
  readonly element: HTMLElement;
  readonly #analysis: Analysis<'importance'>;
  readonly #metric;
  readonly #knob;
  readonly #sentences = el('p', { class: 'verdict', role: 'status' });
  readonly #rows = el('tbody', {});
  readonly #pairs = el('tbody', {});
  readonly #marginal = el('tbody', {});
  readonly #results: HTMLElement;
  readonly #data;
  #key = '';

  constructor(tools: SectionTools) {
    this.#analysis = new Analysis('importance', () => tools.refresh());
    const choose = (change: UiState['importance']): void =>
      tools.choose(({ importance }) => ({ importance: { ...importance, ...change } }));
    this.#metric = select({
      label: l10n.t('Metric that the knobs decide'),
      choices: [],
      value: '',
      change: (metric) => choose({ metric }),
    });
    this.#knob = select({
      label: l10n.t('Knob of the marginal plot'),
      choices: [],
      value: '',
      change: (knob) => choose({ knob }),
    });
    this.#rows.addEventListener('click', (event) => {
      const name = (event.target as Element).closest<HTMLElement>('[data-knob]')?.dataset['knob'];
      if (name !== undefined) choose({ knob: name });
    });
    const knobs = tableOf(
      l10n.t('Importance of each knob'),
      [l10n.t('Knob'), l10n.t('Share of the variance'), l10n.t('Shuffling')],
      this.#rows,
    );
    const values = tableOf(
      l10n.t('Predicted metric by value, averaged over all values of the other knobs'),
      [l10n.t('Value'), l10n.t('Predicted mean ± spread over the trees'), l10n.t('Trials')],
      this.#marginal,
    );
    const pairs = tableOf(
      l10n.t('Importance of pairs'),
      [l10n.t('Pair'), l10n.t('Share of the variance')],
      this.#pairs,
    );
    const pictures = (table: HTMLElement, name: string): HTMLElement =>
      picturesOf(
        () => elementSvg(table.querySelector('table')!, readTheme(), table.dataset['title'] ?? ''),
        name,
        tools,
      );
    this.#data = dataTable(l10n.t('Importance of knobs and pairs'), 'importance', tools);
    this.#results = el(
      'div',
      { class: 'grid-two' },
      card(
        l10n.t('Knobs'),
        [pictures(knobs, 'importance')],
        knobs,
        el('p', { class: 'muted note' }, IMPORTANCE_NOTE),
        this.#data.element,
      ),
      el(
        'div',
        { class: 'section' },
        card(
          l10n.t('Values of a knob'),
          [labelled(l10n.t('Knob'), this.#knob.element), pictures(values, 'knob-values')],
          values,
        ),
        card(
          l10n.t('Pairs of knobs'),
          [
            el('span', { class: 'muted' }, l10n.t('what two explain together beyond each alone')),
            pictures(pairs, 'importance-pairs'),
          ],
          pairs,
        ),
      ),
    );
    this.element = el(
      'div',
      { class: 'section' },
      card(
        l10n.t('What decides a metric'),
        [labelled(l10n.t('Metric'), this.#metric.element)],
        this.#sentences,
      ),
      this.#results,
    );
  }

  show({ state, knobs, knobsProblem, version }: RunData, ui: UiState): void {
    const metrics = metricsFor(state);
    const objective = objectivesOf(state)[0]?.metric;
    const metric =
      [ui.importance.metric, objective].find((name) => name !== undefined && metrics.includes(name)) ??
      metrics[0];
    this.#metric.set(
      metrics.map((name) => ({ value: name, label: metricSpec(name).title })),
      metric ?? '',
    );
    const problem = whyNot(knobs, knobsProblem, metric);
    if (problem !== undefined || !knobs || metric === undefined) {
      this.#say(problem ?? '');
      return;
    }
    const trials = trialsWith(state, metric, knobs);
    const few = tooFew(trials.length);
    if (few !== undefined) {
      this.#say(few);
      return;
    }
    const answer = this.#analysis.get(metric, version, () => ({
      knobs,
      genotypes: trials.map(({ genotype }) => genotype),
      values: Float64Array.from(trials, ({ metrics: all }) => all[metric]!),
    }));
    if (!answer.hasResult) this.#say(answer.problem ?? l10n.t('Growing a forest …'));
    else if (!answer.result)
      this.#say(l10n.t('The metric does not depend on the knobs as far as the forest can tell.'));
    else this.#draw(answer.result, knobs, metric, ui, `${metric} ${answer.isCurrent} ${version}`);
  }

  setSelected(): void {
    // Knobs are not trials.
  }

  setTheme(): void {
    // Bars are dressed by the style sheet.
  }

  #say(sentence: string): void {
    setText(this.#sentences, sentence);
    this.#results.hidden = true;
    this.#key = '';
  }

  #draw(importance: Importance, knobs: readonly Knob[], metric: string, ui: UiState, of: string): void {
    const chosen =
      importance.knobs.find(({ knob }) => knobs[knob]!.name === ui.importance.knob) ?? importance.knobs[0]!;
    const key = `${of} ${chosen.knob}`;
    if (key === this.#key) return;
    this.#key = key;
    this.#results.hidden = false;
    setText(this.#sentences, importanceSentences(importance, knobs).join(' '));
    this.#knob.set(
      importance.knobs.map(({ knob }) => ({ value: knobs[knob]!.name, label: knobs[knob]!.name })),
      knobs[chosen.knob]!.name,
    );
    this.#rows.replaceChildren(
      ...importanceRows(importance, knobs).map(({ knob, name, share, permutation }) =>
        el(
          'tr',
          { class: knob === chosen.knob ? 'current' : '' },
          el(
            'th',
            { scope: 'row' },
            el(
              'button',
              {
                type: 'button',
                class: 'link',
                'data-knob': name,
                title: l10n.t('Show the values of {0}', name),
              },
              name,
            ),
          ),
          barCell(share),
          barCell(permutation),
        ),
      ),
    );
    this.#pairs.replaceChildren(
      ...pairRows(importance, knobs).map(({ names, share }) =>
        el('tr', {}, el('th', { scope: 'row' }, names), barCell(share)),
      ),
    );
    this.#marginal.replaceChildren(
      ...marginalRows(chosen, knobs[chosen.knob]!, metric).map((row) => {
        const track = el(
          'span',
          { class: 'track' },
          el('span', { class: 'track-spread' }),
          el('span', { class: 'track-dot' }),
        );
        track.style.setProperty('--at', String(row.at));
        track.style.setProperty('--low', String(row.low));
        track.style.setProperty('--high', String(row.high));
        return el(
          'tr',
          {},
          el('th', { scope: 'row' }, row.value),
          el('td', {}, el('span', { class: 'bar-cell' }, track, el('span', { class: 'bar-text' }, row.text))),
          el('td', { class: 'end' }, row.trials),
        );
      }),
    );
    this.#data.show(importanceTable(importance, knobs));
  }
}

function whyNot(
  knobs: readonly Knob[] | undefined,
  problem: string | undefined,
  metric: string | undefined,
): string | undefined {
  if (problem !== undefined) return l10n.t('The knobs of this run are not known: {0}.', problem);
  if (!knobs) return l10n.t('Reading the knobs of the space …');
  if (knobs.length === 0) return l10n.t('The space of this run has no knobs: there is nothing to choose.');
  return metric === undefined
    ? l10n.t('There are no measured trials with a metric that differs yet.')
    : undefined;
}

function barCell({ length, text }: Bar): HTMLElement {
  const fill = el('span', { class: 'bar-fill' });
  fill.style.width = `${(100 * Math.min(1, length)).toFixed(1)}%`;
  return el(
    'td',
    {},
    el(
      'span',
      { class: 'bar-cell' },
      el('span', { class: 'bar' }, fill),
      el('span', { class: 'bar-text' }, text),
    ),
  );
}

function tableOf(caption: string, titles: readonly string[], body: HTMLElement): HTMLElement {
  return el(
    'div',
    { class: 'data-scroll bare', 'data-title': caption },
    el(
      'table',
      { class: 'bars' },
      el('caption', { class: 'visually-hidden' }, caption),
      el('thead', {}, el('tr', {}, ...titles.map((title) => el('th', { scope: 'col' }, title)))),
      body,
    ),
  );
}
