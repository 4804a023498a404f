import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { fakeRun } from '../support/fake-run';
import { activateExtension, eventually, workspaceFolder, writeFile } from './in-host';

describe('Insight', () => {
  const folder = '.nas/digits-insight/2026-01-01-fake';

  before(async () => {
    await activateExtension();
    const events = fakeRun({ trials: 30, failEvery: 7 });
    writeFile(`${folder}/journal.jsonl`, `${events.map((event) => JSON.stringify(event)).join('\n')}\n`);
  });

  it('Show Insight opens one panel for a run, and shows it again', async () => {
    const runFolder = vscode.Uri.joinPath(workspaceFolder(), folder).fsPath;
    await vscode.commands.executeCommand('nas.showInsight', { runFolder });
    const tab = await eventually(insightTabs);
    assert.equal(tab.label, 'digits-insight: insight');
    await vscode.commands.executeCommand('nas.showInsight', { runFolder });
    await eventually(() =>
      vscode.window.tabGroups.activeTabGroup.activeTab?.label === tab.label ? true : undefined,
    );
    assert.equal(allInsightTabs().length, 1);
    await vscode.window.tabGroups.close(tab);
  });
});

function insightTabs(): vscode.Tab | undefined {
  return allInsightTabs()[0];
}

function allInsightTabs(): vscode.Tab[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('nas.insight'));
}
