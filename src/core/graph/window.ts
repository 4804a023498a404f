import { InputError } from '../base/errors';
import type { Padding, Pair } from './operation';

export interface SlidingWindow {
  readonly size: Pair;
  readonly stride: Pair;
  readonly dilation: Pair;
  readonly padding: Padding;
}

/** What one axis of a sliding window does to a map. */
export interface WindowAxis {
  readonly output: number;
  /** Positions of padding before and after; TensorFlow puts the odd one after. */
  readonly before: number;
  readonly after: number;
}

/**
 * Places a window along one axis of `input` positions.
 *
 * `same`: ceil(input / stride) positions. `valid`: floor((input - reach) / stride) + 1,
 * where reach = (size - 1) · dilation + 1 must not exceed the input.
 */
export function placeWindow(
  input: number,
  size: number,
  stride: number,
  dilation: number,
  padding: Padding,
): WindowAxis {
  const reach = (size - 1) * dilation + 1;
  if (padding === 'valid') return { output: Math.floor((input - reach) / stride) + 1, before: 0, after: 0 };
  const output = Math.ceil(input / stride);
  const total = Math.max(0, (output - 1) * stride + reach - input);
  return { output, before: Math.floor(total / 2), after: total - Math.floor(total / 2) };
}

/** Height and width that a window leaves of a map, `[height, width]`. Throws where it does not fit. */
export function windowOutput(map: Pair, window: SlidingWindow, path: string): Pair {
  const along = (axis: 0 | 1): number => {
    const reach = (window.size[axis] - 1) * window.dilation[axis] + 1;
    if (window.padding === 'valid' && reach > map[axis])
      throw new InputError(
        path,
        `a ${pairText(window.size)} window reaches over ${reach} positions, but the map is ${pairText(map)}; use "same" padding or a smaller window`,
      );
    return placeWindow(
      map[axis],
      window.size[axis],
      window.stride[axis],
      window.dilation[axis],
      window.padding,
    ).output;
  };
  return [along(0), along(1)];
}

/** `3x3`. */
export function pairText(pair: Pair): string {
  return `${pair[0]}x${pair[1]}`;
}
