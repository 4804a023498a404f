import { el, setAttribute, setText } from './dom';
import { icon } from './icons';
import type { IconName } from './icons';

export interface ToolState {
  readonly text?: string;
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  /** Why it is disabled, where that is not plain to see. */
  readonly reason?: string | undefined;
  readonly hidden?: boolean;
}

export interface Tool {
  readonly element: HTMLButtonElement;
  set(state: ToolState): void;
}

/** A quiet button beside a title; with `pressed` in its state a switch. */
export function tool(options: {
  readonly label: string;
  readonly icon?: IconName;
  readonly text?: string;
  /** Opens something. */
  readonly popup?: boolean;
  readonly press: (anchor: HTMLElement) => void;
}): Tool {
  const text = el('span', { hidden: options.text === undefined }, options.text ?? '');
  const element = el(
    'button',
    {
      type: 'button',
      class: 'tool',
      'aria-label': options.label,
      title: options.label,
      'aria-haspopup': options.popup === true ? 'dialog' : undefined,
      'aria-expanded': options.popup === true ? 'false' : undefined,
      on: { click: () => options.press(element) },
    },
    options.icon ? icon(options.icon) : undefined,
    text,
  );
  return {
    element,
    set(state) {
      if (state.text !== undefined) {
        setText(text, state.text);
        text.hidden = state.text === '';
      }
      if (state.pressed !== undefined) setAttribute(element, 'aria-pressed', String(state.pressed));
      if (state.disabled !== undefined) {
        element.disabled = state.disabled;
        setAttribute(element, 'title', (state.disabled ? state.reason : undefined) ?? options.label);
      }
      if (state.hidden !== undefined) element.hidden = state.hidden;
    },
  };
}

/** One line of a menu in a popover. */
export function menuItem(options: {
  readonly label: string;
  readonly icon?: IconName;
  readonly disabled?: boolean;
  readonly press: () => void;
}): HTMLElement {
  return el(
    'button',
    { type: 'button', class: 'menu-item', disabled: options.disabled, on: { click: () => options.press() } },
    options.icon ? icon(options.icon) : undefined,
    options.label,
  );
}

export function check(label: string, checked: boolean, change: (checked: boolean) => void): HTMLElement {
  const box = el('input', { type: 'checkbox' });
  box.checked = checked;
  box.addEventListener('change', () => change(box.checked));
  return el('label', { class: 'check' }, box, el('span', {}, label));
}
