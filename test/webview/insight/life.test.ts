import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { JournalEvent } from '../../../src/core/journal/event';
import { SECTIONS } from '../../../webview/insight/ui-state';
import { fakeRun } from '../../support/fake-run';
import { openInsight, withForecasts } from '../../support/insight-panel';
import type { InsightPanel } from '../../support/insight-panel';
import { weightsRun } from '../../support/weights-run';
import { chromiumIsThere, launchChromium } from '../../support/webview-page';

const there = chromiumIsThere();
if (!there) console.log('skipped: the pages need Chromium (set CHROMIUM to its path)');

const RUN = [
  ...withForecasts(fakeRun({ trials: 70, running: 2, failEvery: 9, budget: 90 })),
  ...weightsRun({ epochs: 20 }),
];

let browser: Browser;

describe.skipIf(!there)('an Insight page', () => {
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  it.each(SECTIONS)('shows in $title after being hidden what a fresh one shows', async ({ title }) => {
    let events: readonly JournalEvent[] = RUN.slice(0, 150);
    const hidden = await openInsight(browser, () => events);
    await hidden.page.getByRole('tab', { name: title }).click();
    events = RUN;
    // Hidden pages are thrown away; nothing that was sent meanwhile reaches them.
    await hidden.page.reload();
    const fresh = await openInsight(browser, () => RUN);
    await fresh.page.getByRole('tab', { name: title }).click();
    await expectSame(hidden, fresh);
    await hidden.close();
    await fresh.close();
  });

  it.each(SECTIONS)(
    'shows in $title the same whether events came in batches or at once',
    async ({ title }) => {
      let events: readonly JournalEvent[] = RUN.slice(0, 1);
      const streamed = await openInsight(browser, () => events);
      await streamed.page.getByRole('tab', { name: title }).click();
      for (let i = 1, seq = 1; i < RUN.length; i += 40, seq++) {
        events = RUN.slice(0, i + 40);
        streamed.peer.emit('run/append', { generation: 1, seq, events: RUN.slice(i, i + 40) });
      }
      streamed.peer.emit('run/liveness', { liveness: 'idle', canRun: true });
      const fresh = await openInsight(browser, () => RUN, { liveness: 'idle' });
      await fresh.page.getByRole('tab', { name: title }).click();
      await expectSame(streamed, fresh);
      await streamed.close();
      await fresh.close();
    },
  );

  it('comes back from a reload with its tab, its brush, its axes, its selection and its colours', async () => {
    const panel = await openInsight(browser, () => RUN);
    panel.peer.emit('page/select', { trials: [12, 21] });
    await panel.page.getByRole('tab', { name: 'Parallel coordinates' }).click();
    await panel.page.locator('.axis-head').first().focus();
    await panel.page.keyboard.press('Shift+ArrowRight');
    await panel.page.keyboard.press('ArrowUp');
    await panel.page.getByText('lie within the brushes').waitFor();
    await expect.poll(() => isDone(panel)).toBe(true);
    const before = await seen(panel);
    await panel.page.reload();
    await expect.poll(() => seen(panel)).toEqual(before);
    expect(await panel.page.getByRole('tab', { selected: true }).innerText()).toBe('Parallel coordinates');
    expect(await panel.page.getByRole('button', { name: /^Trial (12|21) / }).count()).toBe(2);
    await panel.close();
  });

  it('comes back from a reload with the zoom of a chart, which belongs to its two metrics', async () => {
    const panel = await openInsight(browser, () => RUN);
    const note = () => panel.page.locator('.plot-note').first().innerText();
    await panel.page.locator('.plot').first().focus();
    await panel.page.keyboard.press('+');
    await expect.poll(note).toBe('Zoomed in, 0 shows all');
    await panel.page.reload();
    await expect.poll(note).toBe('Zoomed in, 0 shows all');
    await panel.page.locator('.matrix-cell').nth(3).click();
    await expect.poll(note).not.toContain('Zoomed in');
    await panel.page.locator('.matrix-cell').first().click();
    await expect.poll(note).toBe('Zoomed in, 0 shows all');
    await panel.page.locator('.plot').first().focus();
    await panel.page.keyboard.press('0');
    await expect.poll(note).not.toContain('Zoomed in');
    expect(await panel.state()).toMatchObject({ ui: { zooms: {} } });
    await panel.close();
  });

  it('comes back from a reload with the same part of the tree in sight', async () => {
    const panel = await openInsight(browser, () => RUN);
    await panel.page.getByRole('tab', { name: 'Lineage' }).click();
    const whole = await seen(panel);
    await panel.page.getByRole('group', { name: /^Lineage/ }).focus();
    await panel.page.keyboard.press('+');
    await panel.page.keyboard.press('+');
    await expect.poll(() => panel.state()).toMatchObject({ ui: { lineage: { zoom: 2.25 } } });
    const zoomed = await seen(panel);
    expect(zoomed.pixels).not.toEqual(whole.pixels);
    await panel.page.reload();
    await expect.poll(() => seen(panel)).toEqual(zoomed);
    await panel.close();
  });
});

async function expectSame(one: InsightPanel, other: InsightPanel): Promise<void> {
  // Both are read until neither is waiting for an analysis any more.
  await expect
    .poll(async () => [await isDone(one), await isDone(other)], { timeout: 15_000 })
    .toEqual([true, true]);
  await vi.waitFor(async () => expect(await seen(one)).toEqual(await seen(other)), { timeout: 15_000 });
}

function isDone({ page }: InsightPanel): Promise<boolean> {
  return page.evaluate(() => {
    const text = document.getElementById('section')?.innerText ?? '';
    const isDrawn = document.querySelector('[aria-busy=true]') === null;
    return isDrawn && text.length > 100 && !text.includes('…');
  });
}

/** All that can be read, and what is drawn. */
async function seen({ page }: InsightPanel): Promise<{ text: string; labels: string[]; pixels: string[] }> {
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
  return page.evaluate(() => ({
    text: document.getElementById('section')?.innerText ?? '',
    labels: [...document.querySelectorAll('.plot, .lineage, .axis-head')].map(
      (element) => element.getAttribute('aria-label') ?? '',
    ),
    pixels: [...document.querySelectorAll('canvas')].map((canvas) => canvas.toDataURL()),
  }));
}
