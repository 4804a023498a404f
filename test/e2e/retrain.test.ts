import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, vi } from 'vitest';
import { readJournal } from '../../src/core/journal/read';
import { replay } from '../../src/core/journal/replay';
import type { RunState } from '../../src/core/journal/run-state';
import { openWindow } from './window';

const WAIT = { timeout: 120_000, interval: 250 };

const EXPERIMENT = `{
  "task": { "kind": "image-classification", "dataset": "digits" },
  "space": { "kind": "mlp", "maxDepth": 2, "units": [16, 32] },
  "strategy": { "kind": "random" },
  "estimator": { "kind": "training", "epochs": 3, "batchSize": 64 },
  "objectives": [
    { "metric": "valAccuracy", "goal": "maximize" },
    { "metric": "paramCount", "goal": "minimize" }
  ],
  "budget": { "trials": 6 }
}
`;

it('retrains: the candidates of a finished run are chosen, trained for longer, and shown beside the search', async () => {
  const { workbench, workspace, screenshot } = await openWindow({
    name: 'retrain',
    withoutSamples: true,
    files: { 'small.nas.json': EXPERIMENT },
  });
  const { webview } = workbench;
  execFileSync(process.execPath, [path.resolve('dist/cli.js'), 'run', 'small.nas.json'], { cwd: workspace });

  await workbench.showContainer('NAS Workbench');
  await workbench.openFile('small.nas.json');
  await workbench.lens('Run').waitFor();
  await workbench.runCommand('NAS: Show Dashboard');
  await webview
    .getByRole('row', { name: /measured/ })
    .first()
    .waitFor();

  await workbench.runCommand('NAS: Retrain Candidates');
  await workbench
    .quickPickRow(/Trial \d/)
    .first()
    .waitFor();
  await screenshot('01-candidates');
  await workbench.accept();
  await workbench.quickPickRow('9 epochs').waitFor();
  await screenshot('02-epochs');
  await workbench.pick('9 epochs');
  await workbench.pick('3 seeds');
  await vi.waitFor(
    () => expect(state(workspace).retraining ?? state(workspace).retrained[0]).toBeDefined(),
    WAIT,
  );
  await screenshot('03-retraining');
  await vi.waitFor(() => {
    const { retrained, retraining } = state(workspace);
    expect(retraining).toBeUndefined();
    expect(retrained.every(({ seeds }) => seeds.length === 3)).toBe(true);
  }, WAIT);
  await workbench.toast(/etrain/).waitFor();
  await webview.getByRole('columnheader', { name: 'Test accuracy, retrained' }).click();
  await webview
    .getByRole('gridcell', { name: /± .* \(3\)/ })
    .first()
    .click();
  await webview.getByRole('heading', { name: 'Retrained: 3 seeds, 9 epochs' }).waitFor();
  await screenshot('04-retrained');
});

function state(workspace: string): RunState {
  const runs = path.join(workspace, '.nas/small');
  const [run] = readdirSync(runs);
  return replay(readJournal(readFileSync(path.join(runs, run!, 'journal.jsonl'), 'utf8')).events);
}
