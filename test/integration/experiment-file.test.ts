import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { experimentTemplate } from '../../src/core/experiment/template';
import { activateExtension, eventually, lensTitles, openFile } from './in-host';

const VALID = experimentTemplate({
  task: { kind: 'image-classification', dataset: 'digits' },
  space: 'nas-bench-201',
  strategy: 'random',
  estimator: { kind: 'training' },
  budget: { trials: 5 },
});

describe('an experiment file', () => {
  before(activateExtension);

  it('is JSON with comments', async () => {
    assert.equal((await openFile('language.nas.json', VALID)).languageId, 'jsonc');
  });

  it('has no problems when it comes from the template', async () => {
    const { uri } = await openFile('valid.nas.json', VALID);
    // A problem that is certain to come shows that both validators have run over a file.
    const other = await openFile('other.nas.json', VALID.replace('"seed": 1', '"seed": "x"'));
    await eventually(() => (sourcesOf(other.uri).size >= 2 ? true : undefined));
    assert.deepEqual(vscode.languages.getDiagnostics(uri), []);
  });

  it('is validated by the schema that ships with the extension', async () => {
    const { uri } = await openFile('schema.nas.json', VALID.replace('"seed": 1', '"seed": "one"'));
    const found = await eventually(() =>
      vscode.languages.getDiagnostics(uri).find(({ source }) => source !== 'NAS'),
    );
    assert.match(found.message, /Incorrect type|Expected/i);
  });

  it('completes keys and values from the schema', async () => {
    const document = await openFile('complete.nas.json', VALID.replace('"kind": "random"', '"kind": ""'));
    const at = document.positionAt(document.getText().indexOf('"strategy"'));
    const value = document.positionAt(document.getText().indexOf('"kind": ""', document.offsetAt(at)) + 9);
    const labels = await eventually(async () => {
      const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        value,
      );
      const names = items.map(({ label }) => (typeof label === 'string' ? label : label.label));
      return names.some((name) => name.includes('regularized-evolution')) ? names : undefined;
    });
    assert.ok(labels.some((label) => label.includes('local-search')));
  });

  it('says where a mistake is and mends it', async () => {
    const document = await openFile('typo.nas.json', VALID.replace('"batchSize"', '"batchsize"'));
    const problem = await eventually(() =>
      vscode.languages.getDiagnostics(document.uri).find(({ source }) => source === 'NAS'),
    );
    assert.match(problem.message, /batchsize/);
    assert.equal(document.getText(problem.range).includes('batchsize'), true);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      problem.range,
      vscode.CodeActionKind.QuickFix.value,
    );
    const fix = actions.find(({ title }) => title.includes('batchSize'));
    assert.ok(fix?.edit, `no fix among ${actions.map(({ title }) => title).join(', ')}`);
    await vscode.workspace.applyEdit(fix.edit);
    assert.equal(document.getText(), VALID);
    await eventually(() =>
      vscode.languages.getDiagnostics(document.uri).some(({ source }) => source === 'NAS') ? undefined : true,
    );
  });

  it('has lenses that stay while its text is broken', async () => {
    const document = await openFile('lenses.nas.json', VALID);
    assert.deepEqual((await lensTitles(document.uri)).sort(), ['Preview Space', 'Run']);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, document.positionAt(VALID.indexOf('"seed"')), '{{ "');
    await vscode.workspace.applyEdit(edit);
    assert.deepEqual((await lensTitles(document.uri)).sort(), ['Preview Space', 'Run']);
  });

  it('has no lenses where they are switched off', async () => {
    const { uri } = await openFile('quiet.nas.json', VALID);
    const settings = vscode.workspace.getConfiguration('nas');
    await settings.update('codeLens.enabled', false, vscode.ConfigurationTarget.Workspace);
    try {
      assert.deepEqual(await lensTitles(uri), []);
    } finally {
      await settings.update('codeLens.enabled', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });
});

function sourcesOf(uri: vscode.Uri): Set<string> {
  return new Set(vscode.languages.getDiagnostics(uri).map(({ source }) => source ?? ''));
}
