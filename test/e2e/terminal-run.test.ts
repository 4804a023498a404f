import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openWindow } from './window';

/** Goes on for as long as the window looks at it. */
const ENDLESS = `{
  "task": { "kind": "image-classification", "dataset": "digits" },
  "space": { "kind": "mlp", "maxDepth": 3, "units": [16, 32, 64, 128] },
  "strategy": { "kind": "random" },
  "estimator": { "kind": "training", "epochs": 10, "batchSize": 64 },
  "objectives": [{ "metric": "valAccuracy", "goal": "maximize" }],
  "budget": { "trials": 100000 }
}
`;

it("terminal: the dashboard knows what a terminal's search uses of the machine, and holds its place while rows come in", async () => {
  const { workbench, workspace, screenshot } = await openWindow({
    name: 'terminal-run',
    withoutSamples: true,
    files: { 'endless.nas.json': ENDLESS },
  });
  const { page, webview } = workbench;
  const cli = path.resolve('dist/cli.js');
  const search = spawn(process.execPath, [cli, 'run', 'endless.nas.json'], {
    cwd: workspace,
    stdio: 'ignore',
  });
  onTestFinished(() => void search.kill('SIGKILL'));
  await expect.poll(() => existsSync(path.join(workspace, '.nas/endless')), { timeout: 60_000 }).toBe(true);

  await workbench.openFile('endless.nas.json');
  await workbench.lens('Run').waitFor();
  await workbench.runCommand('NAS: Show Dashboard');
  await webview.getByText(/^[\d.]+ of \d+ cores$/).waitFor();
  await webview.getByRole('button', { name: /^evaluator 1: Select trial \d+, epoch/ }).waitFor();
  await page.setViewportSize({ width: 1400, height: 820 });
  await screenshot('01-live');

  const grid = webview.getByRole('grid');
  const scrolled = () =>
    grid.evaluate((element) => {
      element.scrollTop = 60;
      return element.scrollTop;
    });
  await expect.poll(scrolled, { timeout: 60_000 }).toBe(60);
  await webview.getByRole('button', { name: /new above$/ }).waitFor();
  await screenshot('02-new-above');

  // Nobody says anything any more: the process is suspended.
  search.kill('SIGSTOP');
  await expect.poll(() => webview.getByText('unknown', { exact: true }).count(), { timeout: 60_000 }).toBe(2);
  await screenshot('03-unknown');
});
