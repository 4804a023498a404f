import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { openWindow } from './window';

const WAIT = { timeout: 60_000, interval: 250 };

/** Longer than the tour: it is stopped by hand. */
const LONG = `{
  "task": { "kind": "image-classification", "dataset": "digits" },
  "space": { "kind": "mlp", "maxDepth": 5, "units": [16, 24, 32, 40, 48] },
  "strategy": { "kind": "random" },
  "estimator": { "kind": "training", "epochs": 12, "batchSize": 32 },
  "objectives": [{ "metric": "valAccuracy", "goal": "maximize" }],
  "budget": { "trials": 2000 }
}
`;

it('live: a terminal’s search is found, told by badge and status bar, held and stopped from there, and follows a rename', async () => {
  const { workbench, workspace, screenshot } = await openWindow({
    name: 'live',
    withoutSamples: true,
    files: { 'long.nas.json': LONG },
  });
  const { page } = workbench;
  await workbench.showContainer('NAS Workbench');
  await workbench.treeItem(/long/).waitFor();

  // Nothing has searched here before: the folder of runs is new to the window.
  const search = spawn(process.execPath, [path.resolve('dist/cli.js'), 'run', 'long.nas.json'], {
    cwd: workspace,
    stdio: 'ignore',
  });
  const ended = once(search, 'exit');
  onTestFinished(() => void search.kill('SIGKILL'));
  const item = workbench.statusBarItem(/long · \d+ of 2,?000/);
  await item.waitFor();
  const container = page.getByRole('tab', { name: /NAS Workbench/ });
  await vi.waitFor(
    async () => expect(await container.getAttribute('aria-label')).toMatch(/1 search is running/),
    WAIT,
  );
  await workbench.treeItem(/long/).click();
  await screenshot('01-running');

  await item.hover();
  const tooltip = page.locator('.monaco-hover:visible', { hasText: 'Dashboard' });
  await tooltip.waitFor();
  await screenshot('02-tooltip');
  await tooltip.getByRole('link', { name: 'Pause' }).click();
  await vi.waitFor(
    async () => expect(await container.getAttribute('aria-label')).not.toMatch(/running/),
    WAIT,
  );
  await item.locator('.codicon-debug-pause').waitFor();
  await screenshot('03-paused');
  await item.click();
  await workbench.webview.getByText('Paused').first().waitFor();
  await workbench.webview.getByRole('button', { name: 'Stop' }).click();
  await ended;
  await item.waitFor({ state: 'hidden' });

  // Its runs go along with the file.
  await workbench.showContainer('Explorer');
  await workbench.treeItem('long.nas.json').click();
  await page.keyboard.press('F2');
  const name = page.locator('.explorer-item input');
  await name.fill('short.nas.json');
  await name.press('Enter');
  // VS Code asks before an extension changes more than the name.
  await page.getByRole('dialog').getByRole('button', { name: 'OK' }).click();
  await vi.waitFor(() => expect(existsSync(path.join(workspace, '.nas/short'))).toBe(true), WAIT);
  expect(readdirSync(path.join(workspace, '.nas/short'))).toHaveLength(1);
  expect(existsSync(path.join(workspace, '.nas/long'))).toBe(false);
  await workbench.showContainer('NAS Workbench');
  await workbench.treeItem(/short/).waitFor();
  await screenshot('04-renamed');

  // So does the dashboard that is open.
  await workbench.editorTab('short: run').click();
  await workbench.webview.getByRole('button', { name: 'Resume' }).waitFor();
  await workbench.webview
    .getByRole('row', { name: /measured/ })
    .first()
    .waitFor();
  expect(await workbench.webview.getByText('the run folder has no journal').count()).toBe(0);
  await screenshot('05-followed');
});
