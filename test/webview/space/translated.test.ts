import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unaccented } from '../../support/page-words';
import { openSpace } from '../../support/panels';
import { pseudoLanguage } from '../../support/pseudo-language';
import { chromiumIsThere, launchChromium } from '../../support/webview-page';

describe.skipIf(!chromiumIsThere())('the space panel in another language', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchChromium();
  });

  afterAll(() => browser.close());

  it('says what the bundle says, from the first drawing on', async () => {
    const words = {
      'Sampled candidates': 'Gezogene Kandidaten',
      'Zoom in': 'Größer',
      'median {0} of {1} sampled': '{1} gezogen, davon in der Mitte {0}',
      'As drawn': 'Wie gezogen',
    };
    const panel = await openSpace(browser, { words });
    await panel.page.getByRole('heading', { name: 'Gezogene Kandidaten' }).waitFor();
    await panel.page.getByRole('button', { name: 'Größer' }).waitFor();
    await panel.page.getByRole('radio', { name: 'Wie gezogen' }).waitFor();
    await panel.page
      .getByText(/^\d+ gezogen, davon in der Mitte /)
      .first()
      .waitFor();
    expect(await panel.page.locator('html').getAttribute('lang')).toBe('en-x-test');
    expect(panel.complaints).toEqual([]);
    await panel.close();
  });

  it('leaves no sentence in English but names and what the core says', async () => {
    const panel = await openSpace(browser, { words: pseudoLanguage() });
    await panel.page.locator('.sample').nth(8).waitFor();
    const said = await wordsOf(panel.page);
    expect(said.length).toBeGreaterThan(30);
    expect(unaccented(said, NOT_OURS)).toEqual([]);
    await panel.close();
  });
});

/** Titles of metrics and units, which the core says; names of files; candidates. */
const NOT_OURS = /Parameters|MACs|Activation memory|KiB|\S+\.nas\.json|\|\S+\|/g;

/** Headings, buttons, terms and what is read out. */
function wordsOf(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [
      ...document.querySelectorAll(
        'h2, dt, th[scope="col"], vscode-button, vscode-option, [role="radio"], [aria-label]',
      ),
    ]
      .map((element) => element.getAttribute('aria-label') ?? element.textContent)
      .map((text) => text.trim()),
  );
}
