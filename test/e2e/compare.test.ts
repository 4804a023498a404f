import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { openWindow } from './window';

const EXPERIMENT = `{
  "task": { "kind": "image-classification", "dataset": "digits" },
  "space": { "kind": "mlp", "maxDepth": 2, "units": [8, 16] },
  "strategy": { "kind": "local-search" },
  "estimator": { "kind": "training", "epochs": 1, "batchSize": 128 },
  "budget": { "trials": 3 }
}
`;

it('compares: strategies are chosen and searched with, and the report says which one leads', async () => {
  const { workbench, workspace, screenshot } = await openWindow({
    name: 'compare',
    withoutSamples: true,
    files: { 'small.nas.json': EXPERIMENT },
  });
  const { page, webview } = workbench;
  await workbench.openFile('small.nas.json');
  await workbench.lens('Run').waitFor();

  await workbench.runCommand('NAS: New Experiment');
  await workbench.pick('Built-in digits');
  await workbench.pick('chain-cnn');
  await workbench.quickPickRow('Automatic').waitFor();
  await screenshot('00-how-to-search');
  await page.keyboard.press('Escape');

  await workbench.runCommand('NAS: Compare Strategies');
  await workbench.quickPickRow("local-search · this experiment's").waitFor();
  await screenshot('01-strategies');
  await workbench.accept();
  await page.getByText('How many searches of each strategy').waitFor();
  await workbench.quickInput.fill('2');
  await page.getByText('cannot tell 2 strategies apart').waitFor();
  await screenshot('02-seeds');
  await workbench.accept();
  await page.getByText('How many candidates is each of the 4 searches to train?').waitFor();
  await workbench.answer('3');
  await workbench.toast('Comparing 2 strategies on small').waitFor();
  await screenshot('03-comparing');
  await webview.getByRole('heading', { name: 'Strategies on small' }).waitFor();
  await workbench.toast('Comparing 2 strategies on small').waitFor({ state: 'hidden' });
  await screenshot('04-report');

  await webview.getByRole('button', { name: 'Export Report' }).click();
  await workbench.acceptFileDialog('.html');
  await workbench.toast(/Exported the report/).waitFor();
  await screenshot('05-exported');
  const [report] = readdirSync(workspace).filter((name) => name.endsWith('.html'));
  expect(readFileSync(path.join(workspace, report!), 'utf8')).toContain('<title>Strategies on small</title>');

  const compared = path.join(workspace, '.nas/compare');
  const [folder] = readdirSync(compared);
  const result: unknown = JSON.parse(readFileSync(path.join(compared, folder!, 'comparison.json'), 'utf8'));
  expect(result).toMatchObject({ seeds: [1, 2] });
  expect(existsSync(path.join(compared, folder!, 'summary.csv'))).toBe(true);
});
