import { el } from '../shared/dom';

/** A part of a section: a heading with its controls, what stands below. */
export function card(
  title: string,
  controls: readonly HTMLElement[],
  ...content: readonly HTMLElement[]
): HTMLElement {
  return el(
    'section',
    { class: 'card', 'aria-label': title },
    el('div', { class: 'card-head' }, el('h2', {}, title), el('div', { class: 'row controls' }, ...controls)),
    ...content,
  );
}

/** A control with its name before it. */
export function labelled(label: string, control: HTMLElement): HTMLElement {
  return el('span', { class: 'row labelled' }, el('span', { class: 'muted' }, label), control);
}
