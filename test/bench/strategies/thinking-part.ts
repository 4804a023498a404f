import type { Verdict } from '../report';

/** Replaced below by what the strategies' own benchmark measures. */
export function benchThinking(): Promise<Verdict[]> {
  return Promise.resolve([]);
}
