import { expect, it } from 'vitest';
import { createRng } from '../../src/core/base/random';
import { experimentTemplate } from '../../src/core/experiment/template';
import { architectureFileText } from '../../src/core/graph/architecture-text';
import { formatArchitecture } from '../../src/core/graph/architecture-json';
import { createSpace } from '../../src/core/space/catalog';
import { hoverPicture } from './hover-picture';
import { chooseTheme, THEME_NAMES, themeFile } from './themes';
import { openWindow } from './window';

const CELL =
  '|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_3x3~2|';
const chain = createSpace({ kind: 'chain-cnn' }, { inputShape: [8, 8, 1], outputUnits: 10 });
const knobs = [1, 2, 3].map((seed) => chain.format(chain.sample(createRng(seed))));
const json = formatArchitecture(chain.build(chain.sample(createRng(4))));
const file = architectureFileText(chain.build(chain.sample(createRng(5))));
const MANY_LINES = [
  '# The best one so far',
  '',
  '```json',
  file.trimEnd(),
  '```',
  '',
  'As a part of a program:',
  '',
  '```ts',
  `export const best = ${JSON.stringify(JSON.parse(file), undefined, 2).replace(/"(\w+)":/g, '$1:')};`,
  '```',
  '',
].join('\n');
const NOTES = [
  '# Notes',
  '',
  CELL,
  '',
  'NAS-Bench-Macro: "01220120" and "22222222"',
  '',
  ...knobs.map((text) => `${text}\n`),
  json,
  '',
].join('\n');
const EXPERIMENT = experimentTemplate({
  task: { kind: 'image-classification', dataset: 'digits' },
  space: 'chain-cnn',
  strategy: 'regularized-evolution',
  estimator: { kind: 'training' },
  budget: { trials: 60 },
});

it('draws every notation beside its line, in every theme, and hints beside an experiment', async () => {
  const { workbench, workspace, screenshot } = await openWindow({
    name: 'editor',
    settings: { 'editor.wordWrap': 'off' },
    withoutSamples: true,
    files: { 'notes.md': NOTES, 'chain.nas.json': EXPERIMENT },
  });
  const { page } = workbench;
  await page.setViewportSize({ width: 1280, height: 800 });
  await workbench.openFile('chain.nas.json');
  await workbench.lens('Preview Space').waitFor();
  const hint = workbench.editorLine(/692,352/);
  await hint.waitFor();
  await workbench.openFile('notes.md');
  await workbench.lens('Show').nth(5).waitFor();
  for (const theme of THEME_NAMES) {
    await chooseTheme(workbench, workspace, theme);
    const name = themeFile(theme);
    await workbench.editorTab('notes.md').click();
    await hoverPicture(workbench, '01220120', 160);
    // The cell, two chains, three lists of knobs; the graph's line is too long for its end to be seen.
    expect(await page.locator('.view-line span[class*="ced-"]').count()).toBeGreaterThanOrEqual(6);
    await screenshot(`previews-${name}`);
    await page.keyboard.press('Escape');
    await page.mouse.move(700, 2);
    await workbench.editorTab('chain.nas.json').click();
    await hint.waitFor();
    await screenshot(`hints-${name}`);
  }
  await workbench.runCommand('NAS: Explain This Space');
  await workbench.editorTab(/space/).waitFor();
  await workbench.webview.getByRole('heading', { name: 'What is chosen' }).waitFor();
  await workbench.webview.locator('img').first().waitFor();
  await screenshot('explained');
});

it('draws an architecture over many lines where it begins, in every theme and in a narrow window', async () => {
  const { workbench, workspace, screenshot } = await openWindow({
    name: 'editor-many-lines',
    settings: { 'editor.wordWrap': 'off' },
    withoutSamples: true,
    files: { 'best.md': MANY_LINES, 'best.arch.json': file, 'cells.txt': `${CELL}\n`.repeat(10_001) },
  });
  const { page } = workbench;
  await page.setViewportSize({ width: 1280, height: 800 });
  await workbench.openFile('best.md');
  await workbench.lens('Show').nth(1).waitFor();
  for (const theme of THEME_NAMES) {
    await chooseTheme(workbench, workspace, theme);
    await workbench.editorTab('best.md').click();
    await hoverPicture(workbench, '"nodes"', 30);
    expect(await page.locator('.view-line span[class*="ced-"]').count()).toBeGreaterThanOrEqual(2);
    await screenshot(`previews-${themeFile(theme)}`);
    await page.keyboard.press('Escape');
    await page.mouse.move(700, 2);
  }
  await page.setViewportSize({ width: 400, height: 800 });
  await workbench.lens('Show').first().waitFor();
  await screenshot('narrow');
  await page.setViewportSize({ width: 1280, height: 800 });

  // The file that the viewer saves, as text: its lens opens the viewer.
  await workbench.openFile('best.arch.json');
  await workbench.runCommand('NAS: Reopen as Text');
  await workbench.lens('Show').waitFor();
  await screenshot('file');
  await workbench.lens('Show').click();
  await workbench.webview.getByRole('listbox', { name: 'Graph of the architecture' }).waitFor();
  await screenshot('shown');

  // Where lenses end it is said.
  await workbench.openFile('cells.txt');
  await workbench.lens('Show').nth(5).waitFor();
  await workbench.editorLine('nor_conv_3x3').first().click();
  await page.keyboard.press('Control+End');
  // It is words alone, and no link.
  await page
    .locator('.codelens-decoration')
    .getByText(/No more lenses: 10,000/)
    .waitFor();
  await screenshot('cut');
});
