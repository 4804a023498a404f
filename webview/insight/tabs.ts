import * as l10n from '@vscode/l10n';
import { el, setAttribute } from '../shared/dom';
import { SECTIONS } from './ui-state';
import type { SectionId } from './ui-state';

/** The index of the sections: a tab list with one stop for the Tab key and arrow keys. */
export class Tabs {
  readonly element: HTMLElement;
  readonly #buttons: readonly HTMLButtonElement[];

  constructor(
    private readonly panel: HTMLElement,
    choose: (section: SectionId) => void,
  ) {
    this.#buttons = SECTIONS.map(({ id, title }) =>
      el(
        'button',
        {
          type: 'button',
          role: 'tab',
          class: 'tab',
          id: `tab-${id}`,
          'aria-controls': panel.id,
          on: { click: () => choose(id) },
        },
        title,
      ),
    );
    this.element = el(
      'div',
      { class: 'tabs', role: 'tablist', 'aria-label': l10n.t('Sections') },
      ...this.#buttons,
    );
    this.element.addEventListener('keydown', (event) => {
      const at = this.#buttons.findIndex((button) => button === document.activeElement);
      const index = nextTab(event.key, at);
      if (index === undefined) return;
      event.preventDefault();
      this.#buttons[index]!.focus();
      choose(SECTIONS[index]!.id);
    });
  }

  show(section: SectionId): void {
    SECTIONS.forEach(({ id }, i) => {
      const button = this.#buttons[i]!;
      setAttribute(button, 'aria-selected', id === section ? 'true' : 'false');
      button.tabIndex = id === section ? 0 : -1;
    });
    setAttribute(this.panel, 'aria-labelledby', `tab-${section}`);
  }
}

/** As the ARIA tabs pattern has it. */
function nextTab(key: string, at: number): number | undefined {
  const n = SECTIONS.length;
  switch (key) {
    case 'ArrowRight':
      return (at + 1) % n;
    case 'ArrowLeft':
      return (at - 1 + n) % n;
    case 'Home':
      return 0;
    case 'End':
      return n - 1;
    default:
      return undefined;
  }
}
