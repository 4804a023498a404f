import type { Operation, Shape } from '../../core/graph/operation';

/** A width that kernels treat alike: those of four numbers at a time run, and the rest is what it was. */
export function shrunkWidth(width: number): number {
  if (width % 4 === 0) return 8;
  return width < 4 ? width : 4 + (width % 4);
}

/** Sizes along two axes that what works on each position alike is tested with; unequal, so that nobody takes one for the other. */
const SMALL = [3, 4] as const;

/** Room for a window inside and over both borders. */
const MEDIUM = [6, 5] as const;

/** Inputs of `operation` that are small and have its windows at the same places. */
export function shrunkInputs(operation: Operation, inputs: readonly Shape[]): readonly Shape[] {
  switch (operation.kind) {
    case 'embedding':
      return [[MEDIUM[0]]];
    case 'reshape':
      // Of the input's rank, and with as many numbers as the small output has.
      return [
        inputs[0]!.map((_, axis, { length }) => (axis < length - 1 ? 1 : sizeOf(shrunk(operation.shape)))),
      ];
    case 'conv2d':
      return inputs.map(([height, width, channels]) => [
        windowed(operation, 0, height!),
        windowed(operation, 1, width!),
        groupedWidth(operation.groups, channels!),
      ]);
    case 'separable_conv2d':
    case 'max_pool2d':
    case 'avg_pool2d':
      return inputs.map(([height, width, channels]) => [
        windowed(operation, 0, height!),
        windowed(operation, 1, width!),
        shrunkWidth(channels!),
      ]);
    default:
      return inputs.map(shrunk);
  }
}

/**
 * `operation` with as few units as `shrunkInputs` has channels.
 *
 * @param inputs the true ones
 * @param smaller what stands in for them
 */
export function shrunkOperation(
  operation: Operation,
  inputs: readonly Shape[],
  smaller: readonly Shape[],
): Operation {
  switch (operation.kind) {
    case 'conv2d': {
      const channels = smaller[0]!.at(-1)!;
      const isDepthwise = operation.groups === inputs[0]!.at(-1);
      const groups = isDepthwise ? channels : largestDivisor(channels, Math.min(operation.groups, 2));
      return { ...operation, groups, filters: groups * shrunkWidth(operation.filters / operation.groups) };
    }
    case 'separable_conv2d':
      return { ...operation, filters: shrunkWidth(operation.filters) };
    case 'dense':
      return { ...operation, units: shrunkWidth(operation.units) };
    case 'embedding':
      return {
        ...operation,
        vocabulary: Math.min(operation.vocabulary, 7),
        units: shrunkWidth(operation.units),
      };
    case 'multi_head_attention':
      return {
        ...operation,
        heads: Math.min(operation.heads, 2),
        keyUnits: shrunkWidth(operation.keyUnits),
      };
    case 'reshape':
      return { ...operation, shape: shrunk(operation.shape) };
    default:
      return operation;
  }
}

/** Whether the windows of `operation` find room in an input. */
export function fits(operation: Operation, [height, width]: Shape): boolean {
  if (!('padding' in operation) || operation.padding === 'same') return true;
  return height! >= windowLength(operation, 0) && width! >= windowLength(operation, 1);
}

function shrunk(shape: Shape): Shape {
  return shape.map((length, axis) =>
    axis === shape.length - 1 ? shrunkWidth(length) : Math.min(length, SMALL[axis as 0 | 1]),
  );
}

type Windowed = Extract<Operation, { readonly padding: unknown }>;

/**
 * Long enough for a window. With a stride the parity stays, since it decides
 * where padding goes; what is shorter than that stays as it is.
 */
function windowed(operation: Windowed, axis: 0 | 1, length: number): number {
  if (length <= 3) return length;
  let small = operation.stride[axis] === 1 ? MEDIUM[axis] : 6 + (length % 2);
  while (operation.padding === 'valid' && small < windowLength(operation, axis)) small += 2;
  return small;
}

function windowLength(operation: Windowed, axis: 0 | 1): number {
  const taps = 'size' in operation ? operation.size[axis] : operation.kernel[axis];
  const dilation = 'dilation' in operation ? operation.dilation[axis] : 1;
  return (taps - 1) * dilation + 1;
}

/** One channel a group where that is so, else two groups of a small width. */
function groupedWidth(groups: number, channels: number): number {
  if (groups === 1 || groups === channels) return shrunkWidth(channels);
  return 2 * shrunkWidth(channels / groups);
}

function largestDivisor(n: number, atMost: number): number {
  let divisor = atMost;
  while (n % divisor !== 0) divisor--;
  return divisor;
}

function sizeOf(shape: Shape): number {
  return shape.reduce((product, n) => product * n, 1);
}
