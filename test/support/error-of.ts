import { expect } from 'vitest';
import { InputError } from '../../src/core/base/errors';

/** The message of the `InputError` that `action` ends with; any other end fails the test. */
export async function inputErrorOf(action: () => unknown): Promise<string> {
  try {
    await action();
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return (error as InputError).message;
  }
  throw new Error('expected an InputError, but nothing was thrown');
}
