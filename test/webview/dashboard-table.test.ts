import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JournalEvent } from '../../src/core/journal/event';
import { fakeRun } from '../support/fake-run';
import { openDashboard } from '../support/panels';
import type { DashboardPanel } from '../support/panels';
import { chromiumIsThere, launchChromium } from '../support/webview-page';

const LONG = fakeRun({ trials: 200, budget: 400 });
const [BEFORE, AFTER] = parts(LONG, 190);

describe.skipIf(!chromiumIsThere())('the table of trials, as a run goes on', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchChromium();
  });

  afterAll(() => browser.close());

  it('holds what is read in its place while rows come in above, and leads to them', async () => {
    const panel = await openDashboard(browser, () => BEFORE);
    const grid = panel.page.getByRole('grid');
    await grid.evaluate((element) => (element.scrollTop = 24 * 50 + 7));
    const before = await firstInSight(panel);
    panel.peer.emit('run/append', { generation: 1, seq: 1, events: AFTER });
    const news = panel.page.getByRole('button', { name: '10 new above' });
    await news.waitFor();
    expect(await firstInSight(panel)).toEqual(before);
    await news.click();
    await news.waitFor({ state: 'hidden' });
    expect((await firstInSight(panel)).text).toMatch(/^199/);
    await panel.close();
  });

  it('shows new rows at the top where it was not scrolled, and says nothing of them', async () => {
    const panel = await openDashboard(browser, () => BEFORE);
    panel.peer.emit('run/append', { generation: 1, seq: 1, events: AFTER });
    await expect.poll(async () => (await firstInSight(panel)).text).toMatch(/^199/);
    expect(await panel.page.locator('.grid-news').isVisible()).toBe(false);
    await panel.close();
  });

  it('says when more is pinned than has room on top', async () => {
    const panel = await openDashboard(browser, () => BEFORE);
    const pin = (trials: readonly number[]) =>
      panel.peer.emit('run/annotations', {
        trials: trials.map((trial) => [trial, { pinned: true }] as const),
      });
    pin([1, 2, 3, 4, 5]);
    await expect.poll(() => panel.page.locator('.grid-pins .grid-row').count()).toBe(5);
    expect(await panel.page.locator('.pins-hint').isVisible()).toBe(false);
    pin([1, 2, 3, 4, 5, 6, 7]);
    await panel.page.getByText('5 of 7 pinned on top').waitFor();
    await expect
      .poll(() => panel.page.locator('.visually-hidden[role=status]').innerText(), { timeout: 10_000 })
      .toBe('7 trials are pinned, and 5 have room on top of the table: the others are sorted with the rest');
    await panel.close();
  });
});

/** The text of the first row that is not pinned, and where it lies. */
function firstInSight(panel: DashboardPanel): Promise<{ readonly text: string; readonly top: number }> {
  return panel.page.getByRole('grid').evaluate((grid) => {
    const head = grid.querySelector('.grid-head')!.getBoundingClientRect().bottom;
    const rows = [...grid.querySelectorAll<HTMLElement>('.grid-body .grid-row')];
    const inSight = rows
      .map((row) => ({ text: row.innerText, box: row.getBoundingClientRect() }))
      .filter(({ box }) => box.bottom > head)
      .sort((a, b) => a.box.top - b.box.top)[0]!;
    return { text: inSight.text, top: Math.round(inSight.box.top) };
  });
}

/** The events before and from the question for trial `from`. */
function parts(events: readonly JournalEvent[], from: number): [JournalEvent[], JournalEvent[]] {
  const at = events.findIndex((event) => event.type === 'trial-asked' && event.trial === from);
  const [before, after] = [events.slice(0, at), events.slice(at)];
  return [before, after];
}
