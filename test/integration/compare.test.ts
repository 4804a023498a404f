import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { formatUnfinished } from '../../src/core/comparison/planned';
import type { PlannedComparison } from '../../src/core/comparison/planned';
import type { ComparisonResult } from '../../src/core/comparison/result';
import { runComparison } from '../../src/extension/comparison/run-comparison';
import { RunStore } from '../../src/extension/runs/run-store';
import { SearchClient } from '../../src/extension/search/search-client';
import type { ComparisonEnd } from '../../src/protocol/compare-protocol';
import { activateExtension, eventually, workspaceFolder, writeFile } from './in-host';

/** Two knobs and nine candidates, looked up in a moment. */
const TABLE = {
  'compare/table.json': JSON.stringify({
    format: 'nas-table-declaration',
    data: 'results.csv',
    space: {
      kind: 'table',
      knobs: [
        { name: 'depth', values: [1, 2, 3], ordinal: true },
        { name: 'width', values: [8, 16, 32], ordinal: true },
      ],
    },
    candidate: { columns: { depth: 'd', width: 'w' } },
    metrics: [{ name: 'valAccuracy', column: 'acc', scale: 0.01, goal: 'maximize', unit: 'fraction' }],
    simulatedSeconds: { column: 'seconds' },
  }),
  'compare/results.csv': `d,w,acc,seconds\n${[1, 2, 3]
    .flatMap((d) => [8, 16, 32].map((w) => `${d},${w},${50 + 10 * d - w / 8},${10 * d}`))
    .join('\n')}\n`,
};

const ON_TABLE = {
  space: { kind: 'table' },
  strategy: { kind: 'grid' },
  estimator: { kind: 'table', path: 'table.json' },
  objectives: [{ metric: 'valAccuracy', goal: 'maximize' }],
  budget: { trials: 6 },
};

const TRAINED = {
  task: { kind: 'image-classification', dataset: 'digits' },
  space: { kind: 'mlp', maxDepth: 2, units: [8, 16] },
  estimator: { kind: 'training', epochs: 1, batchSize: 128, measureLatency: false },
  objectives: [{ metric: 'valAccuracy', goal: 'maximize' }],
  budget: { trials: 4 },
};

describe('Compare Strategies', () => {
  let searches: SearchClient;

  before(async () => {
    const { extensionPath } = await activateExtension();
    for (const [name, text] of Object.entries(TABLE)) writeFile(name, text);
    const log = vscode.window.createOutputChannel('test', { log: true });
    const storage = { folder: path.join(workspaceFolder().fsPath, 'storage') };
    searches = new SearchClient(extensionPath, new RunStore(log), log, storage);
  });
  after(() => searches.dispose());
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it("compares the experiment's own strategy with random search, and shows both side by side", async () => {
    const file = writeFile('compare/first.nas.json', JSON.stringify(ON_TABLE));
    await accepted(vscode.commands.executeCommand('nas.compareStrategies', file));
    const { strategies, seeds, budget } = resultOf('first');
    assert.deepEqual(strategies.map(({ name }) => name).sort(), ['grid', 'random']);
    assert.deepEqual([seeds.length, budget], [30, 6]);
    assert.deepEqual(filesOf('first'), [
      'comparison.json',
      'curves.csv',
      'report.html',
      'report.md',
      'searches.jsonl',
      'summary.csv',
      'tests.csv',
    ]);
    const tab = await eventually(() => {
      const active = vscode.window.tabGroups.activeTabGroup.activeTab;
      return active?.input instanceof vscode.TabInputWebview ? active : undefined;
    });
    assert.match((tab.input as vscode.TabInputWebview).viewType, /nas\.compare$/);
    assert.equal(tab.label, 'Strategies on first');
    assert.equal(existsSync(unfinishedOf('first')), false);
  });

  it('offers to go on with one that was interrupted', async () => {
    const plan: PlannedComparison = {
      strategies: [{ name: 'climb', options: { kind: 'local-search' } }, { options: { kind: 'random' } }],
      seeds: [5, 6],
      budget: 3,
    };
    const file = writeFile('compare/broken.nas.json', JSON.stringify(ON_TABLE));
    mkdirSync(path.dirname(unfinishedOf('broken')), { recursive: true });
    writeFileSync(unfinishedOf('broken'), formatUnfinished(plan));
    await accepted(vscode.commands.executeCommand('nas.compareStrategies', file));
    const { strategies, seeds, budget } = resultOf('broken');
    assert.deepEqual(
      strategies.map(({ name }) => name),
      ['climb', 'random'],
    );
    assert.deepEqual([seeds, budget], [[5, 6], 3]);
    assert.equal(existsSync(unfinishedOf('broken')), false);
  });

  it('does nothing when it is left at the first question, and for an experiment that cannot run', async () => {
    const left = writeFile('compare/left.nas.json', JSON.stringify(ON_TABLE));
    await repeated(
      'workbench.action.closeQuickOpen',
      vscode.commands.executeCommand('nas.compareStrategies', left),
    );
    const wrong = writeFile(
      'compare/wrong.nas.json',
      JSON.stringify({ ...ON_TABLE, strategy: { kind: 'guess' } }),
    );
    await repeated('notifications.clearAll', vscode.commands.executeCommand('nas.compareStrategies', wrong));
    assert.deepEqual([foldersOf('left'), foldersOf('wrong')], [[], []]);
  });

  it('trains, stops when it is cancelled, keeps what is done, and goes on to the end', async () => {
    const file = writeFile('compare/trained.nas.json', JSON.stringify(TRAINED));
    const plan: PlannedComparison = {
      strategies: [{ options: { kind: 'random' } }, { options: { kind: 'local-search' } }],
      seeds: [1, 2, 3],
      budget: 3,
    };
    const cancelling = new vscode.CancellationTokenSource();
    const stopped = await runComparison(searches, file, plan, cancelling.token, ({ done }) => {
      if (done === 1) cancelling.cancel();
    });
    assert.deepEqual([stopped.reason, existsSync(unfinishedOf('trained'))], ['stopped', true]);
    const { done: kept } = stopped as Extract<ComparisonEnd, { reason: 'stopped' }>;
    assert.ok(kept >= 1 && kept < 6, `${kept} of 6`);

    const steps: number[] = [];
    const { token } = new vscode.CancellationTokenSource();
    const end = await runComparison(searches, file, plan, token, ({ done }) => steps.push(done));
    assert.equal(end.reason, 'finished');
    assert.deepEqual([steps[0], steps.at(-1)], [kept, 6]);
    assert.equal(resultOf('trained').seconds, 'measured');
  });

  it('rejects with what is wrong, and its process leaves', async () => {
    const estimator = { kind: 'table', path: 'missing.json' };
    const file = writeFile('compare/missing.nas.json', JSON.stringify({ ...ON_TABLE, estimator }));
    const plan: PlannedComparison = { strategies: [], seeds: [1], budget: 3 };
    const { token } = new vscode.CancellationTokenSource();
    const failing = runComparison(searches, file, plan, token, () => undefined);
    await assert.rejects(failing, { message: 'strategies: expected two strategies or more, but got none' });
    const two = { ...plan, strategies: [{ options: { kind: 'random' } }, { options: { kind: 'grid' } }] };
    await assert.rejects(
      runComparison(searches, file, two, token, () => undefined),
      /missing\.json/,
    );
  });
});

/** Takes the first answer, or the usual one, of every question until the command has ended. */
function accepted(command: Thenable<unknown>): Promise<void> {
  return repeated('workbench.action.acceptSelectedQuickOpenItem', command);
}

async function repeated(command: string, until: Thenable<unknown>): Promise<void> {
  let ended = false;
  const end = (): void => void (ended = true);
  until.then(end, end);
  while (!ended) {
    await vscode.commands.executeCommand(command);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function compareFolder(): string {
  return path.join(workspaceFolder().fsPath, 'compare', '.nas', 'compare');
}

function foldersOf(experiment: string): string[] {
  if (!existsSync(compareFolder())) return [];
  return readdirSync(compareFolder()).filter((name) => new RegExp(`^${experiment}-[0-9a-f]{8}$`).test(name));
}

function filesOf(experiment: string): string[] {
  const [folder] = foldersOf(experiment);
  return readdirSync(path.join(compareFolder(), folder!)).sort();
}

function resultOf(experiment: string): ComparisonResult {
  const [folder] = foldersOf(experiment);
  const text = readFileSync(path.join(compareFolder(), folder!, 'comparison.json'), 'utf8');
  return JSON.parse(text) as ComparisonResult;
}

function unfinishedOf(experiment: string): string {
  return path.join(compareFolder(), `${experiment}.unfinished.json`);
}
