import * as l10n from '@vscode/l10n';
import { el, setAttribute, setText } from '../dom';
import { icon } from '../icons';
import { input } from '../input';
import { completionsAt } from './filter-completion';
import type { Completions } from './filter-completion';
import type { FilterField } from './filter-field';
import type { FilterProblem } from './filter-tokens';

export interface FilterBoxOptions {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  changed(value: string): void;
}

let nextBoxId = 0;

/** A field for filters: a combobox that completes columns, operators and values, and says what is wrong where. */
export class FilterBox<R> {
  readonly element: HTMLElement;
  readonly #id = `filter-${nextBoxId++}`;
  readonly #input;
  readonly #list = el('ul', {
    role: 'listbox',
    class: 'filter-list',
    hidden: true,
    'aria-label': l10n.t('Completions'),
  });
  readonly #problem = el('div', { class: 'filter-problem', role: 'status', hidden: true });
  readonly #clear = el(
    'button',
    {
      type: 'button',
      class: 'filter-clear',
      'aria-label': l10n.t('Clear the filter'),
      title: l10n.t('Clear the filter'),
      hidden: true,
    },
    icon('close'),
  );
  #fields: readonly FilterField<R>[] = [];
  #completions: Completions = { from: 0, to: 0, items: [] };
  /** The option that Enter takes; -1 is none. */
  #active = -1;

  constructor(private readonly options: FilterBoxOptions) {
    this.#input = input({
      label: options.label,
      placeholder: options.placeholder,
      value: options.value,
      input: () => this.#typed(),
    });
    const field = this.#input.element;
    this.#list.id = `${this.#id}-list`;
    this.#problem.id = `${this.#id}-problem`;
    for (const [name, value] of Object.entries({
      role: 'combobox',
      'aria-autocomplete': 'list',
      'aria-expanded': 'false',
      'aria-controls': this.#list.id,
    })) {
      field.setAttribute(name, value);
    }
    field.addEventListener('keydown', (event) => this.#keydown(event));
    field.addEventListener('blur', () => this.#close());
    this.#clear.addEventListener('click', () => {
      this.set('');
      options.changed('');
      field.focus();
    });
    this.#list.addEventListener('pointerdown', (event) => {
      // The field keeps the focus.
      event.preventDefault();
      const option = (event.target as Element).closest<HTMLElement>('[role=option]');
      if (option) this.#take(Number(option.dataset['index']));
    });
    this.element = el(
      'div',
      { class: 'filter' },
      icon('search'),
      field,
      this.#clear,
      this.#list,
      this.#problem,
    );
    this.#clear.hidden = options.value === '';
  }

  setFields(fields: readonly FilterField<R>[]): void {
    this.#fields = fields;
  }

  set(value: string): void {
    const field = this.#input.element;
    if (field.value !== value) field.value = value;
    this.#clear.hidden = value === '';
    this.#close();
  }

  focus(): void {
    this.#input.element.focus();
    this.#input.element.select();
  }

  /** Shown under the field, over what lies there: nothing moves. */
  showProblem(problem: FilterProblem | undefined): void {
    const field = this.#input.element;
    this.#problem.hidden = problem === undefined;
    this.#input.setProblem(problem?.message);
    setAttribute(field, 'aria-describedby', problem ? this.#problem.id : undefined);
    if (!problem) return;
    const text =
      problem.from >= field.value.length
        ? l10n.t('At the end: {0}', problem.message)
        : l10n.t('Character {0}: {1}', problem.from + 1, problem.message);
    setText(this.#problem, text);
  }

  #typed(): void {
    const { value } = this.#input.element;
    this.#clear.hidden = value === '';
    this.options.changed(value);
    this.#complete();
  }

  #complete(): void {
    const field = this.#input.element;
    this.#completions = completionsAt(field.value, field.selectionStart ?? field.value.length, this.#fields);
    const { items } = this.#completions;
    this.#list.hidden = items.length === 0;
    field.setAttribute('aria-expanded', String(items.length > 0));
    this.#list.replaceChildren(
      ...items.map(({ text, detail }, i) =>
        el(
          'li',
          { role: 'option', id: `${this.#id}-${i}`, 'data-index': i, 'aria-selected': 'false' },
          el('span', {}, text),
          el('span', { class: 'muted' }, detail),
        ),
      ),
    );
    this.#activate(-1);
  }

  #activate(index: number): void {
    this.#active = index;
    [...this.#list.children].forEach((option, i) =>
      setAttribute(option, 'aria-selected', i === index ? 'true' : 'false'),
    );
    const id = index < 0 ? undefined : `${this.#id}-${index}`;
    setAttribute(this.#input.element, 'aria-activedescendant', id);
  }

  #close(): void {
    this.#list.hidden = true;
    this.#input.element.setAttribute('aria-expanded', 'false');
    this.#activate(-1);
  }

  #take(index: number): void {
    const item = this.#completions.items[index];
    if (!item) return;
    const field = this.#input.element;
    const { from, to } = this.#completions;
    const rest = field.value.slice(to);
    const text = rest.startsWith(' ') ? item.text : `${item.text} `;
    field.value = field.value.slice(0, from) + text + rest;
    const caret = from + text.length;
    field.setSelectionRange(caret, caret);
    this.#typed();
  }

  #keydown(event: KeyboardEvent): void {
    const isTaken = this.#list.hidden ? this.#fieldKey(event) : this.#listKey(event.key);
    if (!isTaken) return;
    event.preventDefault();
    event.stopPropagation();
  }

  #fieldKey({ key, ctrlKey }: KeyboardEvent): boolean {
    if (key === ' ' && ctrlKey) this.#complete();
    else if (key === 'Escape' && this.#input.element.value !== '') {
      this.set('');
      this.options.changed('');
    } else return false;
    return true;
  }

  /** While completions are offered. */
  #listKey(key: string): boolean {
    const { length } = this.#completions.items;
    if (key === 'ArrowDown') this.#activate((this.#active + 1) % length);
    else if (key === 'ArrowUp') this.#activate((this.#active <= 0 ? length : this.#active) - 1);
    else if ((key === 'Enter' || key === 'Tab') && this.#active >= 0) this.#take(this.#active);
    else if (key === 'Escape') this.#close();
    else return false;
    return true;
  }
}
