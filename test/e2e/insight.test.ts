import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { JOURNAL_VERSION } from '../../src/core/journal/event';
import type { JournalEvent } from '../../src/core/journal/event';
import { formatEvent } from '../../src/core/journal/write';
import { fakeRun } from '../support/fake-run';
import { weightsRun } from '../support/weights-run';
import { launchChromium } from '../support/webview-page';
import { PERCEPTRONS, searchToTheEnd } from './finished-search';
import { openWindow } from './window';

const WAIT = { timeout: 60_000, interval: 250 };

it('insight: every view of what the trials say together, two runs side by side, and a report that opens anywhere', async () => {
  const { workbench, workspace, screenshot } = await openWindow({
    name: 'insight',
    withoutSamples: true,
    files: {
      'perceptrons.nas.json': PERCEPTRONS,
      '.nas/darts/2026-01-01-120000/journal.jsonl': differentiableSearch(),
    },
  });
  const { page, webview } = workbench;
  for (const seed of ['3', '4']) searchToTheEnd(workspace, 'perceptrons.nas.json', '--seed', seed);
  await workbench.showContainer('NAS Workbench');
  await workbench.openFile('perceptrons.nas.json');
  await workbench.lens('Run').waitFor();
  await workbench.runCommand('NAS: Show Insight');
  await workbench.pick(/perceptrons/);
  await page.setViewportSize({ width: 1400, height: 1180 });
  const open = (section: string) => webview.getByRole('tab', { name: section }).click();
  await webview.getByText('MACs, all trials').waitFor();
  await webview.locator('.matrix-cell').first().click();
  await screenshot('01-correlation');
  await open('Knob importance');
  await webview.getByText(/decides most: /).waitFor();
  await webview.getByRole('button', { name: 'norm', exact: true }).click();
  await webview.getByText('batch', { exact: true }).first().waitFor();
  await screenshot('02-knob-importance');
  await open('Parallel coordinates');
  const axis = webview.locator('.axis-head').first();
  await axis.focus();
  await page.keyboard.press('ArrowUp');
  await webview
    .getByText(/^\d+ of \d+ trials/)
    .first()
    .waitFor();
  await screenshot('03-parallel-coordinates');
  await webview.getByRole('button', { name: 'Clear brushes' }).click();
  await open('Lineage');
  await webview.getByRole('group', { name: /^Lineage/ }).focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await webview.getByRole('heading', { name: /^Trial \d+/ }).waitFor();
  await screenshot('04-lineage');
  await open('Predictor');
  await webview.getByText(/No measured trial has a forecast/).waitFor();
  await screenshot('05-predictor');
  await open('Landscape');
  await webview.getByText('Fitting the process').waitFor({ state: 'hidden' });
  await webview.getByRole('radio', { name: 'Deviation' }).click();
  await webview.getByRole('region', { name: 'Map of two knobs' }).getByRole('row').nth(1).waitFor();
  await screenshot('06-landscape');
  await webview.getByRole('tab', { name: 'Parallel coordinates' }).click();
  await webview.getByRole('button', { name: 'Select the best' }).click();
  await webview.getByRole('group', { name: 'Selected trials' }).waitFor();
  await workbench.reload();
  await expect
    .poll(
      () => webview.getByRole('tab', { name: 'Parallel coordinates' }).getAttribute('aria-selected'),
      WAIT,
    )
    .toBe('true');
  await webview.getByRole('group', { name: 'Selected trials' }).waitFor();
  await screenshot('07-reloaded');

  await workbench.runCommand('NAS: Show Insight');
  await workbench.pick(/darts/);
  await open('Architecture weights');
  await webview.getByText(/^Skip connections take over the cell normal/).waitFor();
  await screenshot('08-architecture-weights');
  await webview.getByRole('slider', { name: 'Step' }).focus();
  await page.keyboard.press('Home');
  for (let i = 0; i < 12; i++) await page.keyboard.press('ArrowRight');
  await webview.getByText(/^Epoch 12\. The discrete network keeps 16 of 28 decisions/).waitFor();
  await webview.getByRole('button', { name: /^normal: 2 → 4, skip_connect: / }).click();
  await webview.getByRole('group', { name: /Weights of normal: 2 → 4 over 51 steps/ }).waitFor();
  await workbench.reload();
  await webview.getByRole('group', { name: /Weights of normal: 2 → 4 over 51 steps/ }).waitFor();
  await webview.getByText(/^Epoch 12\./).waitFor();
  await screenshot('09-architecture-weights-reloaded');
  await workbench.runCommand('NAS: Compare Runs');
  await workbench
    .quickPickRow(/perceptrons/)
    .first()
    .waitFor();
  for (const row of [0, 1]) {
    const box = workbench
      .quickPickRow(/perceptrons/)
      .nth(row)
      .locator('.monaco-checkbox, input[type=checkbox]')
      .first();
    if ((await box.getAttribute('aria-checked')) !== 'true') await box.click();
  }
  await screenshot('10-which-runs');
  await workbench.accept();
  await webview.getByRole('table').first().waitFor();
  await screenshot('11-runs');

  await workbench.runCommand('NAS: Export Report');
  await workbench.pick(/perceptrons/);
  await workbench.acceptFileDialog('.html');
  await workbench.toast(/Exported the report/).waitFor();
  const [report] = readdirSync(workspace).filter((name) => name.endsWith('.html'));
  const html = readFileSync(path.join(workspace, report!), 'utf8');
  expect(html).not.toMatch(/(src|href)="https?:/);
  const browser = await launchChromium();
  const alone = await browser.newPage({ viewport: { width: 1200, height: 1400 } });
  await alone.goto(`file://${path.join(workspace, report!)}`);
  await alone.getByRole('heading', { level: 1 }).waitFor();
  await alone.screenshot({ path: 'test-results/e2e/insight/12-report.png', fullPage: true });
  await browser.close();
});

/** The journal of a run that tells architecture weights: skip connections take over its normal cell. */
function differentiableSearch(): string {
  const [started, ...trials] = fakeRun({ trials: 6 });
  const ended: JournalEvent = {
    type: 'run-ended',
    at: 1_760_009_000_000,
    reason: 'budget',
    message: '6 trials',
  };
  const first = { ...started, version: JOURNAL_VERSION, experimentName: 'darts' } as JournalEvent;
  return [first, ...trials, ...weightsRun(), ended].map(formatEvent).join('');
}
