import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { launchChromium } from '../support/webview-page';
import { PERCEPTRONS, searchToTheEnd } from './finished-search';
import { openWindow } from './window';

const WAIT = { timeout: 60_000, interval: 250 };

it('insight: every view of what the trials say together, two runs side by side, and a report that opens anywhere', async () => {
  const { workbench, workspace, screenshot } = await openWindow({
    name: 'insight',
    withoutSamples: true,
    files: { 'perceptrons.nas.json': PERCEPTRONS },
  });
  const { page, webview } = workbench;
  for (const seed of ['3', '4']) searchToTheEnd(workspace, 'perceptrons.nas.json', '--seed', seed);
  await workbench.showContainer('NAS Workbench');
  await workbench.openFile('perceptrons.nas.json');
  await workbench.lens('Run').waitFor();
  await workbench.runCommand('NAS: Show Insight');
  await workbench.pick(/perceptrons/);
  await page.setViewportSize({ width: 1400, height: 1180 });
  for (const [i, section] of [
    'Correlation',
    'Knob importance',
    'Parallel coordinates',
    'Lineage',
    'Predictor',
    'Landscape',
  ].entries()) {
    await webview.getByRole('tab', { name: section }).click();
    await expect
      .poll(() => webview.getByRole('tab', { name: section }).getAttribute('aria-selected'), WAIT)
      .toBe('true');
    await webview.getByText(/computing|working/i).waitFor({ state: 'hidden' });
    await screenshot(`0${i + 1}-${section.toLowerCase().replace(' ', '-')}`);
  }
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
  await screenshot('08-which-runs');
  await workbench.accept();
  await webview.getByRole('table').first().waitFor();
  await screenshot('09-runs');

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
  await alone.screenshot({ path: 'test-results/e2e/insight/10-report.png', fullPage: true });
  await browser.close();
});
