import { el } from './dom';

export interface Popover {
  readonly element: HTMLElement;
  /** Under `anchor`, which gets the focus back. An open one is closed instead. */
  toggle(anchor: HTMLElement, ...content: readonly Node[]): void;
  close(): void;
}

const MARGIN = 6;

/**
 * A small dialog in the top layer: Escape and a click beside it close it. Its content stays as it was given, whatever
 * is drawn anew under it.
 */
export function popover(label: string, className = ''): Popover {
  const element = el('div', {
    popover: 'auto',
    role: 'dialog',
    class: `popover ${className}`,
    'aria-label': label,
  });
  let anchor: HTMLElement | undefined;
  element.addEventListener('toggle', (event) => {
    if (event.newState !== 'closed') return;
    anchor?.setAttribute('aria-expanded', 'false');
    const isLost = document.activeElement === document.body || element.contains(document.activeElement);
    if (isLost && anchor?.isConnected) focusFrom(anchor);
  });
  const place = (): void => {
    if (!anchor) return;
    const { left, bottom, top } = anchor.getBoundingClientRect();
    const { offsetWidth, offsetHeight } = element;
    const fitsBelow = bottom + offsetHeight + MARGIN <= innerHeight;
    const y = fitsBelow ? bottom + 2 : Math.max(MARGIN, top - offsetHeight - 2);
    element.style.left = `${Math.max(MARGIN, Math.min(left, innerWidth - offsetWidth - MARGIN))}px`;
    element.style.top = `${Math.min(y, Math.max(MARGIN, innerHeight - offsetHeight - MARGIN))}px`;
  };
  return {
    element,
    toggle(from, ...content) {
      if (element.matches(':popover-open') && anchor === from) {
        element.hidePopover();
        return;
      }
      anchor?.setAttribute('aria-expanded', 'false');
      anchor = from;
      element.replaceChildren(...content);
      if (!element.isConnected) document.body.append(element);
      if (!element.matches(':popover-open')) element.showPopover();
      place();
      from.setAttribute('aria-expanded', 'true');
      element.querySelector<HTMLElement>('input, button, textarea, [tabindex="0"]')?.focus();
    },
    close() {
      if (element.matches(':popover-open')) element.hidePopover();
    },
  };
}

/** A button in a grid is not a stop of its own: the grid is. */
function focusFrom(anchor: HTMLElement): void {
  const grid = anchor.closest<HTMLElement>('[role=grid]');
  (grid ?? anchor).focus();
}
