import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JournalEvent } from '../../src/core/journal/event';
import { fakeRun } from '../support/fake-run';
import { seriousFindings } from '../support/page-checks';
import { openDashboard } from '../support/panels';
import {
  RETRAIN_ENDED,
  retrainEpoch,
  retrainFailed,
  retrainMeasured,
  retrainStarted,
} from '../support/retrain-lines';
import { chromiumIsThere, launchChromium, THEMES } from '../support/webview-page';

const there = chromiumIsThere();
if (!there) console.log('skipped: the pages need Chromium (set CHROMIUM to its path)');

const RUN = trained(fakeRun({ trials: 24, failEvery: 9, budget: 24 }));
const ENDED: readonly JournalEvent[] = [
  ...RUN,
  { type: 'run-ended', at: RUN.at(-1)!.at, reason: 'budget', message: '24 trials' },
];
const RETRAINED: readonly JournalEvent[] = [
  ...ENDED,
  retrainStarted([20, 21], 24, 3),
  retrainMeasured(21, 0, 0.962),
  retrainMeasured(21, 1, 0.971),
  retrainMeasured(21, 2, 0.968),
  retrainMeasured(20, 0, 0.958),
  retrainFailed(20, 1),
  RETRAIN_ENDED,
];

let browser: Browser;

describe.skipIf(!there)('the dashboard of a retrained run', () => {
  beforeAll(async () => {
    browser = await launchChromium();
  });

  afterAll(() => browser.close());

  it.each(THEMES)('shows both results side by side, without a serious finding in %s', async (theme) => {
    const panel = await openDashboard(browser, () => RETRAINED, { theme, liveness: 'idle' });
    panel.peer.emit('page/select', { trials: [21] });
    const table = panel.page.getByRole('table');
    await table.waitFor();
    expect(await panel.page.getByRole('heading', { level: 3 }).innerText()).toBe(
      'Retrained: 3 seeds, 24 epochs',
    );
    expect(plain(await table.getByRole('row').nth(1).innerText())).toMatch(
      /^Accuracy\t\d\d\.\d\d %\t96\.70 % ± 0\.46 %$/,
    );
    expect(await seriousFindings(panel.page)).toEqual([]);
    expect(panel.complaints).toEqual([]);
    await panel.close();
  });

  it('sorts by what retraining gave', async () => {
    const panel = await openDashboard(browser, () => RETRAINED, { liveness: 'idle', width: 1800 });
    await panel.page.getByRole('columnheader', { name: 'Test accuracy, retrained' }).click();
    await expect
      .poll(async () => (await panel.page.getByRole('gridcell', { name: '±' }).allInnerTexts()).map(plain))
      .toEqual(['96.70 % ± 0.46 % (3)']);
    const [, first] = await panel.page.locator('.grid-row').allInnerTexts();
    expect(plain(first!)).toContain('96.70 %');
    await panel.close();
  });

  it('has retraining go on before the eyes, and ends it', async () => {
    const asked: string[] = [];
    const panel = await openDashboard(browser, () => ENDED, { liveness: 'idle', asked });
    panel.peer.emit('page/select', { trials: [20, 21] });
    await panel.page.getByRole('button', { name: 'Retrain 2' }).click();
    await expect.poll(() => asked).toEqual(['trial/retrain 20 21']);
    panel.peer.emit('run/append', {
      generation: 1,
      seq: 1,
      events: [retrainStarted([20, 21], 24, 2), retrainMeasured(21, 0, 0.962), retrainEpoch(21, 1, 12)],
    });
    panel.peer.emit('run/liveness', { liveness: 'retraining', canRun: true });
    await panel.page.getByText('1 of 4 networks').waitFor();
    await panel.page.getByText('Seed 1 is trained: epoch 12 of 24').waitFor();
    expect(await panel.page.getByRole('button', { name: 'Retrain 2' }).isDisabled()).toBe(true);
    await panel.page.getByRole('button', { name: 'Stop' }).click();
    await expect.poll(() => asked.at(-1)).toBe('run/stop');
    await panel.close();
  });

  it('offers no retraining of what failed, or in a folder that is not trusted', async () => {
    const panel = await openDashboard(browser, () => ENDED, { liveness: 'idle', canRun: false });
    panel.peer.emit('page/select', { trials: [21] });
    const retrain = panel.page.getByRole('button', { name: 'Retrain' });
    await panel.page.getByRole('heading', { name: 'Trial 21' }).waitFor();
    expect(await retrain.isDisabled()).toBe(true);
    panel.peer.emit('run/liveness', { liveness: 'idle', canRun: true });
    await expect.poll(() => retrain.isDisabled()).toBe(false);
    panel.peer.emit('page/select', { trials: [8] });
    await expect.poll(() => retrain.count()).toBe(0);
    await panel.close();
  });
});

/** The run of an experiment that trains: others cannot be retrained. */
function trained([start, ...rest]: readonly JournalEvent[]): JournalEvent[] {
  if (start?.type !== 'run-started') throw new Error('a run has a first line');
  const experiment = { ...start.experiment, estimator: { kind: 'training', epochs: 8 } };
  return [{ ...start, experiment }, ...rest];
}

/** Narrow spaces as plain ones. */
function plain(text: string): string {
  return text.replaceAll('\u202f', ' ');
}
