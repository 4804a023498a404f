import * as vscode from 'vscode';
import { Disposable } from './disposable';
import { Throttle } from './throttle';
import type { RunStore } from './runs/run-store';
import type { WatchedRun } from './runs/watched-run';
import { retrainingText } from './tree/retrained-text';
import { bestText, etaText, progressText, runMarkdown, standingOf } from './tree/run-text';

const REDRAW_MS = 500;

/** Best, progress and time left of the newest live run, retraining ones too; shown only while there is one. */
export class StatusBar extends Disposable {
  readonly #item = this.register(
    vscode.window.createStatusBarItem('nas.status', vscode.StatusBarAlignment.Left, 50),
  );
  readonly #redraw = this.register(new Throttle<'draw'>(REDRAW_MS, () => this.#draw()));

  constructor(private readonly store: RunStore) {
    super();
    this.#item.name = vscode.l10n.t('NAS Search');
    this.register(store.onRunChanged(() => this.#redraw.add('draw')));
    this.register(store.onListChanged(() => this.#redraw.add('draw')));
  }

  #draw(): void {
    const live = this.store
      .runs()
      .filter(({ liveness }) => liveness === 'live' || liveness === 'retraining')
      .sort((a, b) => b.runId.localeCompare(a.runId));
    const [run] = live;
    if (!run) {
      this.#item.hide();
      return;
    }
    this.#item.text = statusText(run, live.length, Date.now());
    this.#item.tooltip = statusTooltip(run);
    this.#item.command = {
      command: 'nas.showDashboard',
      title: vscode.l10n.t('Show Dashboard'),
      arguments: [{ runFolder: run.folder }],
    };
    this.#item.accessibilityInformation = {
      label: vscode.l10n.t(
        'Search {0}: {1}',
        run.experimentName,
        this.#item.text.replace(/\$\([^)]*\)\s*/, ''),
      ),
    };
    this.#item.show();
  }
}

function statusText(run: WatchedRun, count: number, now: number): string {
  const standing = standingOf(run.state, run.liveness, run.problem);
  const icon = standing === 'paused' ? '$(debug-pause)' : '$(sync~spin)';
  const others = count > 1 ? `+${count - 1}` : '';
  const parts = [run.experimentName];
  if (standing === 'retraining') parts.push(retrainingText(run.state));
  else parts.push(progressText(run.state, now), bestText(run.state));
  if (standing === 'running') parts.push(etaText(run.state, now));
  return `${icon} ${[...parts, others].filter((part) => part !== '').join(' · ')}`;
}

function statusTooltip(run: WatchedRun): vscode.MarkdownString {
  const standing = standingOf(run.state, run.liveness, run.problem);
  const link = (command: string, label: string): string =>
    `[${label}](command:${command}?${encodeURIComponent(JSON.stringify([{ runFolder: run.folder }]))})`;
  const actions = [
    link('nas.showDashboard', `$(graph-line) ${vscode.l10n.t('Dashboard')}`),
    ...(standing === 'running' ? [link('nas.pause', `$(debug-pause) ${vscode.l10n.t('Pause')}`)] : []),
    ...(standing === 'paused'
      ? [link('nas.continue', `$(debug-continue) ${vscode.l10n.t('Continue')}`)]
      : []),
    link('nas.stop', `$(debug-stop) ${vscode.l10n.t('Stop')}`),
    `[$(server-process) ${vscode.l10n.t('Backend')}](command:nas.selectBackend)`,
    `[$(output) ${vscode.l10n.t('Log')}](command:nas.showLog)`,
  ];
  const tooltip = new vscode.MarkdownString(
    `${runMarkdown(run.state, run.runId, standing, Date.now())}\n\n${actions.join(' &nbsp; ')}`,
    true,
  );
  tooltip.isTrusted = {
    enabledCommands: [
      'nas.showDashboard',
      'nas.pause',
      'nas.continue',
      'nas.stop',
      'nas.selectBackend',
      'nas.showLog',
    ],
  };
  return tooltip;
}
