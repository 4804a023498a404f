import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { replay } from '../../../src/core/journal/replay';
import { runReport } from '../../../src/core/report/run-report';
import { fakeRun } from '../../support/fake-run';
import { folderWith } from '../../support/folder';
import { seriousFindings } from '../../support/page-checks';
import { chromiumIsThere, launchChromium } from '../../support/webview-page';

const there = chromiumIsThere();
if (!there) console.log('skipped: the report needs Chromium (set CHROMIUM to its path)');

const REPORT = runReport(replay(fakeRun({ trials: 40, failEvery: 9 })), { written: undefined });

let browser: Browser;

describe.skipIf(!there)('the report in a browser', () => {
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  it.each(['light', 'dark'] as const)('opens from a file without a complaint, in %s', async (colorScheme) => {
    const { page, complaints } = await opened({ colorScheme });
    expect(await seriousFindings(page)).toEqual([]);
    expect(complaints).toEqual([]);
    const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(ground === 'rgb(255, 255, 255)').toBe(colorScheme === 'light');
  });

  it('is complete without its script', async () => {
    const { page } = await opened({ javaScriptEnabled: false });
    expect(await page.locator('#trials tbody tr').count()).toBe(40);
    expect(await page.getByRole('searchbox').count()).toBe(0);
  });

  it('sorts by a column, best first, what is not known last, and back', async () => {
    const { page } = await opened({});
    const trials = page.locator('#trials');
    const accuracy = trials.getByRole('columnheader', { name: 'Validation accuracy' });
    await accuracy.getByRole('button').click();
    expect(await accuracy.getAttribute('aria-sort')).toBe('descending');
    const down = await column(page, 3);
    const known = down.filter((text) => text !== '').map(Number);
    expect(known).toEqual([...known].sort((a, b) => b - a));
    expect(down.slice(known.length)).toEqual(['', '', '', '']);
    await accuracy.getByRole('button').press('Enter');
    expect((await column(page, 3)).slice(0, known.length).map(Number)).toEqual(known.toReversed());
  });

  it('filters by words of a row and counts what is left', async () => {
    const { page } = await opened({});
    await page.getByRole('searchbox', { name: 'Filter' }).fill('failed DIVERGED');
    expect(await page.locator('#said').innerText()).toBe('4 of 40 trials');
    expect(await page.locator('#trials tbody tr:visible').count()).toBe(4);
  });

  it('fits on a narrow screen and on paper', async () => {
    const { page } = await opened({ viewport: { width: 400, height: 800 } });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(400);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('nav').isVisible()).toBe(false);
    expect(await page.locator('#trials tbody tr').last().isVisible()).toBe(true);
  });
});

async function opened(options: Parameters<Browser['newContext']>[0]): Promise<{
  readonly page: Page;
  readonly complaints: string[];
}> {
  const folder = folderWith({});
  const file = path.join(folder, 'report.html');
  writeFileSync(file, REPORT);
  const context = await browser.newContext(options);
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith('file:')) complaints.push(request.url());
  });
  await page.goto(pathToFileURL(file).href);
  return { page, complaints };
}

function column(page: Page, nth: number): Promise<string[]> {
  return page.locator(`#trials tbody tr > :nth-child(${nth})`).allInnerTexts();
}
