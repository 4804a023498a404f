import { placeWindow } from '../../core/graph/window';
import type { Padding, Pair } from '../../core/graph/operation';
import type { Border, Size } from './image';
import { NO_BORDER, widerBorder } from './image';

/** A convolution's window on a map. */
export interface Window {
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly dilation: Pair;
  readonly padding: Padding;
}

export interface Geometry {
  readonly oh: number;
  readonly ow: number;
  readonly padTop: number;
  readonly padLeft: number;
  /** Zeros that the taps need around the input. */
  readonly inputBorder: Border;
}

export function geometryOf({ h, w }: Size, { kernel, stride, dilation, padding }: Window): Geometry {
  const vertical = placeWindow(h, kernel[0], stride[0], dilation[0], padding);
  const horizontal = placeWindow(w, kernel[1], stride[1], dilation[1], padding);
  return {
    oh: vertical.output,
    ow: horizontal.output,
    padTop: vertical.before,
    padLeft: horizontal.before,
    inputBorder: {
      top: vertical.before,
      bottom: vertical.after,
      left: horizontal.before,
      right: horizontal.after,
    },
  };
}

/** Along one axis: input positions `phase, phase + stride, ...`, which all see the same taps of the kernel. */
export interface Phase {
  readonly phase: number;
  /** Input positions. */
  readonly count: number;
  /** Taps, from the last to the first: `first, first - step, ...` */
  readonly taps: number;
  readonly firstTap: number;
  readonly step: number;
  /** Output position that the first tap of the first input position lies at; negative: in the border. */
  readonly start: number;
  /** Output positions between taps. */
  readonly spacing: number;
}

/**
 * The gradient by the input of a strided convolution, taken apart into
 * convolutions of stride 1, one for each remainder of input positions by the
 * stride (sub-pixel form): none multiplies by inserted zeros. Stride above 1
 * goes with dilation 1 only.
 */
export function phasesOf(
  input: number,
  kernel: number,
  stride: number,
  dilation: number,
  before: number,
): Phase[] {
  return Array.from({ length: Math.min(stride, input) }, (_, phase) => {
    const count = Math.ceil((input - phase) / stride);
    const remainder = (phase + before) % stride;
    const taps = remainder < kernel ? Math.floor((kernel - 1 - remainder) / stride) + 1 : 0;
    const firstTap = remainder + (taps - 1) * stride;
    return {
      phase,
      count,
      taps,
      firstTap,
      step: stride,
      start: (phase + before - firstTap * dilation) / stride,
      spacing: stride > 1 ? 1 : dilation,
    };
  });
}

/** Zeros that the phases need around the gradient of an output of `oh` by `ow`. */
export function gradientBorder(
  { oh, ow }: { readonly oh: number; readonly ow: number },
  vertical: readonly Phase[],
  horizontal: readonly Phase[],
): Border {
  let border = NO_BORDER;
  for (const y of vertical) {
    for (const x of horizontal) {
      if (y.taps === 0 || x.taps === 0) continue;
      border = widerBorder(border, {
        top: Math.max(0, -y.start),
        left: Math.max(0, -x.start),
        bottom: Math.max(0, lastOf(y) - (oh - 1)),
        right: Math.max(0, lastOf(x) - (ow - 1)),
      });
    }
  }
  return border;
}

function lastOf({ start, count, taps, spacing }: Phase): number {
  return start + count - 1 + (taps - 1) * spacing;
}
