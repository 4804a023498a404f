import type { Locator } from 'playwright-core';

/** Whether something shows, or goes, within so many milliseconds. */
export function comesSoon(
  what: Locator,
  state: 'visible' | 'hidden' = 'visible',
  timeout = 3000,
): Promise<boolean> {
  return what.waitFor({ state, timeout }).then(
    () => true,
    () => false,
  );
}
