import { el, setAttribute } from './dom';

export interface InputControl {
  readonly element: HTMLInputElement;
  /** Marks it as wrong, and says why; `undefined` is right. */
  setProblem(problem: string | undefined): void;
}

/** A plain one-line field, for places where the toolkit's is too large or hides its caret. */
export function input(options: {
  readonly label: string;
  readonly placeholder?: string;
  readonly value?: string;
  readonly input: (value: string) => void;
}): InputControl {
  const element = el('input', {
    type: 'text',
    class: 'input',
    spellcheck: 'false',
    autocomplete: 'off',
    'aria-label': options.label,
    placeholder: options.placeholder,
  });
  element.value = options.value ?? '';
  element.addEventListener('input', () => options.input(element.value));
  return {
    element,
    setProblem(problem) {
      setAttribute(element, 'aria-invalid', problem === undefined ? undefined : 'true');
      setAttribute(element, 'title', problem);
    },
  };
}
