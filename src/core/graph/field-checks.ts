import { expected, InputError } from '../base/errors';
import type { Operation, Pair, Shape } from './operation';

/** `[8, 8, 16]` as it is written in errors and labels. */
export function shapeText(shape: Shape): string {
  return `[${shape.join(', ')}]`;
}

export function sizeOf(shape: Shape): number {
  return shape.reduce((product, size) => product * size, 1);
}

export function requirePositive(value: number, path: string): void {
  if (!Number.isSafeInteger(value) || value < 1) throw expected(path, 'a positive integer', value);
}

export function requirePair(pair: Pair, path: string): void {
  const sizes: readonly number[] = pair; // JSON may have brought another length
  if (sizes.length !== 2) throw expected(path, 'two positive integers', pair);
  requirePositive(pair[0], `${path}[0]`);
  requirePositive(pair[1], `${path}[1]`);
}

export function requireShape(shape: Shape, path: string): void {
  if (shape.length < 1 || shape.length > 3) throw expected(path, 'one to three sizes', shape);
  shape.forEach((size, axis) => {
    requirePositive(size, `${path}[${axis}]`);
  });
}

export function requireBetween(value: number, low: number, high: number, path: string): void {
  if (!(value >= low && value < high)) throw expected(path, `a number from ${low} to below ${high}`, value);
}

/** The sizes of an image `[height, width, channels]`; anything else is refused. */
export function imageOf(
  operation: Operation,
  shapes: readonly Shape[],
  path: string,
): readonly [number, number, number] {
  const [height, width, channels] = shapes[0]!;
  if (shapes[0]!.length !== 3 || height === undefined || width === undefined || channels === undefined)
    throw new InputError(
      path,
      `${operation.kind} takes an image [height, width, channels], but its input is ${shapeText(shapes[0]!)}`,
    );
  return [height, width, channels];
}

/** The sizes of a sequence `[positions, features]`; anything else is refused. */
export function sequenceOf(
  operation: Operation,
  shapes: readonly Shape[],
  path: string,
): readonly [number, number] {
  const [positions, features] = shapes[0]!;
  if (shapes[0]!.length !== 2 || positions === undefined || features === undefined)
    throw new InputError(
      path,
      `${operation.kind} takes a sequence [positions, features], but its input is ${shapeText(shapes[0]!)}`,
    );
  return [positions, features];
}
