import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fakeRun } from '../support/fake-run';
import type { UiState } from '../../webview/dashboard/ui-state';
import { openDashboard } from '../support/panels';
import { chromiumIsThere, launchChromium } from '../support/webview-page';

const there = chromiumIsThere();
if (!there) console.log('skipped: the dashboard needs Chromium (set CHROMIUM to its path)');

const RUN = fakeRun({ trials: 24, running: 2, failEvery: 9, budget: 60 });

let browser: Browser;

describe.skipIf(!there)('keys in the dashboard', () => {
  beforeAll(async () => {
    browser = await launchChromium();
  });

  afterAll(() => browser.close());

  it('adds up quick zooms, moves what is shown, and brings a walked mark into sight', async () => {
    const panel = await openDashboard(browser, () => RUN);
    const plot = panel.page.locator('.plot').first();
    const range = async (axis: 'x' | 'y') => {
      const { ui } = (await panel.state()) as { readonly ui: UiState };
      return ui.zooms.progress![axis];
    };
    const width = async () => (await range('x')).max - (await range('x')).min;
    await plot.focus();
    await panel.page.keyboard.press('+');
    const before = await width();
    await plot.evaluate((element) => {
      for (let i = 0; i < 4; i++) element.dispatchEvent(new KeyboardEvent('keydown', { key: '+' }));
    });
    expect((await width()) / before).toBeCloseTo(0.75 ** 4);

    const { max } = await range('y');
    await panel.page.keyboard.press('Control+ArrowUp');
    expect((await range('y')).max).toBeGreaterThan(max);

    for (const [key, trial] of [
      ['Home', 1],
      ['End', 22],
    ] as const) {
      await panel.page.keyboard.press(key);
      expect((await range('x')).min).toBeLessThan(trial);
      expect((await range('x')).max).toBeGreaterThan(trial - 1);
      expect(await plot.locator('.plot-tip').innerText()).toMatch(/^Trial \d+: /);
    }
    await panel.close();
  });

  it('takes all trials that match with Ctrl+A, and no pinned one that does not', async () => {
    const panel = await openDashboard(browser, () => RUN);
    const told: (readonly number[])[] = [];
    panel.peer.on('page/selected', ({ trials }) => told.push(trials));
    panel.peer.emit('run/annotations', { trials: [[12, { pinned: true }]] });
    await panel.page.getByRole('combobox', { name: 'Filter trials' }).fill('status = failed');
    await panel.page.getByText('2 of 24 trials').waitFor();
    await panel.page.getByRole('grid').focus();
    await panel.page.keyboard.press('Control+a');
    await expect.poll(() => told.at(-1)).toEqual([17, 8]);
    await panel.close();
  });
});
