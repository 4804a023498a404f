import { el, setAttribute } from './dom';
import { rowWindow, topOf } from './row-window';

/** A row of a table, made when it comes near to being in sight. */
export interface WindowedRow {
  /** Unique, and the same as long as the row says the same. */
  readonly key: string;
  make(): HTMLElement;
}

/** Pixels of a row that was never measured. */
const GUESSED_HEIGHT = 30;

/** The body of a table with rows of any height, of which only those near to what is in sight are in the document. */
export class WindowedBody {
  readonly element = el('tbody');
  readonly #above = spacer();
  readonly #below = spacer();
  readonly #heights = new Map<string, number>();
  #rows: readonly WindowedRow[] = [];
  #drawn = new Map<string, HTMLElement>();

  /**
   * @param scroller holds the table and scrolls
   * @param drawn rows have come into the document
   */
  constructor(
    private readonly scroller: HTMLElement,
    private readonly drawn: () => void,
  ) {
    scroller.addEventListener('scroll', () => this.#draw(), { passive: true });
    new ResizeObserver(() => this.#draw()).observe(scroller);
  }

  /** Every row is made anew; the list stays scrolled to where it was. */
  show(rows: readonly WindowedRow[]): void {
    const { scrollTop } = this.scroller;
    this.#rows = rows;
    this.#drawn.clear();
    this.element.replaceChildren();
    this.#draw(scrollTop);
    this.scroller.scrollTop = scrollTop;
  }

  /** Brings a row into the document; whoever wants it scrolls to its element. */
  bring(key: string): void {
    const row = this.#rows.findIndex((candidate) => candidate.key === key);
    if (row < 0 || this.#drawn.has(key)) return;
    this.scroller.scrollTop = topOf(this.#allHeights(), row);
    this.#draw();
  }

  #allHeights(): number[] {
    return this.#rows.map(({ key }) => this.#heights.get(key) ?? GUESSED_HEIGHT);
  }

  #draw(scrollTop = this.scroller.scrollTop): void {
    const { clientHeight } = this.scroller;
    const { first, end, above, below } = rowWindow(this.#allHeights(), scrollTop, clientHeight);
    const wanted = this.#rows.slice(first, end);
    const isSame = wanted.length === this.#drawn.size && wanted.every(({ key }) => this.#drawn.has(key));
    if (isSame && this.element.childElementCount > 0) return;
    const next = new Map(wanted.map((row) => [row.key, this.#drawn.get(row.key) ?? row.make()]));
    for (const [key, element] of this.#drawn) if (!next.has(key)) element.remove();
    this.#above.remove();
    this.#below.remove();
    // One after the other: a row that stays in the document keeps the focus.
    let place: Element | null = null;
    wanted.forEach(({ key }, i) => {
      const element = next.get(key)!;
      setAttribute(element, 'aria-rowindex', first + i + 2);
      const before: Element | null = place ? place.nextElementSibling : this.element.firstElementChild;
      if (before !== element) this.element.insertBefore(element, before);
      place = element;
    });
    this.#drawn = next;
    this.#above.style.height = `${above}px`;
    this.#below.style.height = `${below}px`;
    if (above > 0) this.element.prepend(this.#above);
    if (below > 0) this.element.append(this.#below);
    for (const [key, element] of next) this.#heights.set(key, element.offsetHeight || GUESSED_HEIGHT);
    this.drawn();
  }
}

function spacer(): HTMLElement {
  return el('tr', { class: 'spacer', 'aria-hidden': 'true' }, el('td', { colspan: 4 }));
}
