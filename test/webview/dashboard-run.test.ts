import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MachineFacts } from '../../src/core/journal/machine-facts';
import { fakeRun } from '../support/fake-run';
import { enqueued } from '../support/journal-lines';
import { openDashboard } from '../support/panels';
import { retrainEpoch, retrainStarted } from '../support/retrain-lines';
import { chromiumIsThere, launchChromium } from '../support/webview-page';

const RUN = fakeRun({ trials: 24, running: 2, budget: 60 });
const ENDED = [...fakeRun({ trials: 24 }), retrainStarted([20, 21], 24, 3), retrainEpoch(21, 0, 5)];
const PROCESS = { pid: 1, rssBytes: 1e8, busyCores: 0.5, restarts: 0 };
const FACTS: MachineFacts = {
  at: 0,
  cores: 4,
  cpu: { run: 0.5, machine: 0.6 },
  memory: { runBytes: 2e8, machineBytes: 8e9, freeBytes: 4e9 },
  load: null,
  search: { name: 'search', pid: 1, rssBytes: 1e8, busyCores: 0.5 },
  evaluators: [
    { name: 'evaluator 1', ...PROCESS, standing: 'working', work: { trial: 20, since: 0, epoch: 3 } },
  ],
};

describe.skipIf(!chromiumIsThere())('the head of the dashboard', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchChromium();
  });

  afterAll(() => browser.close());

  it('tells what a retraining uses of the machine, and what it is at', async () => {
    const panel = await openDashboard(browser, () => ENDED, { liveness: 'retraining' });
    // The journal knows it before the machine was looked at.
    await panel.page.getByRole('button', { name: 'Select trial 21, epoch 5' }).waitFor();
    panel.peer.emit('run/machine', { facts: FACTS });
    await panel.page.getByText('2 of 4 cores').waitFor();
    await panel.page.getByRole('button', { name: 'evaluator 1: Select trial 20, epoch 3' }).waitFor();
    panel.peer.emit('run/liveness', { liveness: 'idle', canRun: true });
    await panel.page.getByText('2 of 4 cores').waitFor({ state: 'detached' });
    await panel.close();
  });

  it('says that it is unknown what a run uses that does not say', async () => {
    const panel = await openDashboard(browser, () => RUN);
    panel.peer.emit('run/machine', { facts: null });
    const unknown = panel.page.locator('.facts dd', { hasText: 'unknown' });
    await unknown.first().waitFor();
    expect(await unknown.count()).toBe(2);
    expect(await unknown.first().getAttribute('title')).toContain('not known here');
    await panel.close();
  });

  it('lists the candidates that wait, and takes one out', async () => {
    const asked: string[] = [];
    const events = [...RUN, enqueued(0), enqueued(1, [3])];
    const panel = await openDashboard(browser, () => events, { asked });
    await panel.page.getByRole('button', { name: 'Candidates that wait to be measured' }).click();
    const list = panel.page.getByRole('list', { name: 'Candidates that wait, the next first' });
    expect(await list.getByRole('listitem').allInnerTexts()).toEqual(['cell-0', 'trial 3 again: cell-1']);
    await list.getByRole('button', { name: 'Take out of the queue: trial 3 again: cell-1' }).click();
    await expect.poll(() => asked).toContain('run/dequeue 1');
    panel.peer.emit('run/append', {
      generation: 1,
      seq: 1,
      events: [{ type: 'candidate-removed', at: 1, queued: 1 }],
    });
    await expect.poll(() => list.getByRole('listitem').allInnerTexts()).toEqual(['cell-0']);
    panel.peer.emit('run/append', {
      generation: 1,
      seq: 2,
      events: [{ type: 'candidate-removed', at: 1, queued: 0 }],
    });
    await list.waitFor({ state: 'hidden' });
    await panel.close();
  });

  it('shows a graph where it was left before a reload, and fits it again after a pause in typing', async () => {
    const panel = await openDashboard(browser, () => RUN);
    const { page } = panel;
    const transform = () => page.locator('.candidate .dag svg > g').getAttribute('transform');
    panel.peer.emit('page/select', { trials: [12] });
    await page.locator('.dag-node').first().waitFor();
    const fitted = await transform();
    await page.getByRole('button', { name: 'Zoom in' }).click();
    const zoomed = await transform();
    expect(zoomed).not.toBe(fitted);
    await page.reload();
    await expect.poll(transform).toBe(zoomed);
    const graph = page.getByRole('listbox', { name: 'Graph of the selected trial' });
    const press = (key: string, at: number) =>
      graph.evaluate(
        (element, [pressed, timeStamp]) => {
          const event = new KeyboardEvent('keydown', { key: pressed, bubbles: true });
          Object.defineProperty(event, 'timeStamp', { value: timeStamp });
          element.dispatchEvent(event);
        },
        [key, at] as const,
      );
    await press('c', 10_000);
    const typed = await transform();
    // A digit of a word.
    await press('0', 10_500);
    expect(await transform()).toBe(typed);
    await press('0', 12_000);
    expect(await transform()).not.toBe(typed);
    await panel.close();
  });
});
