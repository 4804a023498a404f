import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shownWords, unaccented } from '../support/page-words';
import { blockPicture, openArchitecture, openArchitectures } from '../support/panels';
import { pseudoLanguage } from '../support/pseudo-language';
import { chromiumIsThere, launchChromium } from '../support/webview-page';

const there = chromiumIsThere();
if (!there) console.log('skipped: the pages need Chromium (set CHROMIUM to its path)');

const FIRST = blockPicture('Trial 3', [{ kernel: 3 }, { kernel: 5 }, { kernel: 3, skip: false }], 0.94);
const SECOND = blockPicture('Trial 9', [{ kernel: 3 }, { kernel: 3 }, { kernel: 3, pool: true }], 0.95);
const THIRD = blockPicture('Trial 12', [{ kernel: 3 }, { kernel: 3 }, { kernel: 5 }], 0.96);

describe.skipIf(!there)('architectures in another language', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchChromium();
  });

  afterAll(() => browser.close());

  it('one is shown in the words of the bundle, from the first drawing on', async () => {
    const words = {
      Outline: 'Gliederung',
      'Search nodes': 'Knoten suchen',
      '{0} nodes': '{0} Knoten',
      '{0} · cell {1}, one of {2}': '{0} · Zelle {1}, eine von {2}',
    };
    const { page, ...panel } = await openArchitecture(browser, { words });
    await page.getByRole('radio', { name: 'Gliederung' }).waitFor();
    await page.getByLabel('Knoten suchen').first().waitFor();
    await page
      .getByText(/^\d+ Knoten$/)
      .first()
      .waitFor();
    expect(panel.complaints).toEqual([]);
    await panel.close();
  });

  it('one leaves no sentence in English but names and what the core says', async () => {
    const panel = await openArchitecture(browser, { words: pseudoLanguage(), picture: FIRST });
    const said = await shownWords(panel.page);
    await panel.page.locator('[role="treeitem"]').nth(3).click();
    await panel.page.locator('.side-details dd').nth(3).waitFor();
    said.push(...(await shownWords(panel.page)));
    await panel.page.getByRole('radio').last().click();
    said.push(...(await shownWords(panel.page)));
    expect(said.length).toBeGreaterThan(100);
    expect(unaccented(said, NOT_OURS)).toEqual([]);
    expect(panel.complaints).toEqual([]);
    await panel.close();
  });

  it('three side by side leave no sentence in English but names and what the core says', async () => {
    const panel = await openArchitectures(browser, [FIRST, SECOND, THIRD], { words: pseudoLanguage() });
    await panel.page.locator('.difference').first().click();
    const said = await shownWords(panel.page);
    expect(said.length).toBeGreaterThan(60);
    expect(unaccented(said, NOT_OURS)).toEqual([]);
    expect(panel.complaints).toEqual([]);
    await panel.close();
  });
});

/** Titles of metrics and units, operations and their fields, sentences of differences, which the core says; names. */
const NOT_OURS = new RegExp(
  [
    'Validation accuracy|Latency|Parameters|MACs|Activation memory|\\d\\s?(?:KiB|ms)\\b',
    'output [\\d×]+, [\\d.,]+ k? ?parameters',
    '(?:stem|head|block\\d)(?:_\\w+)?|conv|batch norm|relu|add|input|(?:global )?avg pool|dense|Epsilon|Momentum',
    ' → .* in block\\d|skip added in block\\d',
    'Trial \\d+|digits|TensorFlow\\.js|Keras|PyTorch|JSON|SVG|PNG|// tfjs\\nconst model = build',
  ]
    .map((names) => `(?<![\\p{L}])(?:${names})(?![\\p{L}])`)
    .join('|'),
  'gu',
);
