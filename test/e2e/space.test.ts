import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { CELLS, PERCEPTRONS } from './finished-search';
import { choose } from './choose';
import { openWindow } from './window';

it('space: its skeleton and knobs, the effect of limits, what an edit changes, and another space beside it', async () => {
  const { workbench, workspace, screenshot } = await openWindow({
    name: 'space',
    withoutSamples: true,
    files: { 'cells.nas.json': CELLS, 'perceptrons.nas.json': PERCEPTRONS },
  });
  const { page, webview } = workbench;
  await workbench.openFile('perceptrons.nas.json');
  await workbench.lens('Preview Space').click();
  const drawing = webview.getByRole('listbox', { name: 'Drawing of the space' });
  await drawing.waitFor();
  await webview.locator('.sample .dag-node').first().waitFor();
  await page.setViewportSize({ width: 1400, height: 1180 });
  await screenshot('01-space');

  await drawing.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await screenshot('02-knobs');

  // The file is edited beside it: a limit, then more to choose from.
  const file = path.join(workspace, 'perceptrons.nas.json');
  const edit = (from: string, to: string): void =>
    writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));
  edit('"budget"', '"constraints": [{ "metric": "paramCount", "max": 5000 }],\n  "budget"');
  await webview
    .getByRole('region', { name: 'Effect of the limits' })
    .getByText(/Parameters/)
    .first()
    .waitFor();
  edit('[8, 32, 128]', '[8, 32, 64, 128]');
  await webview
    .locator('.changes')
    .getByText(/layer1\.units/)
    .waitFor();
  await screenshot('03-edited');

  await choose(webview, 'Space to compare with', 'cells.nas.json');
  await webview.getByText(/architectures drawn from cells\.nas\.json are in/).waitFor();
  await screenshot('04-compared');

  // What was ticked is there again after a reload.
  const ticks = webview.getByRole('checkbox', { name: /^Compare / });
  await ticks.nth(0).click();
  await ticks.nth(2).click();
  await webview
    .getByRole('button', { name: 'Compare', exact: true })
    .and(webview.locator(':enabled'))
    .waitFor();

  await workbench.reload();
  await drawing.waitFor();
  await expect
    .poll(() => webview.getByRole('checkbox', { name: /^Compare /, checked: true }).count(), {
      timeout: 30_000,
    })
    .toBe(2);
  await webview.getByText(/architectures drawn from cells\.nas\.json are in/).waitFor();
  await screenshot('05-reloaded');

  await drawing.focus();
  await page.keyboard.press('?');
  await webview.getByRole('dialog', { name: 'Keys' }).getByText('Open or close a box').waitFor();
  await screenshot('07-keys');
  await page.keyboard.press('Escape');

  // A mistake is told, and what was seen before stays.
  edit('"mlp"', '"mpl"');
  await webview.getByText(/what you see is from before/).waitFor();
  await screenshot('06-mistake');
});
