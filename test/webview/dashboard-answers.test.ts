import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnnotationChange } from '../../src/core/journal/annotations';
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

  it('asks again for a curve that could not be read, when its trial is selected again', async () => {
    let isBroken = true;
    let nAsked = 0;
    const handlers = {
      'trial/curve': () => {
        nAsked++;
        if (isBroken) throw new Error('the journal is being moved');
        return { curve: [1, 2].map((epoch) => ({ epoch, metrics: { valAccuracy: epoch / 4 }, ms: 1 })) };
      },
    };
    const panel = await openDashboard(browser, () => RUN.filter(({ type }) => type !== 'trial-epoch'), {
      handlers,
    });
    const chart = panel.page.locator('.plot').nth(2);
    panel.peer.emit('page/select', { trials: [0] });
    await chart.getByText('could not be read').waitFor();
    await panel.page.getByText('the journal is being moved').waitFor();
    // Drawings do not ask again.
    panel.peer.emit('run/liveness', { liveness: 'idle', canRun: true });
    await panel.page.getByText('Interrupted').waitFor();
    expect(nAsked).toBe(1);
    isBroken = false;
    panel.peer.emit('page/select', { trials: [0] });
    await expect.poll(() => chart.getAttribute('aria-label')).toMatch(/50\.00\s% after 2 epochs/);
    expect(nAsked).toBe(2);
    await panel.close();
  });

  it('keeps a note that was refused until the host has it', async () => {
    let isBroken = true;
    const notes: string[] = [];
    const handlers = {
      'trial/annotate': ({ change }: { readonly change: AnnotationChange }) => {
        notes.push(change.note ?? '');
        if (isBroken) throw new Error('the folder is read-only');
        return null;
      },
    };
    const panel = await openDashboard(browser, () => RUN, { handlers });
    const note = panel.page.getByRole('textbox', { name: 'Note on this trial' });
    const show = async (trial: number): Promise<void> => {
      panel.peer.emit('page/select', { trials: [trial] });
      await panel.page.getByRole('heading', { name: `Trial ${trial}`, exact: true }).waitFor();
    };
    await show(12);
    await note.fill('odd stem');
    await note.blur();
    await panel.page.getByText('Not kept: the folder is read-only').waitFor();
    panel.peer.emit('run/annotations', { trials: [[12, { starred: true }]] });
    await panel.page.getByRole('button', { name: 'Star this trial', pressed: true }).waitFor();
    expect(await note.inputValue()).toBe('odd stem');
    await show(7);
    expect(await note.inputValue()).toBe('');
    await show(12);
    expect(await note.inputValue()).toBe('odd stem');
    isBroken = false;
    await note.focus();
    await note.blur();
    // Also when another trial was shown.
    await expect.poll(() => notes).toEqual(['odd stem', 'odd stem', 'odd stem']);
    panel.peer.emit('run/annotations', { trials: [[12, { note: 'odd stem' }]] });
    panel.peer.emit('run/annotations', { trials: [[12, { note: 'from another window' }]] });
    await expect.poll(() => note.inputValue()).toBe('from another window');
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
