import type { Viewport } from './viewport';
import { zoomAt } from './viewport';

/** What the pointer does to a drawing. Points are in pixels of the element. */
export interface Gestures {
  /** Whether the plain wheel zooms; otherwise only together with Ctrl, and the page scrolls. */
  readonly wheelZooms: boolean;
  viewport(): Viewport;
  moved(viewport: Viewport): void;
  clicked(x: number, y: number): void;
  doubleClicked(x: number, y: number): void;
  /** Over this point without a button; `undefined` when the pointer has left. */
  hovered(point: { readonly x: number; readonly y: number } | undefined): void;
}

/** Wheel, drag, click and hover on an element that shows a drawing. */
export function listenToGestures(element: HTMLElement, gestures: Gestures): void {
  const at = (event: MouseEvent): [number, number] => {
    const box = element.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  element.addEventListener(
    'wheel',
    (event) => {
      if (!event.ctrlKey && !event.metaKey && !gestures.wheelZooms) return;
      event.preventDefault();
      gestures.moved(zoomAt(gestures.viewport(), Math.exp(-event.deltaY * 0.0016), ...at(event)));
    },
    { passive: false },
  );
  element.addEventListener('dblclick', (event) => gestures.doubleClicked(...at(event)));

  let start: { x: number; y: number; viewport: Viewport } | undefined;
  let moved = false;
  element.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    start = { x: event.clientX, y: event.clientY, viewport: gestures.viewport() };
    moved = false;
  });
  element.addEventListener('pointermove', (event) => {
    if (!start) {
      const [x, y] = at(event);
      gestures.hovered({ x, y });
      return;
    }
    const dx = event.clientX - start.x;
    const dy = event.clientY - start.y;
    if (!moved && Math.hypot(dx, dy) < 4) return;
    if (!moved) element.setPointerCapture(event.pointerId);
    moved = true;
    gestures.hovered(undefined);
    element.classList.add('dragging');
    gestures.moved({ ...start.viewport, x: start.viewport.x + dx, y: start.viewport.y + dy });
  });
  const end = (event: PointerEvent): void => {
    if (start && !moved && event.type === 'pointerup') gestures.clicked(...at(event));
    start = undefined;
    element.classList.remove('dragging');
  };
  element.addEventListener('pointerup', end);
  element.addEventListener('pointercancel', end);
  element.addEventListener('pointerleave', () => gestures.hovered(undefined));
}
