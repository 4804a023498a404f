import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SECTIONS } from '../../../webview/insight/ui-state';
import { fakeRun } from '../../support/fake-run';
import { openInsight, withForecasts } from '../../support/insight-panel';
import { weightsRun } from '../../support/weights-run';
import { chromiumIsThere, launchChromium } from '../../support/webview-page';

const there = chromiumIsThere();
if (!there) console.log('skipped: the pages need Chromium (set CHROMIUM to its path)');

const RUN = [...withForecasts(fakeRun({ trials: 40, budget: 40 })), ...weightsRun({ epochs: 25 })];

/** The live region speaks at most every two seconds. */
const SOON = { timeout: 6000 };

let browser: Browser;

describe.skipIf(!there)('the Insight page', () => {
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  it('goes through the lines within the brushes with the keyboard, says which, and selects one', async () => {
    const asked: string[] = [];
    const panel = await openInsight(browser, () => RUN, { asked });
    const { page } = panel;
    await page.getByRole('tab', { name: 'Parallel coordinates' }).click();
    await page.locator('.axis-head', { hasText: 'Validation accuracy' }).focus();
    await page.keyboard.press('ArrowUp');
    await page.locator('.verdict', { hasText: /of 40 trials lie within the brushes/ }).waitFor();
    const lines = page.getByRole('group', { name: 'Lines of trials' });
    await lines.focus();
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => said(page), SOON).toMatch(/^Trial \d+: \d+\.\d\d\u202f%, line 1 of \d+$/);
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Shift+Enter');
    await expect.poll(() => asked).toHaveLength(2);
    expect(asked[1]).toMatch(new RegExp(`^${asked[0]!} \\d+$`));
    await page.keyboard.press('Escape');
    await expect.poll(() => asked.at(-1)).toBe('page/selected ');
    expect(panel.complaints).toEqual([]);
    await panel.close();
  });

  it('says the values of a metric between which an axis is brushed', async () => {
    const panel = await openInsight(browser, () => RUN);
    await panel.page.getByRole('tab', { name: 'Parallel coordinates' }).click();
    const head = panel.page.locator('.axis-head', { hasText: 'Validation accuracy' });
    await head.focus();
    await panel.page.keyboard.press('ArrowUp');
    const values = /\d+\.\d\d\u202f% to \d+\.\d\d\u202f%$/;
    await expect.poll(() => head.getAttribute('aria-label')).toMatch(values);
    await expect.poll(() => said(panel.page), SOON).toMatch(values);
    await panel.close();
  });

  it('reaches each cell of the landscape with the arrow keys, and stays there when it is drawn anew', async () => {
    const panel = await openInsight(browser, () => RUN);
    const { page } = panel;
    await page.getByRole('tab', { name: 'Landscape' }).click();
    await page.locator('.map-cell.centre').waitFor();
    expect(await page.locator('.map [tabindex="0"]').getAttribute('class')).toContain('centre');
    await page.locator('.map [tabindex="0"]').focus();
    for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Home');
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    const labels = await page
      .locator('.map-cell')
      .evaluateAll((cells) => cells.map((cell) => cell.getAttribute('aria-label')));
    expect(await focused()).toBe(labels[0]);
    await page.keyboard.press('ArrowRight');
    expect(await focused()).toBe(labels[1]);
    await page.evaluate(() => document.querySelectorAll<HTMLElement>('[role=radio]')[1]!.click());
    await page.locator('.map [tabindex="0"]').focus();
    panel.peer.emit('page/select', { trials: [3] });
    expect(await focused()).toBe(labels[1]);
    await panel.close();
  });

  it.each([
    {
      title: 'Correlation',
      lists: ['Vertical metric, whose order counts', 'Horizontal metric'],
      ui: ([y, x]: readonly string[]) => ({ pair: { y, x } }),
    },
    {
      title: 'Knob importance',
      lists: ['Metric that the knobs decide', 'Knob of the marginal plot'],
      ui: ([metric, knob]: readonly string[]) => ({ importance: { metric, knob } }),
    },
    {
      title: 'Landscape',
      lists: ['Knob of the rows', 'Knob of the columns'],
      ui: ([first, second]: readonly string[]) => ({ landscape: { first, second, show: 'mean' } }),
    },
  ])('keeps both of two choices that are made within one frame: $title', async ({ title, lists, ui }) => {
    const panel = await openInsight(browser, () => RUN);
    const { page } = panel;
    await page.getByRole('tab', { name: title }).click();
    for (const label of lists)
      await expect
        .poll(() => page.locator(`vscode-dropdown[aria-label="${label}"] vscode-option`).count())
        .toBeGreaterThan(1);
    // Lists that were just filled take no choice before the next frame.
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
    const chosen = await page.evaluate(chooseBoth, lists);
    await expect.poll(() => panel.state()).toMatchObject({ ui: ui(chosen) });
    await panel.close();
  });

  it.each(SECTIONS)(
    'has nothing wider than a column of 400 pixels, and nothing cut off: $title',
    async ({ title }) => {
      const panel = await openInsight(browser, () => RUN, { width: 400 });
      const { page } = panel;
      await page.getByRole('tab', { name: title }).click();
      await page.locator('.verdict:visible').first().waitFor();
      await expect.poll(() => page.locator('#section').innerText()).not.toContain('…');
      for (const summary of await page.locator('details > summary:visible').all()) await summary.click();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(400);
      expect(await page.evaluate(cutOff)).toEqual([]);
      await panel.close();
    },
  );
});

function said(page: Page): Promise<string> {
  return page.locator('#app > [role=status]').innerText();
}

/** In the page: chooses the last entry of each list that is not chosen, one after the other in one turn; answers their values. */
function chooseBoth(lists: readonly string[]): string[] {
  return lists.map((label, i) => {
    const list = document.querySelector<HTMLElement & { value: string }>(
      `vscode-dropdown[aria-label="${label}"]`,
    )!;
    const options = [...list.querySelectorAll('vscode-option')].map((option) =>
      option.getAttribute('value')!,
    );
    const value = options[options.length - 1 - i]!;
    list.value = value;
    list.dispatchEvent(new Event('change'));
    return value;
  });
}

/** In the page: what reaches over the edge of the window and cannot be scrolled to. */
function cutOff(): string[] {
  const scrolls = (element: Element): boolean => /auto|scroll/.test(getComputedStyle(element).overflowX);
  return [...document.querySelectorAll('#app *')]
    .filter((element) => {
      const { left, right, width } = element.getBoundingClientRect();
      if (width === 0 || (right <= innerWidth + 0.5 && left >= -0.5)) return false;
      if (element.closest('.visually-hidden, svg, vscode-dropdown')) return false;
      for (let at = element.parentElement; at; at = at.parentElement) if (scrolls(at)) return false;
      return true;
    })
    .map((element) => `${element.tagName} ${element.className}`);
}
