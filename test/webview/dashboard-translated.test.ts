import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JournalEvent } from '../../src/core/journal/event';
import type { MachineFacts } from '../../src/core/journal/machine-facts';
import { fakeRun } from '../support/fake-run';
import { shownWords, unaccented } from '../support/page-words';
import { openDashboard } from '../support/panels';
import { pseudoLanguage } from '../support/pseudo-language';
import { RETRAIN_ENDED, retrainFailed, retrainMeasured, retrainStarted } from '../support/retrain-lines';
import { chromiumIsThere, launchChromium } from '../support/webview-page';

const there = chromiumIsThere();
if (!there) console.log('skipped: the dashboard needs Chromium (set CHROMIUM to its path)');

const RUN = fakeRun({ trials: 24, running: 2, failEvery: 9, budget: 60 });
const ENDED = fakeRun({ trials: 24, failEvery: 9, budget: 24 });
const RETRAINED: readonly JournalEvent[] = [
  ...ENDED,
  { type: 'run-ended', at: ENDED.at(-1)!.at, reason: 'budget', message: '' },
  retrainStarted([20, 21], 24, 3),
  retrainMeasured(21, 0, 0.962),
  retrainMeasured(21, 1, 0.971),
  retrainFailed(21, 2),
  RETRAIN_ENDED,
];

const PROCESS = { pid: 1, rssBytes: 1e8, busyCores: 0.5 };
const MACHINE: MachineFacts = {
  at: 0,
  cores: 2,
  cpu: { run: 0.5, machine: 0.6 },
  memory: { runBytes: 2e8, machineBytes: 8e9, freeBytes: 4e9 },
  load: null,
  search: { name: 'search', ...PROCESS },
  evaluators: [
    {
      name: 'evaluator 1',
      ...PROCESS,
      standing: 'working',
      work: { trial: 22, since: 0, epoch: 3 },
      restarts: 0,
    },
    { name: 'evaluator 2', ...PROCESS, standing: 'idle', restarts: 0 },
  ],
};

describe.skipIf(!there)('the dashboard in another language', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchChromium();
  });

  afterAll(() => browser.close());

  it('says what the bundle says, from the first drawing on', async () => {
    const words = {
      'Pareto front': 'Paretofront',
      Stop: 'Anhalten',
      '{0} of {1} trials': '{1} Versuche, davon {0} fertig',
      'Filter trials': 'Versuche filtern',
      running: 'läuft',
    };
    const { page, ...panel } = await openDashboard(browser, () => RUN, { words });
    await page.getByRole('heading', { name: 'Paretofront' }).waitFor();
    await page.getByRole('button', { name: 'Anhalten' }).waitFor();
    await page.getByRole('combobox', { name: 'Versuche filtern' }).waitFor();
    await page.getByText('60 Versuche, davon 22 fertig').waitFor();
    expect(panel.complaints).toEqual([]);
    await panel.close();
  });

  it('understands filters as they are written, whatever cells say', async () => {
    const { page, ...panel } = await openDashboard(browser, () => RUN, { words: pseudoLanguage() });
    await page.locator('.trials [role="combobox"]').click();
    await page.keyboard.type('status = failed and best = no');
    await expect.poll(() => page.getByRole('grid').getAttribute('aria-rowcount')).toBe('3');
    await panel.close();
  });

  it('leaves no sentence in English but names and what the core says', async () => {
    const panel = await openDashboard(browser, () => RUN, { words: pseudoLanguage() });
    panel.peer.emit('run/machine', { facts: MACHINE });
    panel.peer.emit('page/select', { trials: [4, 7, 13] });
    await panel.page.locator('.many').waitFor();
    await panel.page.locator('.origin .changes:not(:empty)').first().waitFor();
    await panel.page.locator('.dag-node').first().waitFor();
    await panel.page.locator('.at-work').waitFor();
    const said = await shownWords(panel.page);
    const popups = panel.page.locator('[aria-haspopup="dialog"]:visible');
    for (let i = 0; i < (await popups.count()); i++) {
      await popups.nth(i).click();
      said.push(...(await shownWords(panel.page, '.popover:popover-open')));
      await panel.page.keyboard.press('Escape');
    }
    expect(said.length).toBeGreaterThan(100);
    expect(unaccented(said, NOT_OURS)).toEqual([]);
    expect(panel.complaints).toEqual([]);
    await panel.close();
  });

  it('says so too what became of a trial that was retrained, and of one that failed', async () => {
    const panel = await openDashboard(browser, () => RETRAINED, {
      words: pseudoLanguage(),
      liveness: 'idle',
    });
    panel.peer.emit('page/select', { trials: [21] });
    await panel.page.locator('.retrained-table').waitFor();
    expect(unaccented(await shownWords(panel.page), NOT_OURS)).toEqual([]);
    panel.peer.emit('page/select', { trials: [8] });
    await panel.page.locator('.candidate-status.failed').waitFor();
    expect(unaccented(await shownWords(panel.page), NOT_OURS)).toEqual([]);
    await panel.close();
  });
});

/** Titles of metrics, units, codes and reasons, which the core says; names of runs, processes, candidates and keys. */
const NOT_OURS = new RegExp(
  [
    'Validation (?:accuracy|loss)|Training (?:loss|time)|Test (?:accuracy|loss)|Accuracy|Loss|Epochs|Parameters|MACs',
    'Activation memory|Latency|validation accuracy|parameters|macs',
    '\\d\\s?(?:ms|min|KiB|MiB|GiB|kB|MB|GB|s|h)\\b|/min',
    'input, input, output 8×8×1, 0 parameters, 0 MACs',
    'diverged|the loss (?:is not a number after epoch [2#]|became NaN)',
    'digits · 1 Jan 14:02|wasm|evaluator \\d|\\|\\S+\\||mutation|sample|edge \\S+ \\w+ → \\w+',
    'Ctrl|Shift|Alt|Enter|Space|Escape|Home|End|Page Up|Page Down|Markdown|CSV|HTML|TensorFlow\\.js|valAccuracy > 95 % and macs < 1M',
  ].join('|'),
  'g',
);
