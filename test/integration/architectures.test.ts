import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { formatEvent } from '../../src/core/journal/write';
import { fakeRun } from '../support/fake-run';
import { activateExtension, eventually, openFile, workspaceFolder, writeFile } from './in-host';

const CELLS = [
  '|nor_conv_3x3~0|+|none~0|none~1|+|none~0|none~1|nor_conv_3x3~2|',
  '|nor_conv_1x1~0|+|none~0|none~1|+|none~0|none~1|nor_conv_3x3~2|',
] as const;

const NETWORK = `{
  // comments are allowed
  "nodes": [
    { "name": "x", "kind": "input", "shape": [8, 8, 1] },
    { "name": "conv", "kind": "conv2d", "filters": 4, "kernel": [3, 3] },
    { "name": "pool", "kind": "global_avg_pool2d" },
    { "name": "out", "kind": "dense", "units": 10 }
  ]
}
`;

describe('architectures', () => {
  before(activateExtension);

  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('of two cells stand side by side', async () => {
    await vscode.commands.executeCommand(
      'nas.compareArchitectures',
      undefined,
      CELLS.map((notation) => ({ notation })),
    );
    await webviewTab('nas.architectures');
  });

  it('of two runs stand side by side', async () => {
    const targets = ['first', 'second'].map((name) => {
      const journal = writeFile(
        `.nas/${name}/2026-01-02-000000/journal.jsonl`,
        fakeRun({ trials: 3, epochs: 1 }).map(formatEvent).join(''),
      );
      return { runFolder: vscode.Uri.joinPath(journal, '..').fsPath, trial: 1 };
    });
    await vscode.commands.executeCommand('nas.refresh');
    await vscode.commands.executeCommand('nas.compareArchitectures', undefined, targets);
    const tab = await webviewTab('nas.architectures');
    assert.equal(tab.label, 'Trials 1, 1');
  });

  it('as text stand in the editor’s own comparison, one node a line', async () => {
    await vscode.commands.executeCommand(
      'nas.diffArchitectures',
      undefined,
      CELLS.map((notation) => ({ notation })),
    );
    const { original, modified } = await eventually(() =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .map(({ input }) => input)
        .find((input) => input instanceof vscode.TabInputTextDiff),
    );
    const [before, after] = await Promise.all(
      [original, modified].map(async (uri) =>
        (await vscode.workspace.openTextDocument(uri)).getText().split('\n'),
      ),
    );
    assert.equal(before!.length, after!.length);
    const changed = before!.filter((line, i) => line !== after![i] && line.includes('kernel='));
    // One edge of the cell, in 15 cells; the notation's own line has no kernel.
    assert.equal(changed.length, 15);
  });

  it('in a file are drawn, read-only, and can be reopened as text', async () => {
    const uri = writeFile('small.arch.json', NETWORK);
    await vscode.commands.executeCommand('vscode.open', uri);
    await eventually(() =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .find(
          ({ input }) => input instanceof vscode.TabInputCustom && input.viewType === 'nas.architectureFile',
        ),
    );
    await vscode.commands.executeCommand('nas.reopenAsText');
    const editor = await eventually(() =>
      vscode.window.activeTextEditor?.document.uri.toString() === uri.toString()
        ? vscode.window.activeTextEditor
        : undefined,
    );
    assert.equal(editor.document.isDirty, false);
  });

  it('in a file are checked while they are typed', async () => {
    const { uri } = await openFile('wrong.arch.json', NETWORK.replace('"filters": 4', '"filters": "four"'));
    const [problem] = await eventually(() => {
      const found = vscode.languages.getDiagnostics(uri);
      return found.length > 0 ? found : undefined;
    });
    assert.match(problem!.message, /Incorrect type/);
  });

  it('in a file are followed by the text that is made of them', async () => {
    const uri = writeFile('followed.arch.json', NETWORK);
    writeFileSync(uri.fsPath, NETWORK.replace('"units": 10', '"units": 7'));
    await vscode.commands.executeCommand('nas.diffArchitectures', writeFile('other.arch.json', NETWORK), [
      vscode.Uri.joinPath(workspaceFolder(), 'other.arch.json'),
      uri,
    ]);
    const { modified } = await eventually(() =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .map(({ input }) => input)
        .find((input) => input instanceof vscode.TabInputTextDiff),
    );
    const text = (await vscode.workspace.openTextDocument(modified)).getText();
    assert.match(text, /^out = dense units=7 \(pool\) -> 7, 35 parameters$/m);
  });
});

function webviewTab(viewType: string): Promise<vscode.Tab> {
  return eventually(() =>
    vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .find(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith(viewType)),
  );
}
