import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { activateExtension, eventually, writeFile } from './in-host';

interface Contributed {
  readonly name: string;
}

const EXPERIMENT = JSON.stringify({
  task: { kind: 'image-classification', dataset: 'digits' },
  space: { kind: 'mlp', maxDepth: 3, units: [8, 16, 32, 64] },
  strategy: { kind: 'random' },
  estimator: { kind: 'training', epochs: 1, batchSize: 128, measureLatency: false },
  budget: { minutes: 5 },
  execution: { evaluators: 1 },
});

describe('tools for assistants', () => {
  let extension: vscode.Extension<unknown>;
  before(async () => {
    extension = await activateExtension();
  });

  it('that are contributed are those that are registered', () => {
    const { contributes } = extension.packageJSON as {
      contributes: { languageModelTools: readonly Contributed[] };
    };
    const contributed = contributes.languageModelTools.map(({ name }) => name).sort();
    const registered = vscode.lm.tools.map(({ name }) => name).filter((name) => name.startsWith('nas_'));
    assert.deepEqual([...registered].sort(), contributed);
  });

  it('answer through the editor', async () => {
    writeFile('assisted.nas.json', EXPERIMENT);
    const text = await eventually(async () => {
      const found = await invoke('nas_list_runs', {});
      return found.includes('assisted.nas.json') ? found : undefined;
    });
    assert.match(text, /^Experiments: /);
    assert.match(await invoke('nas_validate_experiment', { path: 'assisted.nas.json' }), / is valid\.$/);
    assert.match(await invoke('nas_explain_space', { path: 'assisted.nas.json' }), /^Space mlp: /);
  });

  it('say in a sentence what is wrong', async () => {
    await assert.rejects(invoke('nas_read_run', { run: 'nothing-like-it' }), /there (is no run|are no runs)/);
  });

  // An editor under test takes every question that it would ask a person for answered with yes.
  it('start, follow, pause, resume and stop a run', async () => {
    writeFile('acting.nas.json', EXPERIMENT);
    await eventually(async () =>
      (await invoke('nas_list_runs', {})).includes('acting.nas.json') ? true : undefined,
    );
    const said: string[] = [];
    for (const [name, input] of [
      ['nas_start_run', { path: 'acting.nas.json' }],
      ['nas_wait_for_run', { run: 'acting', newTrials: 2 }],
      ['nas_pause_run', { run: 'acting' }],
      ['nas_resume_run', { run: 'acting' }],
      ['nas_stop_run', { run: 'acting' }],
      ['nas_read_run', { run: 'acting' }],
    ] as const) {
      said.push(await invoke(name, input));
    }
    const [started, waited, paused, resumed, stopped, read] = said;
    assert.match(started ?? '', /^Run acting\/\S+ has started/);
    assert.match(waited ?? '', /: running; \d+ trials ended/);
    assert.match(paused ?? '', /is paused/);
    assert.match(resumed ?? '', /goes on/);
    assert.match(stopped ?? '', /has stopped: \d+ measured trials are kept/);
    assert.match(read ?? '', /: finished \(stopped/);
  });

  it('end when they are cancelled', async () => {
    const source = new vscode.CancellationTokenSource();
    source.cancel();
    await assert.rejects(invoke('nas_list_runs', {}, source.token));
  });
});

it('NAS: Self-Test tries everything, and shows the results', async () => {
  await activateExtension();
  await vscode.commands.executeCommand('nas.selfTest');
  const uri = vscode.Uri.from({ scheme: 'nas-report', path: '/Self-Test.md' });
  const text = (await vscode.workspace.openTextDocument(uri)).getText();
  assert.match(text, /\*\*Everything that a search needs works\.\*\*/);
  assert.match(text, /A small search runs from start to end \| ✓ works/);
  assert.match(text, /Changes of files are noticed \| ✓ works/);
  const label = await eventually(
    () => vscode.window.tabGroups.activeTabGroup.activeTab?.label.match(/Self-Test/)?.[0],
  );
  assert.equal(label, 'Self-Test');
});

it('NAS: Copy Diagnostics copies what it shows, without paths', async () => {
  await activateExtension();
  const copied = vscode.commands.executeCommand('nas.copyDiagnostics');
  let done = false;
  void copied.then(() => (done = true));
  while (!done) {
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const text = vscode.window.activeTextEditor?.document.getText() ?? '';
  assert.match(text, /^# NAS Workbench: Diagnostics\n/);
  assert.match(text, /- plan: TensorFlow\.js/);
  assert.match(text, /## Log, the last [1-9]\d* lines/);
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '?';
  assert.equal(text.includes(folder), false);
  assert.equal(await vscode.env.clipboard.readText(), text);
});

async function invoke(name: string, input: object, token?: vscode.CancellationToken): Promise<string> {
  const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined }, token);
  return content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');
}
