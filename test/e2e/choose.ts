import type { FrameLocator, Locator } from 'playwright-core';
import { comesSoon } from '../support/vscode/comes-soon';

/** Chooses an option of a list in a page. A click while the page is still being laid out is lost, so it is repeated. */
export async function choose(page: FrameLocator | Locator, list: string, option: string): Promise<void> {
  const row = page.getByRole('option', { name: option });
  for (let attempts = 0; attempts < 10; attempts++) {
    await page.getByRole('combobox', { name: list }).click();
    if (!(await comesSoon(row))) continue;
    await row.click();
    return;
  }
  throw new Error(`the list ${list} has no ${option}`);
}
