import type { RunState } from './run-state';

/** The kinds of operations that the backend left to TensorFlow.js, in words; empty where there were none. */
export function fallbackText({ fallbacks }: Pick<RunState, 'fallbacks'>): string {
  return fallbacks.map((kind) => kind.replaceAll('_', ' ')).join(', ');
}
