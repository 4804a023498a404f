/** Drawn shapes, told apart without colour. */
export const MARKER_SHAPES = ['circle', 'triangle', 'square', 'diamond', 'cross'] as const;

export type MarkerShape = (typeof MARKER_SHAPES)[number];

/** How a candidate looks in every view. */
export interface Marker {
  /** Position in the theme's `series`. */
  readonly color: number;
  readonly shape: MarkerShape;
}

const COLORS = 6;

/**
 * The marker of a trial, by its number only: it never changes while a run goes
 * on or is opened again. Neighbours differ in colour and in shape; 5 shapes and
 * 6 colours are coprime, so 30 trials in a row are all different.
 */
export function markerOf(trial: number): Marker {
  return { color: trial % COLORS, shape: MARKER_SHAPES[trial % MARKER_SHAPES.length]! };
}

/** An SVG and Canvas path of the shape around (0, 0); `r` is the radius of a circle of equal weight. */
export function markerPath(shape: MarkerShape, r: number): string {
  switch (shape) {
    case 'circle':
      return `M${-r},0a${r},${r} 0 1,0 ${2 * r},0a${r},${r} 0 1,0 ${-2 * r},0Z`;
    case 'triangle': {
      const s = r * 1.25;
      return `M0,${-s}L${round(s * 0.95)},${round(s * 0.7)}L${round(-s * 0.95)},${round(s * 0.7)}Z`;
    }
    case 'square': {
      const s = round(r * 0.9);
      return `M${-s},${-s}H${s}V${s}H${-s}Z`;
    }
    case 'diamond': {
      const s = round(r * 1.25);
      return `M0,${-s}L${s},0L0,${s}L${-s},0Z`;
    }
    case 'cross': {
      const s = round(r * 1.1);
      const t = round(r * 0.4);
      return `M${-t},${-s}H${t}V${-t}H${s}V${t}H${t}V${s}H${-t}V${t}H${-s}V${-t}H${-t}Z`;
    }
  }
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
