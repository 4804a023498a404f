import * as l10n from '@vscode/l10n';
import { button, progressRing } from '../shared/controls';
import { el, setText } from '../shared/dom';
import { segmented } from '../shared/segmented';
import { messageOf } from '../../src/core/base/errors';
import { CODE_TARGETS } from './ui-state';
import type { CodeTarget } from './ui-state';

/** The architecture as source code, asked for when it is looked at. */
export class CodeView {
  readonly element: HTMLElement;
  readonly #code = el('pre', { class: 'code', tabindex: 0, 'aria-label': l10n.t('Source code') });
  readonly #wait = el('div', { class: 'empty', hidden: true }, progressRing().element);
  readonly #target;
  readonly #answers = new Map<CodeTarget, string>();
  #wanted: CodeTarget;

  constructor(
    private readonly options: {
      readonly target: CodeTarget;
      generate(target: CodeTarget): Promise<string>;
      open(target: CodeTarget): void;
      copy(text: string): void;
      changed(target: CodeTarget): void;
    },
  ) {
    this.#wanted = options.target;
    this.#target = segmented({
      label: l10n.t('Library of the code'),
      choices: CODE_TARGETS.map(({ value, name }) => ({ value, label: name })),
      value: options.target,
      change: (value) => {
        this.#wanted = CODE_TARGETS.find((target) => target.value === value)?.value ?? 'tfjs';
        options.changed(this.#wanted);
        void this.show();
      },
    });
    const copy = button({
      label: l10n.t('Copy code'),
      icon: 'copy',
      look: 'icon',
      press: () => options.copy(this.#answers.get(this.#wanted) ?? ''),
    });
    const open = button({
      label: l10n.t('Open in an editor'),
      icon: 'open',
      look: 'icon',
      press: () => options.open(this.#wanted),
    });
    this.element = el(
      'div',
      { class: 'code-pane' },
      el(
        'div',
        { class: 'row' },
        this.#target.element,
        el('span', { class: 'spring' }),
        copy.element,
        open.element,
      ),
      this.#wait,
      this.#code,
    );
  }

  /** Another architecture: old answers are void. */
  reset(): void {
    this.#answers.clear();
  }

  async show(): Promise<void> {
    const target = this.#wanted;
    const known = this.#answers.get(target);
    this.#wait.hidden = known !== undefined;
    this.#code.hidden = known === undefined;
    if (known !== undefined) {
      setText(this.#code, known);
      return;
    }
    try {
      this.#answers.set(target, await this.options.generate(target));
    } catch (error) {
      if (target === this.#wanted) {
        this.#wait.hidden = true;
        this.#code.hidden = false;
        setText(this.#code, l10n.t('The code cannot be written: {0}', messageOf(error)));
      }
      return;
    }
    if (target === this.#wanted) void this.show();
  }
}
