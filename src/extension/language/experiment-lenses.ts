import * as vscode from 'vscode';
import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import { Disposable } from '../disposable';
import { isExperiment } from '../runs/run-files';
import type { RunStore } from '../runs/run-store';
import type { WatchedRun } from '../runs/watched-run';
import { onSettingChanged, setting } from '../settings';
import { Throttle } from '../throttle';
import { bestText, progressText, runLabel, standingOf, standingWord } from '../tree/run-text';

export const EXPERIMENT_FILES: vscode.DocumentSelector = { pattern: '**/*.nas.json' };

const REDRAW_MS = 1_000;
/** Past runs that get a lens of their own; the tree has all. */
const MAX_PAST_RUNS = 3;

/**
 * *Run*, *Pause*, *Stop*, *Preview Space* and the newest runs, over the first
 * line and the space of an experiment file. Ranges come from whatever can be
 * read of the text, so they stay while it is being edited.
 */
export class ExperimentLenses extends Disposable implements vscode.CodeLensProvider {
  readonly #changed = this.register(new vscode.EventEmitter<void>());
  readonly #redraw = this.register(new Throttle<string>(REDRAW_MS, () => this.#changed.fire()));
  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(private readonly store: RunStore) {
    super();
    this.register(store.onListChanged(() => this.#redraw.add('list')));
    this.register(store.onRunChanged(() => this.#redraw.add('run')));
    this.register(onSettingChanged('codeLens.enabled', () => this.#changed.fire()));
    this.register(vscode.languages.registerCodeLensProvider(EXPERIMENT_FILES, this));
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    if (!isExperiment(document.uri) || !setting('codeLens.enabled', document.uri)) return [];
    // The first answer does not wait for the workspace to be searched; the next has the runs.
    void this.store.ready();
    const runs = this.store.experiment(document.uri)?.runs ?? [];
    const root = parseTree(document.getText());
    const top = document.lineAt(document.positionAt(root?.offset ?? 0).line).range;
    const space = root && findNodeAtLocation(root, ['space'])?.parent;
    const spaceLine = space ? document.lineAt(document.positionAt(space.offset).line).range : undefined;
    return [
      ...runCommands(document.uri, runs).map((command) => new vscode.CodeLens(top, command)),
      ...(spaceLine && spaceLine.start.line !== top.start.line
        ? [new vscode.CodeLens(spaceLine, previewCommand(document.uri))]
        : [new vscode.CodeLens(top, previewCommand(document.uri))]),
      ...runs.slice(0, MAX_PAST_RUNS).map((run) => new vscode.CodeLens(top, openCommand(run))),
    ];
  }
}

function runCommands(uri: vscode.Uri, runs: readonly WatchedRun[]): vscode.Command[] {
  const run: vscode.Command = {
    title: `$(play)\u00a0${vscode.l10n.t('Run')}`,
    tooltip: vscode.l10n.t('Start a new run of this experiment'),
    command: 'nas.run',
    arguments: [uri],
  };
  const current = runs.find(({ liveness }) => liveness === 'live') ?? runs[0];
  if (!current) return [run];
  const target = [{ runFolder: current.folder }];
  const standing = standingOf(current.state, current.liveness, current.problem);
  switch (standing) {
    case 'running':
      return [
        { title: `$(debug-pause)\u00a0${vscode.l10n.t('Pause')}`, command: 'nas.pause', arguments: target },
        { title: `$(debug-stop)\u00a0${vscode.l10n.t('Stop')}`, command: 'nas.stop', arguments: target },
      ];
    case 'paused':
      return [
        {
          title: `$(debug-continue)\u00a0${vscode.l10n.t('Continue')}`,
          command: 'nas.continue',
          arguments: target,
        },
        { title: `$(debug-stop)\u00a0${vscode.l10n.t('Stop')}`, command: 'nas.stop', arguments: target },
      ];
    case 'interrupted':
    case 'stopped-pause':
      return [
        run,
        {
          title: `$(debug-continue)\u00a0${vscode.l10n.t('Resume')}`,
          tooltip: vscode.l10n.t('Go on with the run of {0}', runLabel(current.state, current.runId)),
          command: 'nas.resume',
          arguments: target,
        },
      ];
    case 'retraining':
    case 'finished':
    case 'problem':
      return [run];
  }
}

function previewCommand(uri: vscode.Uri): vscode.Command {
  return {
    title: `$(symbol-structure)\u00a0${vscode.l10n.t('Preview Space')}`,
    tooltip: vscode.l10n.t('Show the knobs, the size and sampled candidates of this space'),
    command: 'nas.previewSpace',
    arguments: [uri],
  };
}

function openCommand(run: WatchedRun): vscode.Command {
  const standing = standingOf(run.state, run.liveness, run.problem);
  const now = Date.now();
  const facts =
    standing === 'problem'
      ? standingWord(run.state, standing)
      : standing === 'finished'
        ? bestText(run.state)
        : `${standingWord(run.state, standing)} ${progressText(run.state, now)}`;
  return {
    title: `$(graph-line)\u00a0${[runLabel(run.state, run.runId), facts].filter(Boolean).join(': ')}`,
    tooltip: vscode.l10n.t('Open the dashboard of this run'),
    command: 'nas.showDashboard',
    arguments: [{ runFolder: run.folder }],
  };
}
