import { InputError } from '../../src/core/base/errors';

/** The sentence of the `InputError` that `action` throws; any other end fails the test. */
export function sentenceOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return sentence(error);
  }
  throw nothingThrown();
}

/** The same for an action that may take its time. */
export async function inputErrorOf(action: () => unknown): Promise<string> {
  try {
    await action();
  } catch (error) {
    return sentence(error);
  }
  throw nothingThrown();
}

function sentence(error: unknown): string {
  if (error instanceof InputError) return error.message;
  throw error;
}

function nothingThrown(): Error {
  return new Error('expected an InputError, but nothing was thrown');
}
