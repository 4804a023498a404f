import * as l10n from '@vscode/l10n';
import { el, setText } from '../shared/dom';
import { markerGlyph, setGlyph } from '../shared/marker-glyph';
import type { AtWork } from './machine-model';

/** More would push the charts down. */
const MOST = 12;

/** What each evaluator does now: its trial, to click on, and how far that is. */
export class MachineView {
  readonly element = el('div', {
    class: 'at-work',
    role: 'group',
    'aria-label': l10n.t('Evaluators'),
    hidden: true,
  });
  readonly #more = el('span', { class: 'muted' });

  constructor(private readonly pick: (trial: number) => void) {
    this.element.append(el('span', { class: 'muted' }, l10n.t('At work')), this.#more);
  }

  show(work: readonly AtWork[]): void {
    this.element.hidden = work.length === 0;
    const shown = work.slice(0, MOST);
    const slots = [...this.element.querySelectorAll<HTMLButtonElement>('.chip')];
    while (slots.length > shown.length) slots.pop()!.remove();
    while (slots.length < shown.length) {
      const chip = this.#makeChip();
      slots.push(chip);
      this.#more.before(chip);
    }
    shown.forEach(({ name, trial, text }, i) => {
      const chip = slots[i]!;
      chip.disabled = trial === undefined;
      chip.dataset['trial'] = String(trial ?? '');
      chip.title = name;
      const glyph = chip.querySelector('svg')!;
      glyph.style.display = trial === undefined ? 'none' : '';
      if (trial !== undefined) setGlyph(glyph, trial);
      setText(chip.lastElementChild!, trial === undefined ? text : `${trial} · ${text}`);
      const what = trial === undefined ? text : l10n.t('Select trial {0}, {1}', trial, text);
      chip.setAttribute('aria-label', name === '' ? what : `${name}: ${what}`);
    });
    setText(this.#more, work.length > MOST ? l10n.t('and {0} more', work.length - MOST) : '');
  }

  #makeChip(): HTMLButtonElement {
    const chip: HTMLButtonElement = el(
      'button',
      { type: 'button', class: 'chip', on: { click: () => this.pick(Number(chip.dataset['trial'])) } },
      markerGlyph(0),
      el('span', { class: 'numeric' }),
    );
    return chip;
  }
}
