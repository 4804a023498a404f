import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fakeRun } from '../support/fake-run';
import { rowsAre, shownText } from '../support/page-checks';
import { openDashboard } from '../support/panels';
import { chromiumIsThere, launchChromium } from '../support/webview-page';

const there = chromiumIsThere();
if (!there) console.log('skipped: the dashboard needs Chromium (set CHROMIUM to its path)');

// More than a thousand: their marks are drawn as a cloud.
const RUN = fakeRun({ trials: 1400, epochs: 1, running: 2, failEvery: 9, budget: 2000 });
const BATCHES = 60;

let browser: Browser;

describe.skipIf(!there)('a dashboard that comes back', () => {
  beforeAll(async () => {
    browser = await launchChromium();
  });

  afterAll(() => browser.close());

  it('draws nothing while it is hidden, and shows what a fresh one shows when it is seen again', async () => {
    const before = RUN.slice(0, 1000);
    const panel = await openDashboard(browser, () => before);
    await panel.page.clock.install();
    await panel.page.reload();
    await rowsAre(panel.page, before);
    panel.peer.emit('page/select', { trials: [7, 12] });
    await panel.page.getByRole('heading', { name: 'Trial 12', exact: true }).waitFor();
    await panel.page.locator('.dag-node').first().waitFor();

    await hide(panel.page);
    const size = Math.ceil((RUN.length - before.length) / BATCHES);
    for (let seq = 1; seq <= BATCHES; seq++) {
      const from = before.length + (seq - 1) * size;
      panel.peer.emit('run/append', { generation: 1, seq, events: RUN.slice(from, from + size) });
    }
    await panel.page.clock.runFor(60_000);
    expect(await drawings(panel.page)).toEqual([]);

    await show(panel.page);
    await rowsAre(panel.page, RUN);
    const fresh = await openDashboard(browser, () => RUN);
    fresh.peer.emit('page/select', { trials: [7, 12] });
    await fresh.page.getByRole('heading', { name: 'Trial 12', exact: true }).waitFor();
    await fresh.page.locator('.dag-node').first().waitFor();
    await scrollToTop(panel.page);
    await scrollToTop(fresh.page);
    await expect.poll(() => shownText(panel.page)).toBe(await shownText(fresh.page));
    expect(panel.complaints).toEqual([]);
    await panel.close();
    await fresh.close();
  });

  it('has after a reload its selection, filter, zoom, order and columns', async () => {
    const panel = await openDashboard(browser, () => RUN);
    const { keyboard } = panel.page;
    const header = (name: string) => panel.page.getByRole('columnheader', { name, exact: true });
    panel.peer.emit('page/select', { trials: [7, 12] });
    await header('Status').click();
    await header('MACs').click({ modifiers: ['Shift'] });
    await panel.page.getByRole('button', { name: 'Choose columns' }).click();
    await panel.page.getByRole('checkbox', { name: 'Validation loss', exact: true }).uncheck();
    await keyboard.press('Escape');
    await panel.page.getByRole('combobox', { name: 'Filter trials' }).fill('valAccuracy > 90 %');
    for (const plot of [0, 1]) {
      await panel.page.locator('.plot').nth(plot).focus();
      await keyboard.press('+');
    }
    const look = async () => ({
      filter: await panel.page.getByRole('combobox', { name: 'Filter trials' }).inputValue(),
      sorts: await panel.page.locator('.grid-sort').allInnerTexts(),
      notes: await panel.page.locator('.plot-note').allInnerTexts(),
      losses: await header('Validation loss').count(),
      text: await shownText(panel.page),
    });
    await panel.page.getByText('Zoomed in, 0 shows all').nth(1).waitFor();
    await panel.page.locator('.dag-node').first().waitFor();
    // Where a reload begins.
    await scrollToTop(panel.page);
    const before = await look();
    expect(before).toMatchObject({ filter: 'valAccuracy > 90 %', losses: 0 });
    expect(before.text).toMatch(/2 trials selected/);
    expect(before.text).toMatch(/[\d,]+ of 1,400 trials/);
    await panel.page.reload();
    await expect.poll(look).toEqual(before);
    await panel.close();
  });
});

async function scrollToTop(page: Page): Promise<void> {
  await page.getByRole('grid').evaluate((grid) => grid.scrollTo(0, 0));
  await expect.poll(() => page.locator('[data-row="0"]').count()).toBe(1);
}

/** As a browser does with a page that nobody sees: no frame comes. Counts what is drawn all the same. */
async function hide(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const hidden = { frames: [] as FrameRequestCallback[], drawings: [] as string[] };
    Object.assign(window, { hidden });
    Reflect.set(window, 'shownFrame', Reflect.get(window, 'requestAnimationFrame'));
    // The frame that was asked for before comes still.
    const last = new Promise((resolve) => requestAnimationFrame(resolve));
    window.requestAnimationFrame = (frame) => hidden.frames.push(frame);
    await last;
    Object.defineProperty(document, 'hidden', { configurable: true, value: true });
    Object.defineProperty(document, 'visibilityState', { configurable: true, value: 'hidden' });
    document.dispatchEvent(new Event('visibilitychange'));
    for (const canvas of document.querySelectorAll('canvas')) {
      const context = canvas.getContext('2d')!;
      const clear = context.clearRect.bind(context);
      context.clearRect = (...box) => {
        hidden.drawings.push('a chart');
        clear(...box);
      };
    }
    new MutationObserver((changes) => {
      for (const { target } of changes)
        hidden.drawings.push(target.parentElement?.className ?? target.nodeName);
    }).observe(document.querySelector('#app > .content')!, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    });
  });
}

interface Hidden {
  readonly frames: FrameRequestCallback[];
  /** What was drawn in, or what changed. */
  readonly drawings: readonly string[];
}

async function drawings(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => (window as unknown as { hidden: Hidden }).hidden.drawings);
}

async function show(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { frames } = (window as unknown as { hidden: Hidden }).hidden;
    Reflect.set(window, 'requestAnimationFrame', Reflect.get(window, 'shownFrame'));
    Reflect.deleteProperty(document, 'hidden');
    Reflect.deleteProperty(document, 'visibilityState');
    document.dispatchEvent(new Event('visibilitychange'));
    for (const frame of frames) requestAnimationFrame(frame);
  });
}
