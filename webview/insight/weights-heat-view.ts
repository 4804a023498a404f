import * as l10n from '@vscode/l10n';
import { el, setAttribute, setText } from '../shared/dom';
import type { Theme } from '../shared/theme';
import { elementSvg } from './element-svg';
import { shareGround } from './heat-colors';
import { rovingCells } from './roving-cells';
import { heatColumns, heatRows } from './weights-heat-model';
import type { HeatRow } from './weights-heat-model';
import type { WeightsSeen } from './weights-model';

/** All decisions by all alternatives at one step. Each cell is a button that chooses its decision. */
export class WeightsHeatView {
  readonly element = el('table', { class: 'matrix weights-heat' });
  readonly #roving = rovingCells(this.element);
  readonly #caption = el('caption', { class: 'visually-hidden' });
  #rows: readonly HTMLTableRowElement[] = [];
  #key = '';
  #drawn: WeightsSeen | undefined;

  constructor(
    private theme: Theme,
    private readonly choose: (decision: number) => void,
  ) {
    this.element.addEventListener('click', ({ target }) => {
      const row = (target as Element).closest<HTMLElement>('tr[data-decision]');
      if (row && (target as Element).closest('button')) this.choose(Number(row.dataset['decision']));
    });
  }

  show(seen: WeightsSeen): void {
    this.#drawn = seen;
    const columns = heatColumns(seen);
    const rows = heatRows(seen);
    const key = JSON.stringify([columns, seen.course.decisions]);
    if (key !== this.#key) {
      this.#key = key;
      this.#roving.rebuild(() => this.#build(columns, rows));
    }
    rows.forEach((row, i) => this.#paint(this.#rows[i]!, row, i === seen.decision));
    const pressed = this.#rows[seen.decision]?.querySelector<HTMLElement>('[data-cell]') ?? undefined;
    if (pressed) this.#roving.stopAt(pressed);
  }

  setTheme(theme: Theme): void {
    this.theme = theme;
    if (this.#drawn) this.show(this.#drawn);
  }

  toSvg(): string | undefined {
    return this.#drawn ? elementSvg(this.element, this.theme, l10n.t('Architecture weights')) : undefined;
  }

  #build(columns: readonly string[], rows: readonly HeatRow[]): void {
    setText(this.#caption, l10n.t('Weights of every decision; a cell chooses its decision'));
    const heading = (text: string): HTMLElement =>
      el('th', { scope: 'col' }, el('span', {}, ...breakable(text)));
    const head = el(
      'thead',
      {},
      el(
        'tr',
        {},
        el('td', {}),
        ...columns.map(heading),
        heading(l10n.t('Choice')),
        heading(l10n.t('Undecided')),
      ),
    );
    this.#rows = rows.map(({ name, cells }, i) =>
      el(
        'tr',
        { 'data-decision': i },
        el('th', { scope: 'row' }, name),
        ...cells.map((cell) =>
          el(
            'td',
            {},
            cell && el('button', { type: 'button', class: 'matrix-cell', 'data-cell': true, tabindex: -1 }),
          ),
        ),
        el('td', { class: 'heat-choice' }),
        el('td', { class: 'heat-undecided' }),
      ),
    );
    this.element.replaceChildren(this.#caption, head, ...bodiesOf(rows, this.#rows, columns.length + 3));
  }

  #paint(
    element: HTMLTableRowElement,
    { cells, choice, undecided, isKept }: HeatRow,
    isChosen: boolean,
  ): void {
    element.classList.toggle('left-out', !isKept);
    element.classList.toggle('current', isChosen);
    const buttons = [...element.querySelectorAll('button')];
    let next = 0;
    for (const cell of cells) {
      if (!cell) continue;
      const button = buttons[next++]!;
      setText(button, cell.text);
      setAttribute(button, 'aria-label', cell.label);
      setAttribute(button, 'aria-pressed', isChosen ? 'true' : 'false');
      button.style.background = shareGround(this.theme, cell.share);
      button.classList.toggle('strongest', cell.isStrongest);
    }
    setText(element.querySelector('.heat-choice')!, choice);
    setText(element.querySelector('.heat-undecided')!, undecided);
  }
}

/** A body for each cell, with its name above; one without a name where there are no cells. */
function bodiesOf(
  rows: readonly HeatRow[],
  elements: readonly HTMLTableRowElement[],
  width: number,
): HTMLElement[] {
  const names = [...new Set(rows.map(({ cell }) => cell))];
  return names.map((name) =>
    el(
      'tbody',
      {},
      name === undefined
        ? undefined
        : el('tr', {}, el('th', { scope: 'rowgroup', colspan: width, class: 'heat-cell-name' }, name)),
      ...elements.filter((_, i) => rows[i]!.cell === name),
    ),
  );
}

/** `sep_conv_3x3` may break behind each underscore. */
function breakable(name: string): (string | HTMLElement)[] {
  return name.split(/(?<=_)/).flatMap((part, i) => (i === 0 ? [part] : [el('wbr', {}), part]));
}
