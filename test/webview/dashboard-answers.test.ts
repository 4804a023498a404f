import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fakeRun } from '../support/fake-run';
import { openDashboard } from '../support/panels';
import { chromiumIsThere, launchChromium } from '../support/webview-page';

const there = chromiumIsThere();
if (!there) console.log('skipped: the dashboard needs Chromium (set CHROMIUM to its path)');

const RUN = fakeRun({ trials: 24, running: 2, failEvery: 9, budget: 60 });

let browser: Browser;

describe.skipIf(!there)('the dashboard and what its host answers', () => {
  beforeAll(async () => {
    browser = await launchChromium();
  });

  afterAll(() => browser.close());

  it('pauses and stops while a dialog of another action is open', async () => {
    const asked: string[] = [];
    let close = (): void => undefined;
    const handlers = {
      'run/extend': () => {
        asked.push('run/extend');
        return new Promise<null>((resolve) => (close = () => resolve(null)));
      },
    };
    const panel = await openDashboard(browser, () => RUN, { asked, handlers });
    const extend = panel.page.getByRole('button', { name: 'Give this run more budget' });
    await extend.click();
    await expect.poll(() => extend.isDisabled()).toBe(true);
    // A second click while it goes on asks nothing.
    await extend.click({ force: true });
    await panel.page.getByRole('button', { name: 'Pause' }).click();
    await panel.page.getByRole('button', { name: 'Stop' }).click();
    await expect.poll(() => asked).toEqual(['run/extend', 'run/pause', 'run/stop']);
    close();
    await expect.poll(() => extend.isEnabled()).toBe(true);
    await panel.close();
  });

  it('says that an untrusted workspace is why nothing can be begun', async () => {
    const panel = await openDashboard(browser, () => RUN, { canRun: false });
    const gift = panel.page.getByRole('button', { name: 'Give this run more budget' });
    expect(await gift.getAttribute('title')).toBe('Needs a trusted workspace');
    panel.peer.emit('page/select', { trials: [17] });
    const again = panel.page.locator('vscode-button', { hasText: 'Measure again' });
    await expect.poll(() => again.getAttribute('title')).toBe('Needs a trusted workspace');
    panel.peer.emit('run/liveness', { liveness: 'live', canRun: true });
    await expect.poll(() => again.getAttribute('title')).toBe('Measure this candidate again, as a new trial');
    expect(await gift.getAttribute('title')).toBe('Give this run more budget');
    await panel.close();
  });

  it('takes a problem away when it is over, and no other one', async () => {
    const panel = await openDashboard(browser, () => RUN);
    const banner = panel.page.locator('.banner');
    panel.peer.emit('run/problem', { message: 'line 7 is no JSON' });
    await banner.getByText('line 7 is no JSON').waitFor();
    panel.peer.emit('run/problem-gone', { message: 'another' });
    panel.peer.emit('run/liveness', { liveness: 'idle', canRun: true });
    await panel.page.getByText('Interrupted').waitFor();
    expect(await banner.isVisible()).toBe(true);
    panel.peer.emit('run/problem-gone', { message: 'line 7 is no JSON' });
    await banner.waitFor({ state: 'hidden' });
    await panel.close();
  });
});
