import { InputError } from '../../src/core/base/errors';

/** The sentence of the `InputError` that `action` throws; any other end fails the test. */
export function sentenceOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  throw new Error('expected an InputError, but nothing was thrown');
}
