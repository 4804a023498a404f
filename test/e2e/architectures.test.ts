import { expect, it } from 'vitest';
import { createArchitecture } from '../../src/core/graph/architecture';
import { architectureFileText } from '../../src/core/graph/architecture-text';
import { architecturePictures } from '../support/three-architectures';
import { chooseTheme, THEME_NAMES, themeFile } from './themes';
import { choose } from './choose';
import { openWindow } from './window';

it('compares: three architecture files stand side by side with what differs, in any theme', async () => {
  const names = ['a.arch.json', 'b.arch.json', 'c.arch.json'];
  const { workbench, workspace, screenshot } = await openWindow({
    name: 'architectures',
    withoutSamples: true,
    files: Object.fromEntries(
      architecturePictures().map(({ nodes }, i) => [
        names[i]!,
        architectureFileText(createArchitecture(nodes)),
      ]),
    ),
  });
  const { page, webview } = workbench;

  await workbench.openFile('a.arch.json');
  await webview.getByRole('listbox', { name: 'Graph of the architecture' }).waitFor();
  await screenshot('00-file');
  expect(await webview.getByRole('alert').isVisible()).toBe(false);

  await workbench.runCommand('NAS: Compare Architectures…');
  for (const name of names) {
    await workbench.quickPickRow(name).waitFor();
    await workbench.quickPickRow(name).locator('.monaco-checkbox, input[type=checkbox]').first().click();
  }
  await screenshot('01-which');
  await workbench.accept();
  await webview.getByText('conv 3×3 → conv 5×5 in block2').waitFor();
  for (const theme of THEME_NAMES) {
    await chooseTheme(workbench, workspace, theme);
    await screenshot(`02-three-${themeFile(theme)}`);
  }
  await webview.locator('.column .dag-view, .column [role=listbox]').first().focus();
  await page.keyboard.press('F7');
  await webview.getByText(/^1 of \d+ differences$/).waitFor();
  await webview.getByRole('textbox', { name: 'Search nodes' }).fill('conv');
  await webview.getByText(/found/).first().waitFor();
  await choose(webview, 'Colour of the nodes', 'Colour by parameters');
  await webview.getByRole('radio', { name: 'B' }).click();
  await screenshot('03-searched');
  await webview.getByRole('button', { name: 'Compare B with C as text' }).click();
  await page.locator('.monaco-diff-editor').waitFor();
  await screenshot('04-as-text');
});
