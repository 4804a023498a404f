import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { budgetOf } from '../../src/core/journal/query';
import { readJournal } from '../../src/core/journal/read';
import { replay } from '../../src/core/journal/replay';
import type { RunState } from '../../src/core/journal/run-state';
import { RunStore } from '../../src/extension/runs/run-store';
import type { WatchedRun } from '../../src/extension/runs/watched-run';
import { activateExtension, eventually, writeFile } from './in-host';

const CANDIDATE = 'depth=2, layer1.units=16, layer2.units=8, activation=swish, norm=batch';
const OTHER = 'depth=2, layer1.units=8, layer2.units=16, activation=tanh, norm=batch';

describe('Extend Budget, Enqueue Candidate and Measure Again', () => {
  let store: RunStore;

  before(async () => {
    await activateExtension();
    store = new RunStore(vscode.window.createOutputChannel('test', { log: true }));
  });
  after(() => store.dispose());

  it('change a run that is going on', async () => {
    const { folder } = await startedRun('control-live', 1000);
    const target = { runFolder: folder };
    await eventually(() => (stateOf(folder).trials[0]?.status === 'measured' ? true : undefined));
    await vscode.commands.executeCommand('nas.pause', target);
    await eventually(() =>
      stateOf(folder).trials.every(({ status }) => status !== 'running') ? true : undefined,
    );
    const nBefore = stateOf(folder).trials.length;
    await vscode.commands.executeCommand('nas.extendBudget', { ...target, trials: 5 });
    assert.deepEqual(budgetOf(stateOf(folder)), { trials: 1005 });
    await vscode.commands.executeCommand('nas.enqueueCandidate', { ...target, notation: CANDIDATE });
    await vscode.commands.executeCommand('nas.rerunTrial', { ...target, trial: 0 });
    assert.deepEqual(
      stateOf(folder).queue.map(({ operator }) => operator),
      ['enqueued', 'rerun'],
    );
    await vscode.commands.executeCommand('nas.continue', target);
    await eventually(() => (stateOf(folder).trials.length >= nBefore + 3 ? true : undefined));
    await vscode.commands.executeCommand('nas.stop', target);
    const [enqueued, again, next] = stateOf(folder).trials.slice(nBefore);
    assert.equal(enqueued?.architecture, CANDIDATE);
    assert.deepEqual([again?.operator, ...again!.parents], ['rerun', 0]);
    assert.equal(next?.operator, 'sample');
  });

  it('ask for what is not said, and are taken up by a run that has ended', async () => {
    const run = await startedRun('control-ended', 3);
    const { folder } = run;
    await ended(run);
    await vscode.env.clipboard.writeText(OTHER);
    // The box has what was copied.
    await accept(vscode.commands.executeCommand('nas.enqueueCandidate', { runFolder: folder }));
    assert.deepEqual(
      stateOf(folder).queue.map(({ architecture }) => architecture),
      [OTHER],
    );
    await vscode.commands.executeCommand('notifications.clearAll');
    await accept(vscode.commands.executeCommand('nas.extendBudget', { runFolder: folder }));
    await eventually(() => (budgetOf(stateOf(folder)).trials === 23 ? true : undefined));
    await ended(run);
    assert.equal(stateOf(folder).trials[3]?.architecture, OTHER);
    assert.equal(stateOf(folder).trials.length, 23);
  });

  it('write nothing when they are left', async () => {
    const [run] = store.runs().filter(({ experimentName }) => experimentName === 'control-ended');
    const target = { runFolder: run!.folder };
    const before = stateOf(run!.folder);
    for (const command of ['nas.enqueueCandidate', 'nas.extendBudget']) {
      await repeat('workbench.action.closeQuickOpen', vscode.commands.executeCommand(command, target));
    }
    assert.deepEqual(stateOf(run!.folder), before);
  });

  async function startedRun(name: string, trials: number): Promise<WatchedRun> {
    const file = writeFile(
      `${name}.nas.json`,
      JSON.stringify({
        task: { kind: 'image-classification', dataset: 'digits' },
        space: { kind: 'mlp', maxDepth: 4, units: [8, 16, 32, 64] },
        strategy: { kind: 'random' },
        estimator: { kind: 'training', epochs: 1, batchSize: 128, measureLatency: false },
        budget: { trials },
        execution: { evaluators: 1 },
      }),
    );
    await vscode.commands.executeCommand('nas.run', file);
    return eventually(async () => {
      await store.refresh();
      return store.runs().find(({ experimentName }) => experimentName === name);
    });
  }
});

async function ended(run: WatchedRun): Promise<void> {
  await eventually(async () => {
    await run.look();
    return run.state.status.kind === 'ended' && run.liveness === 'idle' ? true : undefined;
  });
}

function stateOf(folder: string): RunState {
  return replay(readJournal(readFileSync(path.join(folder, 'journal.jsonl'), 'utf8')).events);
}

/** Takes what a question proposes; it shows a moment after its command. */
function accept(asked: Thenable<unknown>): Promise<void> {
  return repeat('workbench.action.acceptSelectedQuickOpenItem', asked);
}

async function repeat(command: string, asked: Thenable<unknown>): Promise<void> {
  let isOver = false;
  const end = (): void => void (isOver = true);
  asked.then(end, end);
  while (!isOver) {
    await vscode.commands.executeCommand(command);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
