import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { it } from 'vitest';
import { createArchitecture } from '../../src/core/graph/architecture';
import { architectureFileText } from '../../src/core/graph/architecture-text';
import { architecturePictures } from '../support/three-architectures';
import type { Workbench } from '../support/vscode/workbench';
import { searchToTheEnd } from './finished-search';
import { hoverPicture } from './hover-picture';
import { chooseTheme, THEME_NAMES, themeFile } from './themes';
import type { ThemeName } from './themes';
import { openWindow } from './window';

const NOTES = `# Cells worth a look

The best cell of the table on CIFAR-10:

|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_1x1~2|

No convolution at all, and what a pooling costs:

|skip_connect~0|+|none~0|skip_connect~1|+|skip_connect~0|none~1|avg_pool_3x3~2|

Half of the weights, and nearly as good:

|nor_conv_3x3~0|+|none~0|nor_conv_1x1~1|+|skip_connect~0|nor_conv_3x3~1|avg_pool_3x3~2|
`;

const NETWORKS = ['small.arch.json', 'wide.arch.json', 'deep.arch.json'];
const TALL = { width: 1400, height: 1180 };
const WIDE = { width: 1400, height: 900 };

/** The pictures of the walkthrough, in the theme that they are for. */
const SHADE: Partial<Record<ThemeName, 'dark' | 'light'>> = {
  'Dark Modern': 'dark',
  'Light Modern': 'light',
};

/** Makes the pictures of README and walkthrough, and the same views in the other themes to look at: `npm run pictures`. */
it.skipIf(process.env['NAS_PICTURES'] === undefined)(
  'takes the pictures of README and walkthrough',
  async () => {
    const networks = architecturePictures().map(
      ({ nodes }, i) => [NETWORKS[i]!, architectureFileText(createArchitecture(nodes))] as const,
    );
    const { workbench, workspace, screenshot } = await openWindow({
      name: 'pictures',
      files: { 'notes.md': NOTES, 'new.nas.json': '', ...Object.fromEntries(networks) },
    });
    const { page, webview } = workbench;
    searchToTheEnd(workspace, 'digits.nas.json');

    await workbench.showContainer('NAS Workbench');
    await workbench.openFile('nas-bench-201-cells.nas.json');
    await workbench.lens('Preview Space').click();
    await webview.locator('.sample .dag-node').first().waitFor();
    await workbench.openFile('notes.md');
    await workbench.lens('Show').first().waitFor();
    await workbench.openFile('digits.nas.json');
    await workbench.lens('Run').waitFor();
    await openTree(workbench);
    await page.setViewportSize(TALL);
    await workbench.runCommand('NAS: Compare Architectures…');
    for (const name of NETWORKS) {
      await workbench.quickPickRow(name).locator('.monaco-checkbox, input[type=checkbox]').first().click();
    }
    await workbench.accept();
    await webview.locator('.dag-node').first().waitFor();
    await workbench.runCommand('NAS: Show Insight');
    await webview.getByRole('tab', { name: 'Parallel coordinates' }).click();
    await workbench.runCommand('NAS: Show Dashboard');
    const row = webview.getByRole('row', { name: /measured/ });
    await row.first().waitFor();
    await webview.getByRole('columnheader', { name: 'Validation accuracy' }).click();
    await row.first().locator('[role=gridcell]').first().click();
    const selected = webview.getByRole('region', { name: 'Selected trial' });
    await selected.locator('.dag-node').first().waitFor();
    await webview.getByRole('button', { name: 'Show architecture' }).click();
    await webview.getByRole('treeitem', { name: /^input/ }).waitFor();
    await webview.getByRole('radio', { name: 'Code' }).click();
    await workbench.openFile('new.nas.json');

    for (const theme of THEME_NAMES) {
      await chooseTheme(workbench, workspace, theme);
      const keep = async (name: string, step?: string): Promise<void> => {
        const file = path.resolve('test-results/e2e/pictures', `${name}-${themeFile(theme)}.png`);
        await workbench.screenshot(file);
        if (theme === 'Dark Modern' && name !== 'completion')
          await copyTo('media/screenshots', `${name}.png`);
        if (step !== undefined && SHADE[theme])
          await copyTo('media/walkthrough', `${step}-${SHADE[theme]}.png`);
      };
      const copyTo = async (folder: string, name: string): Promise<void> => {
        mkdirSync(folder, { recursive: true });
        await workbench.screenshot(path.resolve(folder, name));
      };
      const show = async (tab: string | RegExp, size: typeof TALL): Promise<void> => {
        await page.setViewportSize(size);
        await workbench.editorTab(tab).click();
        await page.mouse.move(700, 2);
      };
      await show('digits: run', TALL);
      await selected.locator('.dag-node').first().waitFor();
      await keep('dashboard', 'watch');
      await show(/Trial \d+/, WIDE);
      await webview.locator('.dag-node').first().waitFor();
      await webview.locator('pre.code').getByText(/tf\./).first().waitFor();
      await keep('architecture', 'leave');
      await show('nas-bench-201-cells: space', TALL);
      await webview.locator('.sample .dag-node').first().waitFor();
      await keep('space', 'space');
      await show('digits: insight', WIDE);
      await webview.getByRole('heading', { name: 'Parallel coordinates' }).waitFor();
      await keep('insight');
      await show(/small.*wide|Compare 3|architectures/i, WIDE);
      await webview.locator('.dag-node').first().waitFor();
      await keep('side-by-side');
      await show('digits.nas.json', WIDE);
      await workbench.lens('Run').waitFor();
      await keep('experiment', 'run');
      await show('new.nas.json', WIDE);
      await page.locator('.editor-instance:visible .view-lines').first().click();
      await page.keyboard.press('Control+Space');
      await page.locator('.suggest-widget .monaco-list-row').first().waitFor();
      await keep('completion', 'describe');
      await page.keyboard.press('Escape');
      await show('notes.md', WIDE);
      await workbench.lens('Show').first().waitFor();
      await hoverPicture(workbench, 'nor_conv_3x3~0', 60);
      await keep('inline-previews');
      await page.keyboard.press('Escape');
    }
    await screenshot('end');
  },
);

/** The run and its best trials in the sidebar. */
async function openTree(workbench: Workbench): Promise<void> {
  for (const name of [/finished|of 40/, /^Best/]) {
    const item = workbench.treeItem(name).first();
    await item.waitFor();
    if ((await item.getAttribute('aria-expanded')) !== 'true')
      await item.locator('.monaco-tl-twistie').click();
  }
}
