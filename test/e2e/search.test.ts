import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, vi } from 'vitest';
import type { JournalEvent } from '../../src/core/journal/event';
import { readJournal } from '../../src/core/journal/read';
import { openWindow } from './window';

/** Sixty trainings beside a window take minutes where the machine is shared. */
const WAIT = { timeout: 240_000, interval: 250 };

it('searches: new experiment, run, live dashboard, stop, reload, resume, architecture, export', async () => {
  const { workbench, workspace, screenshot, foreignRequests } = await openWindow({
    name: 'search',
    withoutSamples: true,
  });
  const { webview } = workbench;

  await workbench.showContainer('NAS Workbench');
  await workbench.runCommand('NAS: New Experiment');
  await screenshot('01-new-experiment');
  await workbench.pick('Built-in digits');
  await workbench.pick('NAS-Bench-201');
  await workbench.pick('Regularised evolution');
  await screenshot('02-budget');
  await workbench.pick('60 candidates');
  await workbench.acceptFileDialog('digits.nas.json');
  await workbench.lens('Run').waitFor();
  await workbench.treeItem(/digits/).waitFor();
  await screenshot('03-experiment');

  // Long enough to be watched and stopped, also where the window is slow.
  const file = path.join(workspace, 'digits.nas.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace('"epochs": 8', '"epochs": 16'));
  await workbench.editorLine('"epochs": 16').waitFor();
  await workbench.lens('Run').click();
  await workbench.editorTab('digits').nth(1).waitFor();
  await vi.waitFor(() => expect(measured(workspace).length).toBeGreaterThanOrEqual(3), WAIT);
  await webview
    .getByRole('row', { name: /measured/ })
    .first()
    .waitFor();
  await workbench.statusBarItem(/digits · \d+ of 60/).waitFor();
  await screenshot('04-live-dashboard');
  await webview.getByRole('button', { name: 'Pause' }).click();
  await webview.getByText('Paused').first().waitFor();
  await webview.getByRole('button', { name: 'Continue' }).click();
  await webview.getByText('Running').first().waitFor();

  await webview.getByRole('button', { name: 'Stop' }).click();
  await vi.waitFor(() => expect(journal(workspace).at(-1)?.type).toBe('run-ended'), WAIT);
  const before = measured(workspace);
  await webview.getByRole('button', { name: 'Resume' }).waitFor();
  await screenshot('05-stopped');

  await workbench.reload();
  await webview.getByRole('button', { name: 'Resume' }).waitFor();
  await screenshot('06-reloaded');
  await webview.getByRole('button', { name: 'Resume' }).click();
  await vi.waitFor(() => expect(measured(workspace).length).toBeGreaterThanOrEqual(before.length + 3), WAIT);
  expect(measured(workspace).slice(0, before.length)).toEqual(before);
  const trials = measured(workspace).map(({ trial }) => trial);
  expect(new Set(trials).size).toBe(trials.length);
  await screenshot('07-resumed');

  // The window goes away in the middle of the run, and its processes with it.
  await workbench.crash();
  await webview.getByText('Interrupted').waitFor();
  const atReload = measured(workspace);
  await screenshot('08-interrupted');
  await webview.getByRole('button', { name: 'Resume' }).click();
  await vi.waitFor(() => expect(journal(workspace).at(-1)?.type).toBe('run-ended'), WAIT);
  expect(journal(workspace).filter(({ type }) => type === 'trial-asked').length).toBe(60);
  expect(measured(workspace).slice(0, atReload.length)).toEqual(atReload);
  expect(new Set(measured(workspace).map(({ trial }) => trial)).size).toBe(60);
  await screenshot('09-finished');

  // The best one has a model to export.
  await webview.getByRole('columnheader', { name: 'Validation accuracy' }).click();
  await webview
    .getByRole('row', { name: /measured/ })
    .first()
    .click();
  const selected = webview.getByRole('region', { name: 'Selected trial' });
  await selected.getByText('Why', { exact: true }).waitFor();
  await selected.locator('.dag-node').first().waitFor();
  await screenshot('10-selected');
  await webview.getByRole('button', { name: 'Show architecture' }).click();
  await workbench.editorTab(/Trial \d+/).waitFor();
  await webview.getByRole('treeitem', { name: /^input/ }).waitFor();
  await screenshot('11-architecture');

  await workbench.runCommand('NAS: Export Candidate');
  await workbench.pick(/^Trial \d+/);
  await workbench.acceptFileDialog();
  await workbench.toast(/Exported/).waitFor();
  const [folder = ''] = readdirSync(workspace).filter((name) => /^digits-trial-\d+$/.test(name));
  expect(readdirSync(path.join(workspace, folder)).sort()).toEqual([
    'architecture.js',
    'architecture.json',
    'architecture_keras.py',
    'architecture_pytorch.py',
    'model',
  ]);
  await screenshot('12-exported');
  expect(foreignRequests).toEqual([]);
});

/** Events of the only run. */
function journal(workspace: string): readonly JournalEvent[] {
  const runs = path.join(workspace, '.nas/digits');
  const [run = ''] = readdirSync(runs);
  return readJournal(readFileSync(path.join(runs, run, 'journal.jsonl'), 'utf8')).events;
}

function measured(workspace: string) {
  return journal(workspace).flatMap((event) => (event.type === 'trial-measured' ? [event] : []));
}
