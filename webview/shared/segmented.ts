import { el, setAttribute } from './dom';
import type { Choice, Control } from './controls';

export interface SegmentedControl extends Control {
  set(value: string): void;
}

/** A row of two to four exclusive choices: a radio group with one tab stop and arrow keys. */
export function segmented(options: {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly value: string;
  readonly change: (value: string) => void;
}): SegmentedControl {
  const buttons = options.choices.map((choice) =>
    el(
      'button',
      { type: 'button', role: 'radio', class: 'segment', 'data-value': choice.value },
      choice.label,
    ),
  );
  const element = el(
    'div',
    { role: 'radiogroup', class: 'segmented', 'aria-label': options.label },
    ...buttons,
  );

  const set = (value: string): void => {
    for (const button of buttons) {
      const on = button.dataset['value'] === value;
      setAttribute(button, 'aria-checked', on ? 'true' : 'false');
      button.tabIndex = on ? 0 : -1;
    }
  };
  const pick = (index: number): void => {
    const button = buttons[(index + buttons.length) % buttons.length]!;
    const value = button.dataset['value'] ?? '';
    set(value);
    button.focus();
    options.change(value);
  };
  element.addEventListener('click', (event) => {
    const index = buttons.findIndex((button) => button.contains(event.target as Node));
    if (index >= 0) pick(index);
  });
  element.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    pick(buttons.findIndex((button) => button.tabIndex === 0) + step);
  });
  set(options.value);
  return { element, set };
}
