import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { experimentTemplate } from '../../src/core/experiment/template';
import { activateExtension, eventually, lensTitles, openFile, writeFile } from './in-host';

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
    // A problem that is certain to come shows that the validator has run over a file.
    const other = await openFile('other.nas.json', VALID.replace('"seed": 1', '"seed": "x"'));
    await eventually(() => vscode.languages.getDiagnostics(other.uri)[0]);
    assert.deepEqual(vscode.languages.getDiagnostics(uri), []);
  });

  it('says each mistake once', async () => {
    const wrong = VALID.replace('"seed": 1', '"seed": "one"').replace('"batchSize"', '"batchsize"');
    const { uri } = await openFile('once.nas.json', wrong);
    // Broken text is reported by VS Code's JSON support, which shows that it has run too.
    const broken = await openFile('broken.nas.json', VALID.replace('"seed": 1', '"seed" 1'));
    await eventually(() => vscode.languages.getDiagnostics(broken.uri)[0]);
    const codes = vscode.languages.getDiagnostics(uri).map(({ source, code }) => [source, code]);
    assert.deepEqual(codes, [
      ['NAS', 'unknown-key'],
      ['NAS', 'wrong-type'],
    ]);
    assert.equal(
      vscode.languages.getDiagnostics(broken.uri).filter(({ source }) => source === 'NAS').length,
      0,
    );
  });

  it('mends what can only have been meant so with one action', async () => {
    const document = await openFile('all.nas.json', VALID.replace('"batchSize"', '"batchsize"'));
    await eventually(() => vscode.languages.getDiagnostics(document.uri)[0]);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      new vscode.Range(0, 0, 0, 0),
      vscode.CodeActionKind.SourceFixAll.append('nas').value,
    );
    assert.deepEqual(
      actions.map(({ title }) => title),
      ['Fix all mistakes of spelling'],
    );
    await vscode.workspace.applyEdit(actions[0]!.edit!);
    assert.equal(document.getText(), VALID);
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

  it('completes the keys of the kind that is written, and explains them', async () => {
    const text = VALID.replace('"kind": "random"', '"kind": "genetic", ""');
    const document = await openFile('keys.nas.json', text);
    const offset = text.indexOf('"genetic", "') + '"genetic", "'.length;
    const labels = await eventually(async () => {
      const found = await labelsAt(document, offset);
      return found.includes('mutationProbability') ? found : undefined;
    });
    assert.ok(!labels.includes('initialSamples'), 'keys of other strategies are not offered');
  });

  it('completes metrics that are measured, and files beside it', async () => {
    writeFile('columns.csv', 'width,height,species\n1,2,a\n');
    const text = VALID.replace('"valAccuracy"', '""').replace(
      '"dataset": "digits"',
      '"dataset": { "format": "csv", "path": "columns.csv", "label": "" }',
    );
    const document = await openFile('own.nas.json', text);
    const metrics = await labelsAt(document, text.indexOf('"metric": ""') + '"metric": "'.length);
    assert.ok(metrics.includes('valAccuracy') && metrics.includes('macs'), metrics.join());
    assert.ok(!metrics.includes('valRmse'), 'a classification has no RMSE');
    const columns = await labelsAt(document, text.indexOf('"label": ""') + '"label": "'.length);
    assert.ok(columns.includes('species'), columns.join());
    const files = await labelsAt(document, text.indexOf('columns.csv'));
    assert.ok(files.includes('columns.csv'), files.join());
  });

  it('explains an option where the pointer is: default, range and paper', async () => {
    const text = VALID.replace('"kind": "random"', '"kind": "regularized-evolution", "sampleSize": 5');
    const document = await openFile('hover.nas.json', text);
    const hover = await eventually(async () => {
      const found = await hoverText(document, text.indexOf('sampleSize') + 2);
      return found.includes('S in the paper') ? found : undefined;
    });
    assert.match(hover, /A whole number of at least 1\. Default: `25`/);
    assert.match(hover, /arxiv\.org\/abs\/1802\.01548/);
  });

  it('links its papers and its files', async () => {
    writeFile('linked.csv', 'a,label\n');
    const text = VALID.replace(
      '"dataset": "digits"',
      '"dataset": { "format": "csv", "path": "linked.csv", "label": "label" }',
    );
    const { uri } = await openFile('links.nas.json', text);
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      uri,
    );
    const targets = links.map(({ target }) => target?.toString() ?? '');
    assert.ok(
      targets.some((target) => target.endsWith('/linked.csv')),
      targets.join(),
    );
    assert.ok(targets.includes('https://arxiv.org/abs/2001.00326'), targets.join());
  });

  it('has hints of its size and its time once nobody types', async () => {
    const document = await openFile('hints.nas.json', VALID);
    const hints = await eventually(async () => {
      const found = await vscode.commands.executeCommand<vscode.InlayHint[]>(
        'vscode.executeInlayHintProvider',
        document.uri,
        new vscode.Range(0, 0, document.lineCount, 0),
      );
      return found.length > 0 ? found : undefined;
    });
    const labels = hints.map(({ label }) =>
      typeof label === 'string' ? label : label.map(({ value }) => value).join(''),
    );
    assert.match(labels[0]!, /^6,466 candidates in 15,625 encodings, \S+ to \S+ parameters$/);
    assert.match(labels[1]!, /^about /);
  });

  it('is warned of a constraint that no candidate keeps', async () => {
    const text = VALID.replace(
      '"budget"',
      '"constraints": [{ "metric": "paramCount", "max": 5 }],\n  "budget"',
    );
    const { uri } = await openFile('never.nas.json', text);
    const problem = await eventually(() =>
      vscode.languages.getDiagnostics(uri).find(({ code }) => code === 'constraint-never-met'),
    );
    assert.match(problem.message, /^constraints\[0\]: none of 300 sampled candidates/);
  });

  it('says where it names a file that is not there', async () => {
    const text = JSON.stringify({
      task: {
        kind: 'classification',
        dataset: { format: 'csv', path: 'nowhere.csv', label: 'class' },
      },
      space: { kind: 'mlp' },
      strategy: { kind: 'random' },
      estimator: { kind: 'training' },
      budget: { trials: 5 },
      seed: 1,
    });
    const document = await openFile('nowhere.nas.json', text);
    const problem = await eventually(() =>
      vscode.languages.getDiagnostics(document.uri).find(({ code }) => code === 'unusable-file'),
    );
    assert.equal(document.getText(problem.range), '"nowhere.csv"');
    assert.match(problem.message, /nowhere\.csv: expected a file, but there is none$/);
  });

  it('explains its space in a document', async () => {
    const { uri } = await openFile('explained.nas.json', VALID);
    const address = vscode.Uri.from({
      scheme: 'nas-explanation',
      path: '/explained: space.md',
      query: uri.toString(),
    });
    const document = await vscode.workspace.openTextDocument(address);
    assert.match(document.getText(), /exactly \*\*15,625\*\* ways to set the knobs/);
    assert.match(document.getText(), /!\[[^\]]*\]\(data:image\/svg\+xml;base64,/);
    await vscode.commands.executeCommand('nas.explainSpace', uri);
    await eventually(() =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .find(({ label }) => label.includes('explained: space')),
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

async function labelsAt(document: vscode.TextDocument, offset: number): Promise<string[]> {
  const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    document.positionAt(offset),
  );
  return items.map(({ label }) => (typeof label === 'string' ? label : label.label));
}

async function hoverText(document: vscode.TextDocument, offset: number): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    document.positionAt(offset),
  );
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (content instanceof vscode.MarkdownString ? content.value : ''))
    .join('\n');
}
