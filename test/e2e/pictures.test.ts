import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { it } from 'vitest';
import type { Workbench } from '../support/vscode/workbench';
import { chooseTheme, THEME_NAMES, themeFile } from './themes';
import { openWindow } from './window';

const NOTES = `# Cells worth a look

The best cell of the table on CIFAR-10:

|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_1x1~2|

No convolution at all, and what a pooling costs:

|skip_connect~0|+|none~0|skip_connect~1|+|skip_connect~0|none~1|avg_pool_3x3~2|

Half of the weights, and nearly as good:

|nor_conv_3x3~0|+|none~0|nor_conv_1x1~1|+|skip_connect~0|nor_conv_3x3~1|avg_pool_3x3~2|
`;

/** Makes the pictures of the README, and the same views in the other themes to look at: `npm run pictures`. */
it.skipIf(process.env['NAS_PICTURES'] === undefined)('takes the pictures of the README', async () => {
  const { workbench, workspace, screenshot } = await openWindow({
    name: 'pictures',
    files: { 'notes.md': NOTES },
  });
  const { page, webview } = workbench;
  const cli = path.resolve('dist/cli.js');
  execFileSync(process.execPath, [cli, 'run', 'digits.nas.json'], { cwd: workspace });

  await workbench.showContainer('NAS Workbench');
  await workbench.openFile('nas-bench-201-cells.nas.json');
  await workbench.lens('Preview Space').click();
  await webview.locator('.sample .dag-node').first().waitFor();
  await workbench.openFile('notes.md');
  await workbench.lens('Show').first().waitFor();
  await workbench.openFile('digits.nas.json');
  await workbench.lens('Run').waitFor();
  await workbench.runCommand('NAS: Show Dashboard');
  await page.setViewportSize({ width: 1400, height: 1180 });
  const row = webview.getByRole('row', { name: /measured/ });
  await row.first().waitFor();
  await webview.getByRole('columnheader', { name: 'Validation accuracy' }).click();
  await row.first().locator('[role=gridcell]').first().click();
  await webview.getByRole('region', { name: 'Selected trial' }).locator('.dag-node').first().waitFor();
  await webview.getByRole('button', { name: 'Show architecture' }).click();
  await webview.getByRole('treeitem', { name: /^input/ }).waitFor();

  for (const theme of THEME_NAMES) {
    await chooseTheme(workbench, workspace, theme);
    const file = async (name: string): Promise<void> => {
      await page.mouse.move(700, 2);
      await screenshot(`${name}-${themeFile(theme)}`);
      if (theme !== 'Dark Modern') return;
      mkdirSync('media/screenshots', { recursive: true });
      await workbench.screenshot(path.resolve(`media/screenshots/${name}.png`));
    };
    await page.setViewportSize({ width: 1400, height: 1180 });
    await workbench.editorTab('digits: run').click();
    await webview.getByRole('region', { name: 'Selected trial' }).locator('.dag-node').first().waitFor();
    await file('dashboard');
    await page.setViewportSize({ width: 1400, height: 900 });
    await workbench.editorTab(/Trial \d+/).click();
    await webview.locator('.dag-node').first().waitFor();
    await file('architecture');
    await workbench.editorTab('nas-bench-201-cells: space').click();
    await webview.locator('.sample .dag-node').first().waitFor();
    await file('space');
    await workbench.editorTab('digits.nas.json').click();
    await workbench.lens('Run').waitFor();
    await file('experiment');
    await workbench.editorTab('notes.md').click();
    await workbench.lens('Show').first().waitFor();
    await hoverCell(workbench);
    await screenshot(`inline-previews-${themeFile(theme)}`);
    if (theme === 'Dark Modern')
      await workbench.screenshot(path.resolve('media/screenshots/inline-previews.png'));
    await page.keyboard.press('Escape');
  }
});

/** The pointer must move over text that has come to rest. */
async function hoverCell(workbench: Workbench): Promise<void> {
  const { page } = workbench;
  const cell = workbench.editorLine('nor_conv_3x3~0').first();
  const picture = page.locator('.monaco-hover:visible img');
  for (let attempts = 0; attempts < 10; attempts++) {
    await page.mouse.move(700, 2);
    await cell.hover({ position: { x: 60 + attempts, y: 8 } });
    const isShown = await picture.waitFor({ timeout: 4000 }).then(
      () => true,
      () => false,
    );
    if (isShown) return;
  }
  throw new Error('the cell got no hover');
}
