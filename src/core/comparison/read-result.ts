import { expected, InputError, messageOf } from '../base/errors';
import type { ComparisonResult } from './result';

/** The file of a comparison's folder that holds all of its result. */
export const RESULT_FILE = 'comparison.json';

/**
 * Reads `comparison.json`. It is a file of the product's own: its format and version are looked at, its inside is
 * believed. Throws `InputError`.
 */
export function parseComparison(text: string, place: string): ComparisonResult {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new InputError(place, `expected JSON: ${messageOf(error)}`);
  }
  if (!isResult(value)) throw expected(place, 'a comparison of this version', value);
  return value;
}

function isResult(value: unknown): value is ComparisonResult {
  return (
    typeof value === 'object' &&
    value !== null &&
    'format' in value &&
    value.format === 'nas-comparison' &&
    'version' in value &&
    value.version === 1 &&
    'strategies' in value &&
    Array.isArray(value.strategies) &&
    'budgets' in value &&
    Array.isArray(value.budgets)
  );
}
