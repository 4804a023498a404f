import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Architecture } from '../../src/core/graph/architecture';
import { formatArchitecture } from '../../src/core/graph/architecture-json';
import { architectureFileText } from '../../src/core/graph/architecture-text';
import { GraphBuilder } from '../../src/core/graph/graph-builder';
import { experimentTemplate } from '../../src/core/experiment/template';
import { formatEvent } from '../../src/core/journal/write';
import { fakeRun } from '../support/fake-run';
import { activateExtension, eventually, lensTitles, openFile, writeFile } from './in-host';

const CELL =
  '|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|nor_conv_3x3~0|nor_conv_3x3~1|nor_conv_3x3~2|';

describe('an architecture over many lines', () => {
  before(activateExtension);
  const file = architectureFileText(mlp());

  it('has lenses over its first line and a hover there and at its end', async () => {
    const { uri, lineCount } = await openFile('many.arch.json', file);
    assert.deepEqual(await lensTitles(uri), ['Show', 'Compare with…']);
    for (const place of [new vscode.Position(1, 4), new vscode.Position(lineCount - 2, 1)])
      assert.match(await hoverAt(uri, place), /\| Parameters \| 1,210 \(input 8×8×1\)/);
    assert.doesNotMatch(await hoverAt(uri, new vscode.Position(3, 8)), /Parameters/);
  });

  it('is found in a program, and its lens shows and copies it', async () => {
    const { uri } = await openFile('many.ts', `const score = 1;\nexport const best = ${file.trimEnd()};\n`);
    const [lens] = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      uri,
      10,
    );
    assert.equal(lens!.range.start.line, 1);
    const [place] = lens!.command!.arguments as unknown[];
    await vscode.commands.executeCommand('nas.copyArchitectureJson', place);
    assert.equal(await vscode.env.clipboard.readText(), formatArchitecture(mlp()));
  });
});

describe('a NAS-Bench-201 cell in any file', () => {
  before(activateExtension);

  it('has a lens Show', async () => {
    const { uri } = await openFile('cell.py', `a = 1\nbest = "${CELL}"\n`);
    assert.deepEqual(await lensTitles(uri), ['Show', 'Compare with…']);
  });

  it('has a hover with a picture and the published size', async () => {
    const { uri } = await openFile('cell.md', `The best cell is ${CELL}.\n`);
    const markdown = await hoverAt(uri, new vscode.Position(0, 30));
    assert.match(
      markdown,
      /!\[[^\]]*\]\(data:image\/svg\+xml;base64,[A-Za-z0-9+/]+=*\|width=\d+,height=\d+\)/,
    );
    // The largest network of NAS-Bench-201, as published: 1.531546 million parameters.
    assert.match(markdown, /\| Parameters \| 1,531,546 /);
    assert.match(markdown, /command:nas\.showArchitecture/);
    assert.ok(markdown.length < 100_000, 'longer Markdown is cut off by the editor');
  });

  it('shows in the hover what a run of the workspace measured of it', async () => {
    const events = fakeRun({ trials: 3, epochs: 1 });
    writeFile('.nas/digits/2026-01-02-000000/journal.jsonl', events.map(formatEvent).join(''));
    await vscode.commands.executeCommand('nas.refresh');
    const asked = events.find((event) => event.type === 'trial-asked');
    const { uri } = await openFile('measured.txt', `${asked?.architecture ?? ''}\n`);
    const markdown = await eventually(async () => {
      const text = await hoverAt(uri, new vscode.Position(0, 5));
      return text.includes('trial 0') ? text : undefined;
    });
    assert.match(
      markdown,
      /\[[^\]]*, trial 0\]\(command:nas\.showArchitecture[^)]*\) \| Validation accuracy /,
    );
  });

  it('is copied as JSON, which is a notation of its own', async () => {
    await vscode.commands.executeCommand('nas.copyArchitectureJson', { notation: CELL });
    const json = await vscode.env.clipboard.readText();
    const { uri } = await openFile('copied.txt', `best = ${json}\n`);
    assert.deepEqual(await lensTitles(uri), ['Show', 'Compare with…']);
    assert.match(
      await hoverAt(uri, new vscode.Position(0, 20)),
      /\| Parameters \| 1,531,546 \(input 32×32×3\)/,
    );
  });

  it('and knobs of a space near by are explained as well', async () => {
    writeFile(
      'near/chain.nas.json',
      experimentTemplate({
        task: { kind: 'image-classification', dataset: 'digits' },
        space: 'mlp',
        strategy: 'random',
        estimator: { kind: 'training' },
        budget: { trials: 5 },
        // Other tests leave experiments around that know the usual sizes.
      }).replace(/"kind": "mlp"/, '"kind": "mlp", "units": [48, 96]'),
    );
    await vscode.commands.executeCommand('nas.refresh');
    const knobs = 'depth=1, layer1.units=48, activation=relu, norm=none';
    const { uri } = await openFile('near/notes.md', `Good: ${knobs}\n`);
    const markdown = await eventually(
      async () => (await hoverAt(uri, new vscode.Position(0, 8))) || undefined,
    );
    // 64 inputs to 48 units with bias, and 48 to 10 classes.
    assert.match(markdown, /\| Parameters \| 3,610 /);
    assert.match(markdown, /in the space of chain/);
    assert.match(markdown, /\| Depth \| 2 layers with weights/);
    const far = await openFile('elsewhere/notes.md', `Good: ${knobs}\n`);
    assert.equal(await hoverAt(far.uri, new vscode.Position(0, 8)), '');
  });

  it('and a single knob is one where it stands alone in quotes', async () => {
    writeFile(
      'single/chain.nas.json',
      experimentTemplate({
        task: { kind: 'image-classification', dataset: 'digits' },
        space: 'mlp',
        strategy: 'random',
        estimator: { kind: 'training' },
        budget: { trials: 5 },
      }).replace(
        /"kind": "mlp"/,
        '"kind": "mlp", "minDepth": 1, "maxDepth": 1, "units": [40, 80], "activations": ["relu"], "norms": ["none"]',
      ),
    );
    await vscode.commands.executeCommand('nas.refresh');
    const { uri } = await openFile('single/notes.py', 'best = "layer1.units=40"\nlayer1.units=40\n');
    const markdown = await eventually(
      async () => (await hoverAt(uri, new vscode.Position(0, 12))) || undefined,
    );
    assert.match(markdown, /\| Parameters \| 3,010 /);
    assert.equal(await hoverAt(uri, new vscode.Position(1, 5)), '');
  });

  it('has lenses to the end of a long file', async () => {
    const { uri } = await openFile('long.txt', `${CELL}\n`.repeat(3000));
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      uri,
    );
    assert.equal(lenses.length, 6000);
    assert.equal(lenses.at(-1)!.range.start.line, 2999);
  });

  it('has ten thousand lenses at most in a file, which is said where they end', async () => {
    const { uri } = await openFile('longer.txt', `${CELL}\n`.repeat(10_002));
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      uri,
    );
    const last = lenses.at(-1)!;
    assert.equal(lenses.length, 20_001);
    assert.equal(last.range.start.line, 10_000);
    assert.match(last.command!.title, /No more lenses: 10,000 architectures above have theirs/);
  });

  it('has lenses and a hover in a cell of a notebook', async () => {
    const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, `best = "${CELL}"`, 'python');
    const notebook = await vscode.workspace.openNotebookDocument(
      'jupyter-notebook',
      new vscode.NotebookData([cell]),
    );
    await vscode.window.showNotebookDocument(notebook);
    const { uri } = notebook.cellAt(0).document;
    assert.deepEqual(await lensTitles(uri), ['Show', 'Compare with…']);
    assert.match(await hoverAt(uri, new vscode.Position(0, 20)), /\| Parameters \| 1,531,546 /);
  });

  it('has no hover where inline previews are off', async () => {
    const { uri } = await openFile('off.txt', `${CELL}\n`);
    const settings = vscode.workspace.getConfiguration('nas');
    await settings.update('inlinePreviews.enabled', false, vscode.ConfigurationTarget.Global);
    try {
      assert.equal(await hoverAt(uri, new vscode.Position(0, 5)), '');
    } finally {
      await settings.update('inlinePreviews.enabled', undefined, vscode.ConfigurationTarget.Global);
    }
    assert.match(await hoverAt(uri, new vscode.Position(0, 5)), /nas\.showArchitecture/);
  });

  it('is nothing special elsewhere on the line', async () => {
    const { uri } = await openFile('beside.txt', `left ${CELL} right`);
    assert.equal(await hoverAt(uri, new vscode.Position(0, 1)), '');
  });

  it('opens in the architecture viewer', async () => {
    await vscode.commands.executeCommand('nas.showArchitecture', { notation: CELL });
    await eventually(() =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .find(
          ({ input }) =>
            input instanceof vscode.TabInputWebview && input.viewType.endsWith('nas.architecture'),
        ),
    );
  });
});

/** 64 inputs to 16 units with bias, and 16 to 10 classes: 1,210 parameters. */
function mlp(): Architecture {
  const g = new GraphBuilder([8, 8, 1]);
  g.dense(g.activation(g.dense(g.flatten(g.input), 16), 'relu'), 10);
  return g.build();
}

async function hoverAt(uri: vscode.Uri, position: vscode.Position): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    uri,
    position,
  );
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (content instanceof vscode.MarkdownString ? content.value : ''))
    .join('\n');
}
