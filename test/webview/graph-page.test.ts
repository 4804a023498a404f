import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fakeRun } from '../support/fake-run';
import { openArchitecture, openDashboard } from '../support/panels';
import { chromiumIsThere, launchChromium } from '../support/webview-page';

const RUN = fakeRun({ trials: 24, running: 2, failEvery: 9, budget: 60 });

let browser: Browser;

describe.skipIf(!chromiumIsThere())('a graph in Chromium', () => {
  beforeAll(async () => {
    browser = await launchChromium();
  });

  afterAll(() => browser.close());

  it('selects by its first click the node that is under the pointer, and stays where it is', async () => {
    const panel = await openArchitecture(browser);
    const { page } = panel;
    await zoomIntoLast(page);
    const before = await placeOf(page);
    await page.mouse.down();
    expect(await placeOf(page)).toBe(before);
    await page.mouse.up();
    await page.getByRole('heading', { name: 'dense 10' }).waitFor();
    await panel.close();
  });

  it('is dragged from where it was taken, and selects nothing', async () => {
    const panel = await openArchitecture(browser);
    const { page } = panel;
    const { x, y } = await zoomIntoLast(page);
    const before = await originOf(page);
    await page.mouse.down();
    await page.mouse.move(x - 30, y - 20);
    await page.mouse.up();
    const after = await originOf(page);
    expect([after.x - before.x, after.y - before.y].map(Math.round)).toEqual([-30, -20]);
    expect(await page.locator('.dag [role=option][aria-selected=true]').count()).toBe(0);
    await panel.close();
  });

  it('begins at its input for who comes by the keyboard', async () => {
    const panel = await openArchitecture(browser);
    await panel.page.getByRole('textbox', { name: 'Search nodes' }).click();
    const focused = panel.page.locator('.dag:focus');
    while ((await focused.count()) === 0) await panel.page.keyboard.press('Tab');
    await panel.page.getByRole('heading', { name: 'input' }).waitFor();
    await panel.close();
  });

  it('takes every letter that is typed into it, so that none is a key of the page', async () => {
    const asked: string[] = [];
    const panel = await openDashboard(browser, () => RUN, { asked });
    const { page } = panel;
    panel.peer.emit('page/select', { trials: [12] });
    await page.locator('.dag-node').first().waitFor();
    const graph = page.getByRole('listbox', { name: 'Graph of the selected trial' });
    await graph.focus();
    await page.keyboard.type('pns');
    expect(await graph.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.getByRole('grid', { name: 'Trials' }).focus();
    await page.keyboard.press('s');
    await expect
      .poll(() => asked.filter((request) => request.startsWith('trial/annotate')))
      .toEqual(['trial/annotate 12 {"starred":true}']);
    await panel.close();
  });
});

/** Zooms at the last node until the first is out of sight; the pointer stays over it. */
async function zoomIntoLast(page: Page): Promise<{ readonly x: number; readonly y: number }> {
  await page.getByRole('button', { name: 'Show the whole graph' }).click();
  const box = (await page.locator('.dag-node').last().boundingBox())!;
  const point = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  await page.mouse.move(point.x, point.y);
  const before = await placeOf(page);
  await page.mouse.wheel(0, -1000);
  await expect.poll(() => placeOf(page)).not.toBe(before);
  return point;
}

function placeOf(page: Page): Promise<string | null> {
  return page.locator('.dag > svg > g').first().getAttribute('transform');
}

async function originOf(page: Page): Promise<{ readonly x: number; readonly y: number }> {
  const [, x, y] = /translate\((\S+) (\S+)\)/.exec((await placeOf(page)) ?? '')!;
  return { x: Number(x), y: Number(y) };
}
