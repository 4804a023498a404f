import * as l10n from '@vscode/l10n';
import { el, setAttribute, setText } from '../shared/dom';

export interface StepSlider {
  readonly element: HTMLElement;
  /** @param text of the chosen step, as it is read aloud */
  show(at: number, count: number, text: string): void;
}

/**
 * Goes through the steps of a course: a range with the arrow keys, Page Up and Page Down, Home and End.
 *
 * @param change told of the position; `undefined` is the newest, which is followed
 */
export function stepSlider(change: (at: number | undefined) => void): StepSlider {
  const range = el('input', {
    type: 'range',
    class: 'step-range',
    min: 0,
    step: 1,
    'aria-label': l10n.t('Step'),
  });
  const text = el('span', { class: 'numeric step-text' });
  range.addEventListener('input', () => {
    const at = Number(range.value);
    change(at === Number(range.max) ? undefined : at);
  });
  return {
    element: el('div', { class: 'row step-slider' }, range, text),
    show(at, count, said) {
      // The range first: a value beyond it would be cut.
      setAttribute(range, 'max', count - 1);
      if (range.value !== String(at)) range.value = String(at);
      range.disabled = count < 2;
      setAttribute(range, 'aria-valuetext', said);
      setText(text, said);
    },
  };
}
