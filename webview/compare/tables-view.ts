import * as l10n from '@vscode/l10n';
import { differencesOf } from '../../src/core/comparison/differences';
import type { ComparedGroup } from '../../src/core/comparison/compared-group';
import { el } from '../shared/dom';
import { NOTHING } from '../../src/core/drawing/format';
import { lookOf } from './curve-chart';
import { RESULT_TITLES, TEST_TITLES } from './result-model';
import type { ResultRow } from './result-model';

/** A stroke as the group's line is drawn. */
export function swatch(index: number): SVGSVGElement {
  const { color, dash } = lookOf(index);
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  for (const [name, value] of Object.entries({
    class: `swatch series-${color}`,
    width: '22',
    height: '8',
    'aria-hidden': 'true',
  }))
    svg.setAttribute(name, value);
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  line.setAttribute('d', 'M0 4H22');
  line.setAttribute('stroke-dasharray', dash.join(' '));
  svg.append(line);
  return svg;
}

/** The groups at the budget; rows tell which group the pointer is on. */
export function resultTable(
  rows: readonly ResultRow[],
  light: (id: string | undefined) => void,
): HTMLElement {
  const body = rows.map(({ id, index, cells: [name, ...cells] }) =>
    el(
      'tr',
      { 'data-group': id, on: { pointerenter: () => light(id), pointerleave: () => light(undefined) } },
      el('th', { scope: 'row' }, el('span', { class: 'row' }, swatch(index), name)),
      ...cells.map((cell) => el('td', { class: 'number' }, cell)),
    ),
  );
  return table(l10n.t('Groups'), RESULT_TITLES, 1, body);
}

/** A sentence in its place where there is nothing to compare. */
export function testTable(rows: readonly (readonly string[])[]): HTMLElement {
  if (rows.length === 0) {
    const why = l10n.t('There is one group: choose runs of another experiment to compare it with.');
    return el('p', { class: 'muted' }, why);
  }
  const body = rows.map((cells) =>
    el(
      'tr',
      {},
      ...cells.map((cell, i) =>
        i === 0 ? el('th', { scope: 'row' }, cell) : el('td', { class: i > 3 ? 'number' : '' }, cell),
      ),
    ),
  );
  return table(l10n.t('Tests of each group with each'), TEST_TITLES, 4, body);
}

/** What the experiments of the groups differ in; a sentence where it is nothing. */
export function differenceTable(groups: readonly ComparedGroup[]): HTMLElement {
  const differences = differencesOf(groups.map(({ experiment }) => experiment));
  if (groups.length < 2)
    return el('p', { class: 'muted' }, l10n.t('There is one group, so nothing differs.'));
  if (differences.length === 0) return el('p', { class: 'muted' }, l10n.t('The experiments are the same.'));
  const body = differences.map(({ key, values }) =>
    el(
      'tr',
      {},
      el('th', { scope: 'row' }, el('code', {}, key)),
      ...values.map((value) => el('td', { class: 'value' }, el('code', {}, value ?? NOTHING))),
    ),
  );
  return table(
    l10n.t('What differs between the experiments'),
    [l10n.t('Key'), ...groups.map(({ name }) => name)],
    99,
    body,
  );
}

function table(
  label: string,
  titles: readonly string[],
  nWords: number,
  rows: readonly HTMLElement[],
): HTMLElement {
  return el(
    'div',
    { class: 'table-frame', tabindex: 0, role: 'region', 'aria-label': label },
    el(
      'table',
      { class: 'compare-table' },
      el('caption', { class: 'visually-hidden' }, label),
      el(
        'thead',
        {},
        el(
          'tr',
          {},
          ...titles.map((title, i) => el('th', { scope: 'col', class: i < nWords ? '' : 'number' }, title)),
        ),
      ),
      el('tbody', {}, ...rows),
    ),
  );
}
