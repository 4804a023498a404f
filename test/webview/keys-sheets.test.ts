import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { comparePicture } from '../support/compare-picture';
import { fakeRun } from '../support/fake-run';
import { openInsight } from '../support/insight-panel';
import { seriousFindings } from '../support/page-checks';
import {
  openArchitecture,
  openArchitectures,
  openCompare,
  openDashboard,
  openSpace,
} from '../support/panels';
import { architecturePictures } from '../support/three-architectures';
import { chromiumIsThere, launchChromium } from '../support/webview-page';

const RUN = fakeRun({ trials: 24, running: 2, failEvery: 9, budget: 60 });

/** Each with a sentence of its own keys. */
const PANELS: readonly (readonly [
  name: string,
  open: (browser: Browser) => Promise<{ readonly page: Page; close(): Promise<void> }>,
  own: string,
])[] = [
  ['dashboard', (browser) => openDashboard(browser, () => RUN), 'Go to the table'],
  ['architecture', (browser) => openArchitecture(browser), 'Close a group, or go to the one around'],
  [
    'architectures',
    (browser) => openArchitectures(browser, architecturePictures()),
    'Go to the next or the previous difference',
  ],
  ['space', (browser) => openSpace(browser), 'Open or close a box'],
  ['insight', (browser) => openInsight(browser, () => RUN), 'Show the section beside this one'],
  [
    'compare',
    (browser) => openCompare(browser, () => comparePicture(2)),
    'Read the curves at a smaller or a larger budget',
  ],
];

describe.skipIf(!chromiumIsThere())('the sheet of keys', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchChromium();
  });

  afterAll(() => browser.close());

  it.each(PANELS)('is shown and hidden by ? in the panel %s, with its own keys', async (_, open, own) => {
    const panel = await open(browser);
    const { page } = panel;
    const sheet = page.getByRole('dialog', { name: 'Keys' });
    await page.keyboard.press('?');
    await sheet.getByText(own, { exact: true }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.keyboard.press('?');
    await sheet.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Keys', exact: true }).click();
    await sheet.waitFor();
    await panel.close();
  });

  it('does not open while text is being written', async () => {
    const panel = await openArchitecture(browser);
    const search = panel.page.getByRole('textbox', { name: 'Search nodes' });
    await search.click();
    await panel.page.keyboard.type('conv?');
    expect(await search.inputValue()).toBe('conv?');
    expect(await panel.page.getByRole('dialog', { name: 'Keys' }).isVisible()).toBe(false);
    await panel.close();
  });
});
