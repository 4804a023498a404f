import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JournalEvent } from '../../../src/core/journal/event';
import { fakeRun } from '../../support/fake-run';
import { openInsight } from '../../support/insight-panel';
import type { InsightPanel } from '../../support/insight-panel';
import { weightsRun } from '../../support/weights-run';
import { chromiumIsThere, launchChromium } from '../../support/webview-page';

const there = chromiumIsThere();
if (!there) console.log('skipped: the pages need Chromium (set CHROMIUM to its path)');

const TRIALS = fakeRun({ trials: 3, running: 1 });
const WEIGHTS = weightsRun({ epochs: 30 });

let browser: Browser;

describe.skipIf(!there)('architecture weights on the Insight page', () => {
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  it('are told to be those of differentiable searches where a run has none', async () => {
    const panel = await open(TRIALS);
    await verdict(panel.page, /has no architecture weights\. Only differentiable searches have them/);
    expect(await panel.page.locator('.weights-heat, .plot, .banner').filter({ visible: true }).count()).toBe(
      0,
    );
    await panel.close();
  });

  it('come in while a search goes on, and the newest step is followed', async () => {
    const panel = await open(TRIALS);
    await verdict(panel.page, /has no architecture weights/);
    panel.peer.emit('run/append', { generation: 1, seq: 1, events: WEIGHTS.slice(0, 1) });
    await verdict(panel.page, /has not told its weights yet/);
    panel.peer.emit('run/append', { generation: 1, seq: 2, events: WEIGHTS.slice(1, 12) });
    await verdict(panel.page, /^Epoch 10\./);
    expect(await panel.page.getByRole('alert').filter({ hasText: 'Skip' }).count()).toBe(0);
    panel.peer.emit('run/append', { generation: 1, seq: 3, events: WEIGHTS.slice(12) });
    await verdict(panel.page, /^Epoch 30\./);
    await panel.page
      .getByRole('alert')
      .getByText(/^Skip connections take over the cell normal/)
      .waitFor();
    expect(panel.complaints).toEqual([]);
    await panel.close();
  });

  it('stay at a step that was chosen with the keyboard, over new ones and a reload', async () => {
    let events: readonly JournalEvent[] = [...TRIALS, ...WEIGHTS.slice(0, 22)];
    const panel = await open(() => events);
    const { page } = panel;
    const slider = page.getByRole('slider', { name: 'Step' });
    await slider.focus();
    for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowLeft');
    await verdict(page, /^Epoch 17\./);
    expect(await slider.getAttribute('aria-valuetext')).toBe('Epoch 17');
    events = [...TRIALS, ...WEIGHTS];
    panel.peer.emit('run/append', { generation: 1, seq: 1, events: WEIGHTS.slice(22) });
    await expect.poll(() => slider.getAttribute('max')).toBe('30');
    await verdict(page, /^Epoch 17\./);
    await page.reload();
    await verdict(page, /^Epoch 17\./);
    await slider.focus();
    await page.keyboard.press('End');
    await verdict(page, /^Epoch 30\./);
    await expect.poll(() => panel.state()).toMatchObject({ ui: { section: 'weights', weights: {} } });
    await panel.close();
  });

  it('draw the decision whose cell is walked to and pressed', async () => {
    const panel = await open([...TRIALS, ...WEIGHTS]);
    const { page } = panel;
    await verdict(page, /^Epoch 30\./);
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    await page.locator('.weights-heat [tabindex="0"]').focus();
    expect(await focused()).toMatch(/^normal: 0 → 2, none: /);
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown', 'End']) await page.keyboard.press(key);
    expect(await focused()).toMatch(/^normal: 1 → 2, dil_conv_5x5: /);
    // Over the name of the other cell.
    for (let i = 0; i < 13; i++) await page.keyboard.press('ArrowDown');
    expect(await focused()).toMatch(/^reduction: 0 → 2, dil_conv_5x5: /);
    await page.keyboard.press('Enter');
    await page.getByRole('group', { name: /^Weights over time\. Weights of reduction: 0 → 2 / }).waitFor();
    expect(await focused()).toMatch(/^reduction: 0 → 2, dil_conv_5x5: /);
    await page.reload();
    await page.getByRole('group', { name: /^Weights over time\. Weights of reduction: 0 → 2 / }).waitFor();
    await panel.close();
  });

  it('are those of the network that is chosen where there are several', async () => {
    const panel = await open([...TRIALS, ...WEIGHTS, ...weightsRun({ trial: 2, epochs: 5, seed: 3 })]);
    const { page } = panel;
    await verdict(page, /^Epoch 5\./);
    await page.getByRole('combobox', { name: 'Network whose weights are shown' }).click();
    await page.getByRole('option', { name: 'Whole run' }).click();
    await verdict(page, /^Epoch 30\./);
    await panel.close();
  });

  it('lose no choice when two come within one frame', async () => {
    const panel = await open([...TRIALS, ...WEIGHTS]);
    const { page } = panel;
    await verdict(page, /^Epoch 30\./);
    await page.evaluate(() => {
      document.querySelectorAll<HTMLElement>('.weights-heat tr[data-decision="3"] button')[0]!.click();
      const range = document.querySelector<HTMLInputElement>('.step-range')!;
      range.value = '9';
      range.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await verdict(page, /^Epoch 9\./);
    expect(await panel.state()).toMatchObject({ ui: { weights: { decision: 'normal: 1 → 3', step: 9 } } });
    await panel.close();
  });
});

async function open(
  events: readonly JournalEvent[] | (() => readonly JournalEvent[]),
): Promise<InsightPanel> {
  const panel = await openInsight(browser, typeof events === 'function' ? events : () => events);
  await panel.page.getByRole('tab', { name: 'Architecture weights' }).click();
  return panel;
}

async function verdict(page: Page, text: RegExp): Promise<void> {
  await page.locator('.verdict', { hasText: text }).waitFor();
}
