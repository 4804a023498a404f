import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { formatEvent } from '../../src/core/journal/write';
import { fakeRun } from '../support/fake-run';
import { activateExtension, eventually, lensTitles, openFile, writeFile } from './in-host';

const CELL =
  '|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|nor_conv_3x3~0|nor_conv_3x3~1|nor_conv_3x3~2|';

describe('a NAS-Bench-201 cell in any file', () => {
  before(activateExtension);

  it('has a lens Show', async () => {
    const { uri } = await openFile('cell.py', `a = 1\nbest = "${CELL}"\n`);
    assert.deepEqual(await lensTitles(uri), ['Show']);
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
    assert.match(markdown, /digits, .*trial 0 \| Validation accuracy /);
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
