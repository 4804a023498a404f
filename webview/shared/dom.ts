type AttributeValue = string | number | boolean | undefined;

type Listeners = { readonly [E in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[E]) => void };

/** Attributes by their HTML names; `true` is an empty attribute, `false` and `undefined` none. */
export interface Props {
  readonly on?: Listeners;
  readonly [attribute: string]: AttributeValue | Listeners;
}

export type Child = Node | string | undefined;

/** Makes an element with its attributes, listeners and children in one expression. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Props = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name === 'on') listen(element, value as Listeners);
    else setAttribute(element, name, value as AttributeValue);
  }
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

/** Writes the attribute only when it differs, so that nothing is restyled in vain. */
export function setAttribute(element: Element, name: string, value: AttributeValue): void {
  if (value === undefined || value === false) {
    if (element.hasAttribute(name)) element.removeAttribute(name);
    return;
  }
  const text = value === true ? '' : String(value);
  if (element.getAttribute(name) !== text) element.setAttribute(name, text);
}

/** Writes the text only when it differs: a selection inside stays, and screen readers are not told twice. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

export function listen(element: HTMLElement, listeners: Listeners): void {
  for (const [event, listener] of Object.entries(listeners)) {
    element.addEventListener(event, listener as EventListener);
  }
}

/** The page's element with this id; the shell and the views agree on it. */
export function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no #${id}`);
  return element;
}
