import * as vscode from 'vscode';
import type { ComparisonList } from '../comparison/comparison-list';
import { Disposable } from '../disposable';
import { Throttle } from '../throttle';
import type { ExperimentEntry, RunStore } from '../runs/run-store';
import type { WatchedRun } from '../runs/watched-run';
import { treeItem } from './tree-items';
import { GROUP_LIMIT, groupsOf, groupTrials } from './tree-nodes';
import type { ComparisonNode, ExperimentNode, GroupNode, RunNode, TreeNode } from './tree-nodes';

export const TREE_VIEW = 'nas.experiments';

/** Redraws at most so often. */
const REDRAW_MS = 250;

/** Experiments, their runs, and the trials of each in groups. */
export class ExperimentTree extends Disposable implements vscode.TreeDataProvider<TreeNode> {
  readonly #changed = this.register(new vscode.EventEmitter<TreeNode | undefined>());
  /** One object per node for its whole life: the tree finds what to redraw by identity. */
  readonly #nodes = new Map<string, TreeNode>();
  readonly #redraw = this.register(new Throttle<string>(REDRAW_MS, (ids) => this.#fire(ids)));
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(
    private readonly store: RunStore,
    private readonly comparisons: ComparisonList,
  ) {
    super();
    this.register(comparisons.onChanged(() => this.#redraw.add(ROOT)));
    this.register(store.onListChanged((entry) => this.#redraw.add(entry ? experimentId(entry) : ROOT)));
    // The experiment's own description tells of its newest run too.
    this.register(store.onRunChanged(({ run }) => this.#redraw.add(this.#topNodeOf(run))));
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    const hasChildren =
      node.kind === 'experiment' && node.entry.runs.length + this.comparisons.of(node.entry.uri).length > 0;
    return treeItem(node, Date.now(), hasChildren);
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    switch (node?.kind) {
      case undefined:
        await Promise.all([this.store.ready(), this.comparisons.ready()]);
        return this.store.experiments().map((entry) => this.#experimentNode(entry));
      case 'experiment':
        return [...this.#comparisonNodes(node.entry), ...node.entry.runs.map((run) => this.#runNode(run))];
      case 'run':
        return groupsOf(node.run.state, node.run.liveness === 'live').map((group) => {
          const id = `group:${node.run.folder}:${group}`;
          return this.#known<GroupNode>({ kind: 'group', id, run: node.run, group });
        });
      case 'group':
        return this.#trialNodes(node);
      case 'comparison':
      case 'trial':
      case 'more':
        return [];
    }
  }

  getParent(node: TreeNode): TreeNode | undefined {
    switch (node.kind) {
      case 'experiment':
        return undefined;
      case 'comparison':
        return this.#experimentNode(node.entry);
      case 'run': {
        const entry = this.store.experiments().find(({ runs }) => runs.includes(node.run));
        return entry && this.#experimentNode(entry);
      }
      case 'group':
        return this.#runNode(node.run);
      case 'trial':
        return this.#nodes.get(`group:${node.run.folder}:${node.group}`);
      case 'more':
        return this.#nodes.get(`group:${node.run.folder}:all`);
    }
  }

  runNode(run: WatchedRun): RunNode {
    return this.#runNode(run);
  }

  #comparisonNodes(entry: ExperimentEntry): ComparisonNode[] {
    return this.comparisons.of(entry.uri).map((comparison) =>
      this.#known<ComparisonNode>({
        kind: 'comparison',
        id: `comparison:${comparison.folder}`,
        entry,
        comparison,
      }),
    );
  }

  #trialNodes({ run, group }: GroupNode): TreeNode[] {
    const trials = groupTrials(run, group);
    const shown = trials.slice(0, GROUP_LIMIT).map(({ trial }) =>
      this.#known<TreeNode>({
        kind: 'trial',
        id: `trial:${run.folder}:${group}:${trial}`,
        run,
        group,
        trial,
      }),
    );
    if (trials.length <= GROUP_LIMIT) return shown;
    return [
      ...shown,
      { kind: 'more', id: `more:${run.folder}:${group}`, run, count: trials.length - GROUP_LIMIT },
    ];
  }

  #experimentNode(entry: ExperimentEntry): ExperimentNode {
    return this.#known<ExperimentNode>({ kind: 'experiment', id: experimentId(entry), entry });
  }

  #runNode(run: WatchedRun): RunNode {
    return this.#known<RunNode>({ kind: 'run', id: runIdOf(run), run });
  }

  /** The node that was drawn under this id, if it still shows the same thing. */
  #known<N extends TreeNode>(node: N): N {
    const old = this.#nodes.get(node.id);
    if (old && subjectOf(old) === subjectOf(node)) return old as N;
    this.#nodes.set(node.id, node);
    return node;
  }

  #topNodeOf(run: WatchedRun): string {
    const entry = this.store.experiments().find(({ runs }) => runs.includes(run));
    return entry ? experimentId(entry) : ROOT;
  }

  #fire(ids: ReadonlySet<string>): void {
    if (ids.has(ROOT)) {
      this.#changed.fire(undefined);
      return;
    }
    for (const id of ids) this.#changed.fire(this.#nodes.get(id));
  }
}

const ROOT = '';

function experimentId(entry: ExperimentEntry): string {
  return `experiment:${entry.uri.toString()}`;
}

function runIdOf(run: WatchedRun): string {
  return `run:${run.folder}`;
}

function subjectOf(node: TreeNode): object {
  return node.kind === 'experiment' || node.kind === 'comparison' ? node.entry : node.run;
}
