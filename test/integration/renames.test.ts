import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { experimentTemplate } from '../../src/core/experiment/template';
import { formatEvent } from '../../src/core/journal/write';
import { fakeRun } from '../support/fake-run';
import { activateExtension, eventually, openFile, workspaceFolder, writeFile } from './in-host';

const CSV = experimentTemplate({
  task: { kind: 'classification', dataset: { format: 'csv', path: 'iris.csv', label: 'species' } },
  space: 'mlp',
  strategy: 'random',
  estimator: { kind: 'training' },
  budget: { trials: 5 },
});
const JOURNAL = fakeRun({ trials: 2, epochs: 1 }).map(formatEvent).join('');

describe('a rename in the editor', () => {
  before(activateExtension);

  it('of an experiment takes its runs along, and back', async () => {
    const from = writeFile('renamed/before.nas.json', CSV);
    writeFile('renamed/iris.csv', 'a,species\n');
    writeFile('renamed/.nas/before/2026-01-02-000000/journal.jsonl', JOURNAL);
    await vscode.commands.executeCommand('nas.refresh');
    await rename(from, at('renamed/after.nas.json'));
    await eventually(() => isThere('renamed/.nas/after/2026-01-02-000000/journal.jsonl') || undefined);
    assert.equal(isThere('renamed/.nas/before'), false);
    await rename(at('renamed/after.nas.json'), from);
    await eventually(() => isThere('renamed/.nas/before/2026-01-02-000000/journal.jsonl') || undefined);
  });

  it('of an experiment never mixes its runs with those of another one', async () => {
    const from = writeFile('mixed/one.nas.json', CSV);
    writeFile('mixed/.nas/one/2026-01-02-000000/journal.jsonl', JOURNAL);
    writeFile('mixed/.nas/two/2025-01-02-000000/journal.jsonl', JOURNAL);
    await vscode.commands.executeCommand('nas.refresh');
    await rename(from, at('mixed/two.nas.json'));
    assert.deepEqual(
      [isThere('mixed/.nas/one/2026-01-02-000000'), isThere('mixed/.nas/two/2026-01-02-000000')],
      [true, false],
    );
  });

  it('of the data changes the experiments that name them', async () => {
    const experiment = writeFile('named/data.nas.json', CSV);
    const data = writeFile('named/iris.csv', 'a,species\n');
    await vscode.commands.executeCommand('nas.refresh');
    await rename(data, at('named/tables/flowers.csv'));
    const document = await vscode.workspace.openTextDocument(experiment);
    assert.match(document.getText(), /"path": "tables\/flowers\.csv"/);
  });

  it('of an experiment into another folder keeps its paths', async () => {
    const from = writeFile('moved/data.nas.json', CSV);
    writeFile('moved/iris.csv', 'a,species\n');
    await openFile('moved/data.nas.json', CSV);
    await vscode.commands.executeCommand('nas.refresh');
    const to = at('moved/deeper/data.nas.json');
    await rename(from, to);
    await eventually(() => readFileSync(to.fsPath, 'utf8').includes('"path": "../iris.csv"') || undefined);
    await rename(to, from);
    await eventually(() => readFileSync(from.fsPath, 'utf8') === CSV || undefined);
  });
});

/** As the explorer does: other extensions are asked. */
async function rename(from: vscode.Uri, to: vscode.Uri): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.renameFile(from, to);
  assert.equal(await vscode.workspace.applyEdit(edit), true);
}

function at(name: string): vscode.Uri {
  return vscode.Uri.joinPath(workspaceFolder(), name);
}

function isThere(name: string): boolean {
  return existsSync(path.join(workspaceFolder().fsPath, name));
}
