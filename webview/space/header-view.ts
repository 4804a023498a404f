import * as l10n from '@vscode/l10n';
import type { SpacePicture } from '../../src/core/space/space-picture';
import type { ExperimentOutlook } from '../../src/protocol/space-protocol';
import { el, setText } from '../shared/dom';
import { keysButton } from '../shared/keys/keys-button';
import { PAGE_KEYS, PLACE_KEYS } from './keys';
import { outlookOf } from './outlook-model';
import { sizesOf } from './space-model';
import { WarningsView } from './warnings-view';

/** What the space is called, how large it is, and what the experiment makes of it. */
export class HeaderView {
  readonly element: HTMLElement;
  readonly #title = el('h1', {});
  readonly #kind = el('span', { class: 'muted mono' });
  readonly #sizes = el('dl', { class: 'sizes' });
  readonly #changes = el('p', { class: 'changes', hidden: true });
  readonly #outlook = el('dl', { class: 'outlook' });
  readonly #warnings = new WarningsView();

  constructor() {
    this.element = el(
      'header',
      { class: 'header' },
      el(
        'div',
        { class: 'row' },
        this.#title,
        this.#kind,
        el('span', { class: 'spring' }),
        keysButton(PAGE_KEYS, PLACE_KEYS),
      ),
      this.#sizes,
      this.#changes,
      this.#outlook,
      this.#warnings.element,
    );
  }

  /** @param changes since the picture before; they stay until the next edit */
  show(picture: SpacePicture, outlook: ExperimentOutlook, changes: readonly string[]): void {
    setText(this.#title, picture.title);
    setText(this.#kind, picture.kind);
    this.#sizes.replaceChildren(
      ...sizesOf({ ...picture, nKnobs: picture.knobs.length }).map(({ name, value, note }) =>
        el(
          'div',
          {},
          el('dt', {}, name),
          el('dd', {}, value, el('span', { class: 'muted size-note' }, note)),
        ),
      ),
    );
    this.#changes.hidden = changes.length === 0;
    this.#changes.replaceChildren(el('strong', {}, l10n.t('Changed:')), ` ${changes.join('; ')}`);
    this.#outlook.replaceChildren(
      ...outlookOf(outlook, picture.encodings).map(({ name, value, note }) =>
        el('div', {}, el('dt', {}, name), el('dd', {}, `${value} `, el('span', { class: 'muted' }, note))),
      ),
    );
    this.#warnings.show(outlook.warnings);
  }
}
