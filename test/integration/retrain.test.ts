import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { readJournal } from '../../src/core/journal/read';
import { replay } from '../../src/core/journal/replay';
import { retrainedModelPath } from '../../src/core/journal/retrained';
import type { RunState } from '../../src/core/journal/run-state';
import { RunStore } from '../../src/extension/runs/run-store';
import { activateExtension, eventually, writeFile } from './in-host';

const EXPERIMENT = JSON.stringify({
  task: { kind: 'image-classification', dataset: 'digits' },
  space: { kind: 'mlp', maxDepth: 2, units: [8, 16] },
  strategy: { kind: 'random' },
  estimator: { kind: 'training', epochs: 1, batchSize: 128, measureLatency: false },
  budget: { trials: 3 },
  execution: { evaluators: 1 },
});

describe('Retrain Candidates', () => {
  let store: RunStore;
  let runFolder: string;

  before(async () => {
    await activateExtension();
    store = new RunStore(vscode.window.createOutputChannel('test', { log: true }));
    const file = writeFile('retrain.nas.json', EXPERIMENT);
    await vscode.commands.executeCommand('nas.run', file);
    await store.refresh();
    const run = await eventually(async () => {
      await store.refresh();
      const [found] = store.runs().filter(({ experimentName }) => experimentName === 'retrain');
      return found?.state.status.kind === 'ended' && found.liveness === 'idle' ? found : undefined;
    });
    runFolder = run.folder;
    await free();
  });
  after(() => store.dispose());

  it('trains the trial that it is asked on with what the first choices say, and keeps the models', async () => {
    const retraining = vscode.commands.executeCommand('nas.retrain', { runFolder, trials: [1] });
    // Three times the epochs of the search, three seeds: the first choice of each question.
    await acceptUntil(() => state().retrained.some(({ seeds }) => seeds.length === 3));
    await closeNotification(retraining);
    const [retrained] = state().retrained;
    assert.deepEqual([retrained!.trial, retrained!.epochs, state().retraining], [1, 3, undefined]);
    for (const { seed, metrics } of retrained!.seeds) {
      assert.ok(metrics['testAccuracy']! > 0);
      const model = path.join(runFolder, ...retrainedModelPath(retrained!, seed), 'model.json');
      assert.ok(existsSync(model), model);
    }
    await free();
  });

  it('shows a run as retraining while its process is at it, and lets Stop end it', async () => {
    const run = store.run(runFolder)!;
    const retraining = vscode.commands.executeCommand('nas.retrain', { runFolder, trials: [0, 1, 2] });
    await acceptUntil(() => state().retraining !== undefined);
    await eventually(async () => {
      await run.look();
      return run.liveness === 'retraining' || run.state.retraining === undefined ? true : undefined;
    });
    if (run.liveness === 'retraining') await vscode.commands.executeCommand('nas.stop', { runFolder });
    await closeNotification(retraining);
    await free();
    await run.look();
    assert.equal(run.liveness, 'idle');
    assert.equal(state().retraining, undefined);
  });

  it('does nothing when it is left at the first question', async () => {
    const before = readFileSync(path.join(runFolder, 'journal.jsonl'), 'utf8');
    const asked = vscode.commands.executeCommand('nas.retrain', { runFolder });
    await repeat('workbench.action.closeQuickOpen', asked);
    assert.equal(readFileSync(path.join(runFolder, 'journal.jsonl'), 'utf8'), before);
  });

  function state(): RunState {
    return replay(readJournal(readFileSync(path.join(runFolder, 'journal.jsonl'), 'utf8')).events);
  }

  /** Takes the first choice of every question until `done`. */
  async function acceptUntil(done: () => boolean): Promise<void> {
    while (!done()) {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      await pause();
    }
  }

  /** The process has let go of the run. */
  async function free(): Promise<void> {
    await eventually(() => (existsSync(path.join(runFolder, 'lease.json')) ? undefined : true));
  }
});

/** The message at the end waits for an answer: it is put away until the command has ended. */
function closeNotification(command: Thenable<unknown>): Promise<void> {
  return repeat('notifications.clearAll', command);
}

async function repeat(command: string, until: Thenable<unknown>): Promise<void> {
  let ended = false;
  const end = (): void => void (ended = true);
  until.then(end, end);
  while (!ended) {
    await vscode.commands.executeCommand(command);
    await pause();
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 50));
}
