import * as l10n from '@vscode/l10n';
import type { ArchitecturePicture } from '../../src/protocol/panel-protocol';
import { button } from '../shared/controls';
import type { ButtonControl } from '../shared/controls';
import type { DagLayout } from '../../src/core/drawing/dag-layout';
import { legendItems, mostOf } from '../shared/dag/dag-legend';
import type { Heat } from '../shared/dag/dag-svg';
import { dagTools } from '../shared/dag/dag-tools';
import { DagView } from '../shared/dag/dag-view';
import type { Viewport } from '../shared/dag/viewport';
import { el } from '../shared/dom';
import type { Theme } from '../shared/theme';
import { LETTERS } from './comparison';

export interface ColumnsOptions {
  readonly theme: () => Theme;
  picked(id: string): void;
  opened(id: string): void;
  moved(viewport: Viewport): void;
  openOne(index: number): void;
  copy(index: number): void;
  /** As text, with the reference. */
  compare(index: number): void;
}

/** The networks beside each other; they move and zoom together. */
export class Columns {
  readonly element = el('div', { class: 'columns' });
  /** What colours mean in all of them. */
  readonly legend = el('div', { class: 'dag-legend' });
  #views: readonly DagView[] = [];
  #compares: readonly ButtonControl[] = [];
  #heat: Heat = 'kind';

  constructor(private readonly options: ColumnsOptions) {}

  get layouts(): readonly DagLayout[] {
    return this.#views.flatMap(({ layout }) => layout ?? []);
  }

  show(pictures: readonly ArchitecturePicture[]): void {
    const { options } = this;
    const views = pictures.map(
      (picture, i) =>
        new DagView(options.theme(), {
          label: l10n.t('Graph of {0}, {1}', LETTERS[i]!, picture.title),
          wheelZooms: true,
          map: i === pictures.length - 1,
          picked: ({ id }) => {
            this.#select(id, i);
            options.picked(id);
          },
          opened: ({ id }) => options.opened(id),
          viewportChanged: (viewport) => {
            this.#views.forEach((view, other) => {
              if (other !== i) view.setViewport(viewport);
            });
            options.moved(viewport);
          },
        }),
    );
    this.#views = views;
    this.#compares = pictures.map((_, i) =>
      button({
        label: compareLabel(0, i),
        icon: 'text',
        look: 'icon',
        press: () => this.options.compare(i),
      }),
    );
    this.element.style.setProperty('--columns', String(pictures.length));
    this.element.replaceChildren(
      ...pictures.map((picture, i) => this.#column(picture, i, views[i]!, i === pictures.length - 1)),
    );
  }

  /** The network that each of the others can be compared with as text. */
  setReference(reference: number): void {
    this.#compares.forEach((compare, i) =>
      compare.set({
        label: compareLabel(reference, i),
        hidden: i === reference,
      }),
    );
  }

  draw(layouts: readonly DagLayout[], viewport: Viewport | undefined): void {
    this.#views.forEach((view, i) => {
      view.show(layouts[i]!);
      if (viewport) view.setViewport(viewport);
    });
    this.#color();
  }

  /** Colours by costs have one scale in all of them: the same cost looks the same. */
  setHeat(heat: Heat): void {
    this.#heat = heat;
    this.#color();
  }

  /** Nodes that a search has found, by network. */
  setFound(found: readonly ReadonlySet<string>[]): void {
    this.#views.forEach((view, i) => view.setMarked(found[i] ?? new Set()));
  }

  #color(): void {
    const most = mostOf(this.layouts, this.#heat);
    for (const view of this.#views) view.setHeat(this.#heat, most);
    this.legend.replaceChildren(...legendItems(this.layouts, this.#heat));
  }

  /** The node in every network that has it. With `keep` nothing moves to bring it into sight. */
  select(id: string | undefined, keep = false): void {
    this.#select(id, undefined, keep);
  }

  #select(id: string | undefined, but: number | undefined, keep = false): void {
    this.#views.forEach((view, i) => {
      if (i === but) return;
      const has = view.layout?.nodes.some((node) => node.id === id) === true;
      view.setCurrent(has ? id : undefined, keep);
    });
  }

  setTheme(theme: Theme): void {
    for (const view of this.#views) view.setTheme(theme);
  }

  setShapes(shapes: boolean): void {
    for (const view of this.#views) view.setShapes(shapes);
  }

  #column(picture: ArchitecturePicture, i: number, view: DagView, last: boolean): HTMLElement {
    // The start of a file's JSON tells nothing; its title names the file.
    const notation = picture.notation.startsWith('{')
      ? undefined
      : el('code', { class: 'notation muted', title: picture.notation }, picture.notation);
    return el(
      'section',
      { class: 'card column', 'aria-label': `${LETTERS[i]!}, ${picture.title}` },
      el(
        'div',
        { class: 'card-head column-head' },
        el('span', { class: 'letter', 'aria-hidden': 'true' }, LETTERS[i]),
        el('h2', { title: picture.subtitle }, picture.title),
        this.#compares[i]!.element,
        button({
          label: l10n.t('Copy the notation of {0}', LETTERS[i]!),
          icon: 'copy',
          look: 'icon',
          press: () => this.options.copy(i),
        }).element,
        button({
          label: l10n.t('Open {0} in the viewer', LETTERS[i]!),
          icon: 'open',
          look: 'icon',
          press: () => this.options.openOne(i),
        }).element,
      ),
      notation,
      el(
        'div',
        { class: 'dag-frame' },
        view.element,
        ...(view.map ? [view.map] : []),
        ...(last ? [dagTools(view)] : []),
      ),
    );
  }
}

function compareLabel(reference: number, other: number): string {
  return l10n.t('Compare {0} with {1} as text', LETTERS[reference]!, LETTERS[other]!);
}
