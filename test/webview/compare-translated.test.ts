import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { comparePicture } from '../support/compare-picture';
import { shownWords, unaccented } from '../support/page-words';
import { openCompare } from '../support/panels';
import type { SavedFile } from '../support/panels';
import { pseudoLanguage } from '../support/pseudo-language';
import { chromiumIsThere, launchChromium } from '../support/webview-page';

const there = chromiumIsThere();
if (!there) console.log('skipped: the page needs Chromium (set CHROMIUM to its path)');

const PICTURE = { ...comparePicture(6), hasReport: true };
const FIRST = PICTURE.groups[0]!;
const NONE = { ...PICTURE, groups: [] };
const ONE = { ...PICTURE, groups: [{ ...FIRST, members: FIRST.members.slice(0, 1) }] };

describe.skipIf(!there)('the compare page in another language', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchChromium();
  });

  afterAll(() => browser.close());

  it('says what the bundle says, from the first drawing on', async () => {
    const words = {
      'After {0} evaluations': 'Nach {0} Auswertungen',
      'Whole search': 'Ganze Suche',
      'Running time': 'Laufzeit',
      '{0} of the best so far, by running time': 'Bisher beste {0}, nach Laufzeit',
    };
    const { page, ...panel } = await openCompare(browser, () => PICTURE, { words });
    await page.getByRole('heading', { name: 'Nach 60 Auswertungen' }).waitFor();
    await page.getByRole('columnheader', { name: 'Ganze Suche' }).waitFor();
    await page.getByRole('radio', { name: 'Laufzeit' }).click();
    await page.getByText(/^Bisher beste .+, nach Laufzeit$/).waitFor();
    expect(panel.complaints).toEqual([]);
    await panel.close();
  });

  it('writes the names of the columns of a CSV as programs read them', async () => {
    const saved: SavedFile[] = [];
    const { page, ...panel } = await openCompare(browser, () => PICTURE, { words: pseudoLanguage(), saved });
    await page.locator('.card.curves .together vscode-button').first().click();
    await expect.poll(() => saved.length).toBe(1);
    expect(saved[0]!.content).toMatch(/^group,evaluations,n,mean,standardError,q1,median,q3\n/);
    await panel.close();
  });

  it.each([
    ['two groups', PICTURE],
    ['one group', ONE],
    ['nothing', NONE],
  ])('leaves no sentence in English but names and what the core says, with %s', async (_, picture) => {
    const panel = await openCompare(browser, () => picture, { words: pseudoLanguage() });
    const said = await shownWords(panel.page);
    if (picture === PICTURE) {
      expect(said.length).toBeGreaterThan(50);
      await panel.page.locator('.plot').focus();
      await panel.page.keyboard.press('End');
      await panel.page.locator('.compare-tip:visible').waitFor();
      for (const choice of await panel.page.getByRole('radio').all()) {
        if (!(await choice.isVisible())) continue;
        await choice.click();
        said.push(...(await shownWords(panel.page)));
      }
    }
    expect(unaccented(said, NOT_OURS)).toEqual([]);
    expect(panel.complaints).toEqual([]);
    await panel.close();
  });
});

/** Titles of metrics and units, which the core says; names of groups and keys; what the host calls the comparison. */
const NOT_OURS =
  /Validation accuracy|Latency|Parameters|MACs|\d\u202f(?:ms|min|s|h)\b|random|genetic|strategy\.kind|Runs of digits|12 runs/g;
