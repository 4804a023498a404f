import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { COMMAND_TITLES } from '../../src/extension/commands/command-table';
import { activateExtension, openFile, workspaceFolder } from './in-host';

describe('commands', () => {
  it('every command that is contributed is registered, and no other', async () => {
    const extension = await activateExtension();
    const manifest = extension.packageJSON as { contributes: { commands: { command: string }[] } };
    const contributed = manifest.contributes.commands.map(({ command }) => command).sort();
    const registered = (await vscode.commands.getCommands(true))
      // The view's own commands (focus, open, reset ...) begin with its id.
      .filter((id) => id.startsWith('nas.') && !id.startsWith('nas.experiments.'))
      .sort();
    assert.deepEqual(registered, contributed);
    assert.deepEqual(contributed, Object.keys(COMMAND_TITLES).sort());
  });

  it('New Experiment writes nothing when it is left at the first question', async () => {
    const before = await filesOf(workspaceFolder());
    const asked = vscode.commands.executeCommand('nas.newExperiment');
    await closeUntil(asked);
    assert.deepEqual(await filesOf(workspaceFolder()), before);
  });

  it('Copy Notation copies the cell of a lens or a hover', async () => {
    const notation = '|nor_conv_3x3~0|+|none~0|none~1|+|none~0|none~1|none~2|';
    await vscode.commands.executeCommand('nas.copyNotation', { notation });
    assert.equal(await vscode.env.clipboard.readText(), notation);
  });

  it('activation comes with any file, without a NAS experiment in the window', async () => {
    await openFile('notes.txt', 'nothing of interest');
    assert.equal(vscode.extensions.getExtension('nas-workbench.nas-workbench')?.isActive, true);
  });
});

/** The quick pick shows a moment after its command: it is closed until the command has ended. */
async function closeUntil(asked: Thenable<unknown>): Promise<void> {
  let ended = false;
  const end = (): void => void (ended = true);
  asked.then(end, end);
  while (!ended) {
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function filesOf(folder: vscode.Uri): Promise<string[]> {
  return (await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name).sort();
}
