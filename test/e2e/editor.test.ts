import { expect, it } from 'vitest';
import { createRng } from '../../src/core/base/random';
import { experimentTemplate } from '../../src/core/experiment/template';
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
