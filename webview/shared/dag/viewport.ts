/** How a drawing lies in its window: `screen = drawing * scale + offset`. */
export interface Viewport {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

const SMALLEST = 0.005;
const LARGEST = 4;

/** The whole drawing in sight and centred, never magnified. */
export function fitViewport(drawing: Size, window: Size, margin = 12): Viewport {
  const scale = Math.max(
    SMALLEST,
    Math.min(
      1,
      (window.width - 2 * margin) / Math.max(1, drawing.width),
      (window.height - 2 * margin) / Math.max(1, drawing.height),
    ),
  );
  return {
    scale,
    x: (window.width - drawing.width * scale) / 2,
    y: (window.height - drawing.height * scale) / 2,
  };
}

/**
 * As wide as the window, from the top: a tall drawing that would be unreadable
 * as a whole starts with its input in sight.
 *
 * @param inputX where the input is in a drawing that is wider than the window
 */
export function readableViewport(
  drawing: Size,
  window: Size,
  inputX = drawing.width / 2,
  margin = 12,
): Viewport {
  const whole = fitViewport(drawing, window, margin);
  if (whole.scale >= 0.6) return whole;
  const scale = Math.max(0.6, Math.min(1, (window.width - 2 * margin) / Math.max(1, drawing.width)));
  const spare = window.width - drawing.width * scale;
  // In the middle, but nothing beside the drawing.
  const x =
    spare >= 0 ? spare / 2 : Math.min(margin, Math.max(spare - margin, window.width / 2 - inputX * scale));
  return { scale, x, y: margin };
}

/** Zooms by `factor` while the point at (x, y) of the window stays where it is. */
export function zoomAt(viewport: Viewport, factor: number, x: number, y: number): Viewport {
  const scale = Math.max(SMALLEST, Math.min(LARGEST, viewport.scale * factor));
  const applied = scale / viewport.scale;
  return { scale, x: x - (x - viewport.x) * applied, y: y - (y - viewport.y) * applied };
}

/** Moves as little as needed so that the box lies inside the window. */
export function revealBox(
  viewport: Viewport,
  box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  window: Size,
  margin = 24,
): Viewport {
  return {
    scale: viewport.scale,
    x:
      viewport.x +
      shift(box.x * viewport.scale + viewport.x, box.width * viewport.scale, window.width, margin),
    y:
      viewport.y +
      shift(box.y * viewport.scale + viewport.y, box.height * viewport.scale, window.height, margin),
  };
}

function shift(start: number, length: number, window: number, margin: number): number {
  if (start < margin) return margin - start;
  if (start + length > window - margin) return Math.min(window - margin - start - length, 0);
  return 0;
}
