import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { activateExtension, eventually, openFile, workspaceFolder } from './in-host';

/** Runs a task to its end; the exit code. */
async function run(task: vscode.Task): Promise<number | undefined> {
  const ended = new Promise<number | undefined>((resolve) => {
    const listening = vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
      if (execution.task.name !== task.name) return;
      listening.dispose();
      resolve(exitCode);
    });
  });
  await vscode.tasks.executeTask(task);
  return ended;
}

async function taskOf(name: string): Promise<vscode.Task> {
  const tasks = await vscode.tasks.fetchTasks({ type: 'nas' });
  const task = tasks.find((one) => one.name === name);
  assert.ok(task, `no task ${name} in: ${tasks.map((one) => one.name).join(', ')}`);
  return task;
}

describe('tasks', () => {
  before(activateExtension);

  it('every experiment of the workspace can be run, checked and compared', async () => {
    const names = (await vscode.tasks.fetchTasks({ type: 'nas' })).map(({ name }) => name);
    for (const action of ['run', 'validate', 'compare'])
      assert.ok(names.includes(`${action} digits.nas.json`));
  });

  it('checking one that is fine ends with 0', async () => {
    assert.equal(await run(await taskOf('validate digits.nas.json')), 0);
  });

  it('the problems of one that is not stand in the problems view', async () => {
    const bad = vscode.Uri.joinPath(workspaceFolder(), 'task-bad.nas.json');
    await vscode.workspace.fs.writeFile(
      bad,
      new TextEncoder().encode('{\n  "space": { "kind": "mpl" }\n}\n'),
    );
    assert.equal(await run(await taskOf('validate task-bad.nas.json')), 2);
    const problem = await eventually(() =>
      vscode.languages
        .getDiagnostics(bad)
        .find(({ source, range }) => source === 'nas-workbench' && range.start.line === 1),
    );
    assert.match(problem.message, /space\.kind.*mlp/s);
    await vscode.workspace.fs.delete(bad);
  });
});

describe('a sample', () => {
  before(activateExtension);

  it('is copied into the folder and opened; a copy that is there unchanged is opened again', async () => {
    for (let times = 0; times < 2; times++) {
      await vscode.commands.executeCommand('nas.openSample', 'own-space');
      assert.equal(
        vscode.window.activeTextEditor?.document.uri.toString(),
        vscode.Uri.joinPath(workspaceFolder(), 'own-space.nas.json').toString(),
      );
    }
  });

  it('never replaces what a person has changed', async () => {
    const original = vscode.Uri.joinPath(workspaceFolder(), 'nas-bench-201-cells.nas.json');
    const text = await vscode.workspace.fs.readFile(original);
    await openFile('nas-bench-201-cells.nas.json', '{ "changed": true }');
    await vscode.commands.executeCommand('nas.openSample', 'nas-bench-201-cells');
    assert.match(
      vscode.window.activeTextEditor?.document.uri.path ?? '',
      /nas-bench-201-cells-2\.nas\.json$/,
    );
    assert.equal((await vscode.workspace.openTextDocument(original)).getText(), '{ "changed": true }');
    await vscode.workspace.fs.writeFile(original, text);
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(original, '../nas-bench-201-cells-2.nas.json'));
  });
});
