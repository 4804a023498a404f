import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { formatEvent } from '../../src/core/journal/write';
import { writeReport } from '../../src/extension/export/export-report';
import { RunStore } from '../../src/extension/runs/run-store';
import { fakeRun } from '../support/fake-run';
import { activateExtension, eventually, workspaceFolder, writeFile } from './in-host';

describe('runs side by side, and their reports', () => {
  const folders: string[] = [];

  before(async () => {
    await activateExtension();
    writeFile('beside.nas.json', '{}');
    for (const seed of [1, 2]) {
      const run = fakeRun({ trials: 8, epochs: 1, seed });
      const journal = writeFile(
        `.nas/beside/2026-01-0${seed}-000000/journal.jsonl`,
        run.map(formatEvent).join(''),
      );
      folders.push(path.dirname(journal.fsPath));
    }
  });
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('opens one panel for the runs that are selected in the tree', async () => {
    const selected = folders.map((folder) => ({ kind: 'run', run: { folder } }));
    await vscode.commands.executeCommand('nas.compareRuns', selected[0], selected);
    const tab = await eventually(() => {
      const active = vscode.window.tabGroups.activeTabGroup.activeTab;
      return active?.input instanceof vscode.TabInputWebview ? active : undefined;
    });
    assert.match((tab.input as vscode.TabInputWebview).viewType, /nas\.compare$/);
    assert.equal(tab.label, 'Compare 2 runs');
  });

  it('writes a report that stands alone', async () => {
    const log = vscode.window.createOutputChannel('test', { log: true });
    const store = new RunStore(log);
    const target = vscode.Uri.joinPath(workspaceFolder(), 'beside-report.html');
    await writeReport(await store.open(folders[0]!), store, target);
    const text = readFileSync(target.fsPath, 'utf8');
    assert.match(text, /^<!DOCTYPE html>/);
    assert.match(text, /The file has been changed since the run began/);
    store.dispose();
  });
});
