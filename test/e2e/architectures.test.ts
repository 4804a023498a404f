import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { createArchitecture } from '../../src/core/graph/architecture';
import { architectureFileText } from '../../src/core/graph/architecture-text';
import { architecturePictures } from '../support/three-architectures';
import { openWindow } from './window';

/** Names and the class of the window while they are on. */
const THEMES = {
  'Light Modern': 'vs',
  'Default High Contrast': 'hc-black',
  'Dark Modern': 'vs-dark',
} as const;

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
  for (const [theme, className] of Object.entries(THEMES)) {
    mkdirSync(path.join(workspace, '.vscode'), { recursive: true });
    writeFileSync(
      path.join(workspace, '.vscode/settings.json'),
      JSON.stringify({ 'workbench.colorTheme': theme }),
    );
    await page.locator(`.monaco-workbench.${className}`).waitFor();
    await screenshot(`02-three-${theme.toLowerCase().replaceAll(' ', '-')}`);
  }
  await webview.getByRole('button', { name: 'Compare as text' }).click();
  await page.locator('.monaco-diff-editor').waitFor();
  await screenshot('03-as-text');
});
