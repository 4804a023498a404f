import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { CELLS, searchToTheEnd } from './finished-search';
import { choose } from './choose';
import { openWindow } from './window';

const WAIT = { timeout: 60_000, interval: 250 };
/** What stands only in the code for that library. */
const CODE = { 'TensorFlow.js': 'tf.', Keras: 'keras.', PyTorch: 'torch', JSON: '"nodes"' } as const;

it('architecture: cells and skeleton, heat, search, code in four forms, pictures, files, and as it was after a reload', async () => {
  const { workbench, workspace, screenshot } = await openWindow({
    name: 'architecture',
    withoutSamples: true,
    files: { 'cells.nas.json': CELLS },
  });
  const { page, webview } = workbench;
  searchToTheEnd(workspace, 'cells.nas.json');
  await workbench.openFile('cells.nas.json');
  await workbench.lens('Run').waitFor();
  await workbench.runCommand('NAS: Show Architecture');
  await workbench.pick(/^Trial \d+/);
  const graph = webview.getByRole('listbox', { name: 'Graph of the architecture' });
  await graph.locator('.dag-node').first().waitFor();
  await screenshot('01-network');

  for (const view of ['One cell', 'Skeleton', 'Network']) {
    await webview.getByRole('radio', { name: view }).click();
    await graph.locator('.dag-node').first().waitFor();
    await screenshot(`02-${view.toLowerCase().replace(' ', '-')}`);
  }
  await webview.getByRole('button', { name: 'Collapse cells' }).click();
  await webview.getByText('8 nodes', { exact: true }).waitFor();
  await webview.getByRole('button', { name: 'Expand all' }).click();
  await choose(webview, 'Colour of the nodes', 'Colour by parameters');
  await webview.getByRole('button', { name: 'Show the whole graph' }).click();
  await webview.getByRole('textbox', { name: 'Search nodes' }).fill('conv');
  await webview.getByText(/^\d+ found$/).waitFor();
  await screenshot('03-heat-and-search');

  // From node to node with the keyboard; the outline follows.
  await graph.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await webview.getByRole('treeitem', { selected: true }).waitFor();
  const chosen = await webview.getByRole('treeitem', { selected: true }).innerText();

  await webview.getByRole('radio', { name: 'Code' }).click();
  for (const [library, words] of Object.entries(CODE)) {
    await webview.getByRole('radio', { name: library }).click();
    await expect.poll(() => webview.locator('pre.code').innerText(), WAIT).toContain(words);
  }
  await webview.getByRole('radio', { name: 'PyTorch' }).click();
  await screenshot('04-code');
  await webview.getByRole('radio', { name: 'Outline' }).click();
  await webview.getByRole('button', { name: 'Copy notation' }).click();

  for (const kind of ['svg', 'png']) {
    await webview.getByRole('button', { name: `Save as ${kind.toUpperCase()}` }).click();
    await workbench.acceptFileDialog(`.${kind}`);
    await expect.poll(() => filesIn(workspace, `.${kind}`), WAIT).toHaveLength(1);
  }
  const [picture] = filesIn(workspace, '.svg');
  expect(readFileSync(path.join(workspace, picture!), 'utf8')).not.toContain('var(--');

  await workbench.reload();
  await graph.locator('.dag-node').first().waitFor();
  await expect.poll(() => webview.getByRole('treeitem', { selected: true }).innerText(), WAIT).toBe(chosen);
  expect(await webview.getByRole('textbox', { name: 'Search nodes' }).inputValue()).toBe('conv');
  await screenshot('05-reloaded');

  // As a document, and as a file that opens in the same view.
  await webview.getByRole('button', { name: 'Open as text' }).click();
  await workbench.editorLine(/conv/).first().waitFor();
  await screenshot('06-as-text');
  await page.keyboard.press('Control+W');
  await webview.getByRole('button', { name: 'Save as architecture file' }).click();
  await workbench.acceptFileDialog('.arch.json');
  await expect.poll(() => filesIn(workspace, '.arch.json'), WAIT).toHaveLength(1);
  const [file] = filesIn(workspace, '.arch.json');
  await workbench.openFile(file!);
  await graph.locator('.dag-node').first().waitFor();
  await screenshot('07-file');

  // Two candidates in the editor's own comparison.
  await workbench.runCommand('NAS: Compare Architectures as Text');
  await workbench
    .quickPickRow(/Trial \d+/)
    .first()
    .waitFor();
  for (const row of [0, 1]) {
    await workbench
      .quickPickRow(/Trial \d+/)
      .nth(row)
      .locator('.monaco-checkbox, input[type=checkbox]')
      .first()
      .click();
  }
  await workbench.accept();
  await page
    .locator('.monaco-diff-editor .editor.modified .view-line', { hasText: 'conv' })
    .first()
    .waitFor();
  await screenshot('08-as-text');
});

function filesIn(workspace: string, ending: string): string[] {
  return readdirSync(workspace).filter((name) => name.endsWith(ending));
}
