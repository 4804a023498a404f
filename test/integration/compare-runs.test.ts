import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { formatEvent } from '../../src/core/journal/write';
import { writeReport } from '../../src/extension/export/export-report';
import { ReportMaker } from '../../src/extension/export/report-maker';
import type { ReportSubject } from '../../src/extension/export/report-subject';
import { RunStore } from '../../src/extension/runs/run-store';
import type { WatchedRun } from '../../src/extension/runs/watched-run';
import type { ReportStage } from '../../src/protocol/report-protocol';
import { fakeRun } from '../support/fake-run';
import { activateExtension, eventually, workspaceFolder, writeFile } from './in-host';

describe('runs side by side, and their reports', () => {
  const folders: string[] = [];
  let store: RunStore;
  let maker: ReportMaker;

  before(async () => {
    const extension = await activateExtension();
    const log = vscode.window.createOutputChannel('test', { log: true });
    store = new RunStore(log);
    maker = new ReportMaker(path.join(extension.extensionPath, 'dist/report.js'), log);
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
  after(() => {
    store.dispose();
    maker.dispose();
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
    const target = vscode.Uri.joinPath(workspaceFolder(), 'beside-report.html');
    const run = await store.open(folders[0]!);
    const stages: string[] = [];
    await write({ kind: 'run', run }, target, (stage) => stages.push(stage));
    const text = readFileSync(target.fsPath, 'utf8');
    assert.match(text, /^<!DOCTYPE html>/);
    assert.match(text, /The file has been changed since the run began/);
    assert.deepEqual(stages.slice(0, 3), ['reading', 'reading', 'charts']);
  });

  it('writes a report of runs side by side', async () => {
    const target = vscode.Uri.joinPath(workspaceFolder(), 'beside-runs.html');
    const runs = await Promise.all(folders.map((folder) => store.open(folder)));
    await write({ kind: 'runs', runs }, target);
    assert.match(readFileSync(target.fsPath, 'utf8'), /Runs of beside/);
  });

  it('says that a comparison is not finished in place of writing a report', async () => {
    const target = vscode.Uri.joinPath(workspaceFolder(), 'beside-none.html');
    const folder = path.join(workspaceFolder().fsPath, '.nas/compare/beside-12345678');
    await assert.rejects(
      write({ kind: 'comparison', comparison: { folder, experimentName: 'beside' } }, target),
      /this comparison is not finished/,
    );
    assert.equal(existsSync(target.fsPath), false);
  });

  it('leaves no file and no process when it is cancelled', async () => {
    const target = vscode.Uri.joinPath(workspaceFolder(), 'beside-cancelled.html');
    const run = await store.open(folders[0]!);
    const cancelled = new AbortController();
    const cancel = (stage: ReportStage): void => {
      if (stage === 'charts') cancelled.abort(new vscode.CancellationError());
    };
    const writing = write({ kind: 'run', run }, target, cancel, cancelled.signal);
    await assert.rejects(writing, vscode.CancellationError);
    assert.equal(existsSync(target.fsPath), false);
    assert.deepEqual(maker.processes(), []);
  });

  function write(
    subject: ReportSubject,
    target: vscode.Uri,
    show: (stage: ReportStage) => void = () => undefined,
    signal = new AbortController().signal,
  ): Promise<void> {
    const services = { maker, experimentOf: (run: WatchedRun) => store.experimentOf(run) };
    return writeReport(subject, services, target, signal, show);
  }
});
