import * as l10n from '@vscode/l10n';
import { button } from '../shared/controls';
import { el } from '../shared/dom';
import { keysButton } from '../shared/keys/keys-button';
import { segmented } from '../shared/segmented';
import { LETTERS } from './comparison';
import { PAGE_KEYS, PLACE_KEYS } from './keys';

export interface HeadParts {
  /** What is compared with what. */
  readonly what: readonly HTMLElement[];
  readonly steps: HTMLElement;
  readonly finder: readonly HTMLElement[];
  readonly legend: HTMLElement;
  /** How it is drawn. */
  readonly choices: readonly HTMLElement[];
}

export interface HeadActions {
  save(kind: 'svg' | 'png'): void;
}

/** The two rows above the networks: what is compared and what can be done with it; how it is drawn. */
export function pageHead(parts: HeadParts, actions: HeadActions): readonly HTMLElement[] {
  return [
    el(
      'header',
      { class: 'row' },
      ...parts.what,
      el('span', { class: 'spring' }),
      parts.steps,
      button({ label: l10n.t('Save as SVG'), icon: 'export', look: 'icon', press: () => actions.save('svg') })
        .element,
      button({ label: l10n.t('Save as PNG'), icon: 'image', look: 'icon', press: () => actions.save('png') })
        .element,
      keysButton(PAGE_KEYS, PLACE_KEYS),
    ),
    el(
      'div',
      { class: 'row tools' },
      ...parts.finder,
      parts.legend,
      el('span', { class: 'spring' }),
      ...parts.choices,
    ),
  ];
}

/** Which of the networks the others are compared with. */
export function referenceChoice(
  networks: number,
  reference: number,
  change: (reference: number) => void,
): readonly HTMLElement[] {
  const choice = segmented({
    label: l10n.t('What the others are compared with'),
    choices: LETTERS.slice(0, networks).map((label, i) => ({ value: String(i), label })),
    value: String(reference),
    change: (value) => change(Number(value)),
  });
  return [el('span', { class: 'muted', 'aria-hidden': 'true' }, l10n.t('compared with')), choice.element];
}
