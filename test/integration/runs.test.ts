import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { formatEvent } from '../../src/core/journal/write';
import { ComparisonList } from '../../src/extension/comparison/comparison-list';
import { RunStore } from '../../src/extension/runs/run-store';
import { ExperimentTree } from '../../src/extension/tree/experiment-tree';
import type { TreeNode } from '../../src/extension/tree/tree-nodes';
import { fakeRun } from '../support/fake-run';
import { activateExtension, eventually, writeFile } from './in-host';

const EVENTS = fakeRun({ trials: 12, running: 1, epochs: 1, failEvery: 6, budget: 12 });

describe('the tree of experiments', () => {
  let store: RunStore;
  let comparisons: ComparisonList;
  let tree: ExperimentTree;

  before(async () => {
    await activateExtension();
    const log = vscode.window.createOutputChannel('test', { log: true });
    store = new RunStore(log);
    comparisons = new ComparisonList(store);
    tree = new ExperimentTree(store, comparisons);
  });
  after(() => {
    tree.dispose();
    comparisons.dispose();
    store.dispose();
  });

  it('shows an experiment, its run and the groups of its trials', async () => {
    writeFile('tree.nas.json', '{}');
    const journal = writeFile(
      '.nas/tree/2026-01-01-000000/journal.jsonl',
      EVENTS.slice(0, -1).map(formatEvent).join(''),
    );
    await store.refresh();
    assert.deepEqual(await outline(tree, await node(tree, 'tree'), 2), [
      // Nobody holds the run: it is not shown as running.
      'run-interrupted',
      '  group-front',
      '  group-best',
      '  group-all',
      '  group-failed',
    ]);
    appendFileSync(
      journal.fsPath,
      formatEvent({ type: 'run-ended', at: EVENTS[0]!.at, reason: 'stopped', message: '' }),
    );
    await eventually(async () =>
      (await outline(tree, await node(tree, 'tree'), 1))[0] === 'run-finished' ? true : undefined,
    );
  });

  it('has the comparisons of strategies of an experiment, which open with a click', async () => {
    writeFile('versus.nas.json', '{}');
    await store.refresh();
    assert.deepEqual(await outline(tree, await node(tree, 'versus'), 1), []);
    writeFile('.nas/compare/other-1a2b3c4d/searches.jsonl', '');
    writeFile('.nas/compare/versus-1a2b3c4d/searches.jsonl', '');
    await eventually(async () =>
      (await outline(tree, await node(tree, 'versus'), 1)).length > 0 ? true : undefined,
    );
    const [comparison, ...others] = await tree.getChildren(await node(tree, 'versus'));
    assert.deepEqual(others, []);
    const { contextValue, description, command } = tree.getTreeItem(comparison!);
    assert.deepEqual([contextValue, description], ['comparison', 'versus-1a2b3c4d']);
    await vscode.commands.executeCommand(command!.command, ...(command!.arguments as unknown[]));
    await eventually(() =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .find(({ label }) => label === 'Strategies on versus'),
    );
  });

  it('has what a terminal puts into folders that nobody watches yet', async () => {
    // The watcher tells of the outermost folder alone.
    for (const at of ['a', 'b', 'c', 'd', 'e', 'f']) {
      writeFile(`copied/${at}/deep.nas.json`, '{}');
      writeFile(
        `copied/${at}/.nas/deep/2026-01-01-000000/journal.jsonl`,
        EVENTS.slice(0, 3).map(formatEvent).join(''),
      );
    }
    await eventually(() => (runsOf(store, 'deep') === 6 ? true : undefined));
    // Nor does it tell of what comes into them later.
    writeFile(
      'copied/a/.nas/deep/2026-01-01-000001/journal.jsonl',
      EVENTS.slice(0, 3).map(formatEvent).join(''),
    );
    await eventually(() => (runsOf(store, 'deep') === 7 ? true : undefined));
  });

  it('keeps its nodes, so that what is open stays open', async () => {
    const before = await tree.getChildren(await node(tree, 'tree'));
    const after = await tree.getChildren(await node(tree, 'tree'));
    assert.equal(before[0], after[0]);
  });

  it('shows a corrupt journal as such, with the line', async () => {
    writeFile('broken.nas.json', '{}');
    writeFile('.nas/broken/2026-01-01-000000/journal.jsonl', `${formatEvent(EVENTS[0]!)}nonsense\n`);
    await store.refresh();
    const [run] = await tree.getChildren(await node(tree, 'broken'));
    const item = tree.getTreeItem(run!);
    assert.equal(item.contextValue, 'run-problem');
    assert.equal((item.iconPath as vscode.ThemeIcon).id, 'error');
    assert.equal(item.description, 'line 2: expected a JSON object, but got "nonsense"');
  });

  it('has its dashboard in a panel', async () => {
    const [run] = store.runs().filter(({ experimentName }) => experimentName === 'tree');
    await vscode.commands.executeCommand('nas.showDashboard', { runFolder: run!.folder });
    await eventually(() =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .find(({ label, input }) => input instanceof vscode.TabInputWebview && label.startsWith('tree')),
    );
  });

  it('forgets a run whose folder is gone', async () => {
    const [run] = store.runs().filter(({ experimentName }) => experimentName === 'broken');
    await store.delete(run!);
    assert.deepEqual(await tree.getChildren(await node(tree, 'broken')), []);
  });
});

/** Those whose experiment file is known to be there. */
function runsOf(store: RunStore, experiment: string): number {
  const entries = store.experiments().filter(({ name, exists }) => exists && name === experiment);
  return entries.flatMap(({ runs }) => runs).length;
}

async function node(tree: ExperimentTree, name: string): Promise<TreeNode> {
  return eventually(async () =>
    (await tree.getChildren()).find((one) => one.kind === 'experiment' && one.entry.name === name),
  );
}

/** The context values below a node, indented by depth. */
async function outline(tree: ExperimentTree, parent: TreeNode, depth: number): Promise<string[]> {
  if (depth === 0) return [];
  const lines: string[] = [];
  for (const child of await tree.getChildren(parent)) {
    lines.push(tree.getTreeItem(child).contextValue ?? '');
    lines.push(...(await outline(tree, child, depth - 1)).map((line) => `  ${line}`));
  }
  return lines;
}
