import * as l10n from '@vscode/l10n';
import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeDropdown,
  vsCodeOption,
  vsCodeProgressRing,
  vsCodeTextField,
} from '@vscode/webview-ui-toolkit';
import type { Button, Checkbox, Dropdown, TextField } from '@vscode/webview-ui-toolkit';
import { setAttribute } from './dom';
import { icon } from './icons';
import type { IconName } from './icons';

/*
 * The only file that knows the toolkit: it is archived, its element names
 * collide with its successor's, so a switch must be an edit of this file.
 */
provideVSCodeDesignSystem().register(
  vsCodeButton(),
  vsCodeCheckbox(),
  vsCodeDropdown(),
  vsCodeOption(),
  vsCodeProgressRing(),
  vsCodeTextField(),
);

type ButtonElement = HTMLElement & Pick<Button, 'appearance' | 'disabled'>;
type DropdownElement = HTMLElement & Pick<Dropdown, 'value'>;
type CheckboxElement = HTMLElement & Pick<Checkbox, 'checked'>;
type TextElement = HTMLElement & Pick<TextField, 'value' | 'placeholder'>;

/** One control on the page. */
export interface Control {
  readonly element: HTMLElement;
}

export interface ButtonControl extends Control {
  /** @param state `reason` is why it is disabled, where that is not plain to see */
  set(state: {
    readonly label?: string;
    readonly disabled?: boolean;
    readonly reason?: string | undefined;
    readonly hidden?: boolean;
  }): void;
}

/** @param title says more than the label does */
export function button(options: {
  readonly label: string;
  readonly icon?: IconName;
  readonly look?: 'primary' | 'secondary' | 'icon';
  readonly title?: string;
  readonly press: () => void;
}): ButtonControl {
  const look = options.look ?? 'secondary';
  const element = document.createElement('vscode-button') as ButtonElement;
  element.appearance = look;
  element.append(...(options.icon ? [icon(options.icon)] : []));
  // A bare text: the toolkit gives slotted spans the width of an icon.
  const label = document.createTextNode(options.label);
  if (look === 'icon') setAttribute(element, 'aria-label', options.label);
  else element.append(label);
  if (options.icon && look !== 'icon') element.firstElementChild?.setAttribute('slot', 'start');
  let title = options.title ?? (look === 'icon' ? options.label : undefined);
  setAttribute(element, 'title', title);
  element.addEventListener('click', () => {
    if (!element.disabled) options.press();
  });
  return {
    element,
    set(state) {
      if (state.label !== undefined) {
        if (look === 'icon') setAttribute(element, 'aria-label', state.label);
        else label.data = state.label;
        if (look === 'icon') setAttribute(element, 'title', (title = state.label));
      }
      if (state.disabled !== undefined) {
        if (element.disabled !== state.disabled) element.disabled = state.disabled;
        setAttribute(element, 'title', (state.disabled ? state.reason : undefined) ?? title);
      }
      if (state.hidden !== undefined) element.hidden = state.hidden;
    },
  };
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

export interface SelectControl extends Control {
  /** Sets options and value; an open list is closed only when they really changed. */
  set(choices: readonly Choice[], value: string): void;
  /** Another of the same options. */
  choose(value: string): void;
}

export function select(options: {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly value: string;
  readonly change: (value: string) => void;
}): SelectControl {
  const element = document.createElement('vscode-dropdown') as DropdownElement;
  keepLabel(element, options.label);
  setAttribute(element, 'title', options.label);
  let known = '';
  let applying = false;
  element.addEventListener('change', () => {
    if (!applying) options.change(element.value);
  });
  const set = (choices: readonly Choice[], value: string): void => {
    const key = JSON.stringify(choices);
    // Pages set this at every drawing: what a person chooses meanwhile must not be taken for their own doing.
    if (key === known && element.value === value) return;
    applying = true;
    if (key !== known) {
      known = key;
      // Options first: an unknown value would become the empty one.
      element.replaceChildren(
        ...choices.map((choice) => {
          const option = document.createElement('vscode-option');
          option.setAttribute('value', choice.value);
          option.textContent = choice.label;
          return option;
        }),
      );
    }
    if (element.value !== value) element.value = value;
    // The element takes its options in its own time, and then its value.
    requestAnimationFrame(() => {
      if (element.value !== value) element.value = value;
      applying = false;
    });
  };
  let shown = options.choices;
  const setAll: typeof set = (choices, value) => {
    shown = choices;
    set(choices, value);
  };
  set(options.choices, options.value);
  return { element, set: setAll, choose: (value) => set(shown, value) };
}

export interface CheckboxControl extends Control {
  set(checked: boolean): void;
}

export function checkbox(options: {
  readonly label: string;
  /** Read out instead of a label that is short for want of room. */
  readonly longLabel?: string;
  readonly checked: boolean;
  readonly change: (checked: boolean) => void;
}): CheckboxControl {
  const element = document.createElement('vscode-checkbox') as CheckboxElement;
  element.textContent = options.label;
  keepLabel(element, options.longLabel ?? options.label);
  setAttribute(element, 'title', options.longLabel);
  element.checked = options.checked;
  let applying = false;
  // Setting `checked` in code fires `change` too.
  element.addEventListener('change', () => {
    if (!applying) options.change(element.checked);
  });
  return {
    element,
    set(checked) {
      applying = true;
      element.checked = checked;
      applying = false;
    },
  };
}

export interface TextControl extends Control {
  readonly value: string;
  set(value: string): void;
  focus(): void;
}

/** The toolkit names a control without text in it `Text field` and the like, when it is put on the page. */
function keepLabel(element: HTMLElement, label: string): void {
  setAttribute(element, 'aria-label', label);
  const observer = new MutationObserver(() => setAttribute(element, 'aria-label', label));
  observer.observe(element, { attributes: true, attributeFilter: ['aria-label'] });
}

/** A one-line field; `input` is called at every keystroke, `enter` with the return key. */
export function textField(options: {
  readonly label: string;
  readonly placeholder?: string;
  readonly icon?: IconName;
  readonly value?: string;
  readonly input: (value: string) => void;
  readonly enter?: () => void;
}): TextControl {
  const element = document.createElement('vscode-text-field') as TextElement;
  keepLabel(element, options.label);
  element.placeholder = options.placeholder ?? '';
  element.value = options.value ?? '';
  if (options.icon) {
    const start = icon(options.icon);
    start.setAttribute('slot', 'start');
    element.append(start);
  }
  element.addEventListener('input', () => options.input(element.value));
  element.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') options.enter?.();
    if (event.key === 'Escape' && element.value !== '') {
      element.value = '';
      options.input('');
    }
  });
  return {
    element,
    get value() {
      return element.value;
    },
    set(value) {
      if (element.value !== value) element.value = value;
    },
    focus: () => element.focus(),
  };
}

export function progressRing(): Control {
  const element = document.createElement('vscode-progress-ring');
  keepLabel(element, l10n.t('Loading'));
  return { element };
}
