import * as vscode from 'vscode';
import { progressOf } from '../../core/journal/query';
import type { TrialRecord } from '../../core/journal/run-state';
import {
  bestOverall,
  bestText,
  escapeMarkdown,
  runDescription,
  runLabel,
  runMarkdown,
  standingOf,
  standingWord,
  trialDescription,
  trialMarkdown,
  trialsText,
} from './run-text';
import type { RunStanding } from './run-text';
import { annotatedText, annotationMarkdown } from './annotation-text';
import { markerSource } from './marker-source';
import { retrainingText } from './retrained-text';
import { groupTrials, isBest } from './tree-nodes';
import { folderName } from '../comparison/find-comparisons';
import type {
  ComparisonNode,
  ExperimentNode,
  GroupNode,
  MoreNode,
  RunNode,
  TrialGroup,
  TrialNode,
  TreeNode,
} from './tree-nodes';

const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;

/**
 * Draws a node; `contextValue` decides its actions in `package.json`.
 *
 * @param hasChildren of an experiment: runs or comparisons
 */
export function treeItem(node: TreeNode, now: number, hasChildren: boolean): vscode.TreeItem {
  switch (node.kind) {
    case 'experiment':
      return experimentItem(node, now, hasChildren);
    case 'comparison':
      return comparisonItem(node);
    case 'run':
      return runItem(node, now);
    case 'group':
      return groupItem(node);
    case 'trial':
      return trialItem(node);
    case 'more':
      return moreItem(node);
  }
}

function experimentItem({ id, entry }: ExperimentNode, now: number, hasChildren: boolean): vscode.TreeItem {
  const [newest] = entry.runs;
  const item = new vscode.TreeItem(entry.name, hasChildren ? Expanded : None);
  const live = entry.runs.find(({ liveness }) => liveness === 'live' || liveness === 'retraining');
  item.id = id;
  item.resourceUri = entry.uri;
  item.iconPath = new vscode.ThemeIcon('beaker');
  item.contextValue = entry.exists ? 'experiment' : 'experiment-gone';
  const shown = live ?? newest;
  item.description = !entry.exists
    ? vscode.l10n.t('file deleted')
    : shown?.loaded
      ? summaryOf(entry.runs, shown, now)
      : vscode.l10n.t('no runs yet');
  item.tooltip = new vscode.MarkdownString(
    `**${escapeMarkdown(entry.name)}**\n\n${escapeMarkdown(vscode.workspace.asRelativePath(entry.uri))}`,
  );
  item.accessibilityInformation = {
    label: vscode.l10n.t('experiment {0}, {1}', entry.name, item.description),
  };
  if (entry.exists) {
    item.command = {
      command: 'nas.openExperiment',
      title: vscode.l10n.t('Open Experiment'),
      arguments: [entry.uri],
    };
  }
  return item;
}

function comparisonItem({ id, entry, comparison }: ComparisonNode): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('Strategies compared'), None);
  item.id = id;
  item.iconPath = new vscode.ThemeIcon('graph-line');
  item.contextValue = 'comparison';
  item.description = folderName(comparison.folder);
  item.tooltip = new vscode.MarkdownString(
    `**${vscode.l10n.t('Comparison of strategies')}**\n\n${escapeMarkdown(vscode.workspace.asRelativePath(comparison.folder))}`,
  );
  item.accessibilityInformation = {
    label: vscode.l10n.t('comparison of strategies on {0}, {1}', entry.name, item.description),
  };
  item.command = {
    command: 'nas.showComparison',
    title: vscode.l10n.t('Show Comparison'),
    arguments: [{ comparison: comparison.folder }],
  };
  return item;
}

/** Of the run that is live, else of all runs. */
function summaryOf(runs: readonly RunNode['run'][], run: RunNode['run'], now: number): string {
  const standing = standingOf(run.state, run.liveness, run.problem);
  if (standing === 'running')
    return `${Math.round(progressOf(run.state, now).fraction * 100)} % · ${bestText(run.state) || vscode.l10n.t('starting')}`;
  if (standing === 'retraining') return retrainingText(run.state);
  const count = runs.length === 1 ? vscode.l10n.t('1 run') : vscode.l10n.t('{0} runs', runs.length);
  return [count, bestOverall(runs.map(({ state }) => state))].filter(Boolean).join(' · ');
}

const STANDING_ICONS: Readonly<Record<RunStanding, readonly [icon: string, colour?: string]>> = {
  running: ['sync~spin', 'charts.blue'],
  paused: ['debug-pause', 'charts.yellow'],
  'stopped-pause': ['debug-pause', 'charts.yellow'],
  interrupted: ['warning', 'list.warningForeground'],
  retraining: ['sync~spin', 'charts.purple'],
  finished: ['pass', 'testing.iconPassed'],
  problem: ['error', 'list.errorForeground'],
};

function runItem({ id, run }: RunNode, now: number): vscode.TreeItem {
  const standing = standingOf(run.state, run.liveness, run.problem);
  const item = new vscode.TreeItem(
    runLabel(run.state, run.runId),
    run.state.trials.length > 0 ? Collapsed : None,
  );
  item.id = id;
  item.contextValue = `run-${standing}`;
  item.iconPath = run.loaded
    ? statusIcon(STANDING_ICONS[endedBadly(run) ? 'problem' : standing])
    : statusIcon(['history']);
  item.description = !run.loaded
    ? vscode.l10n.t('reading')
    : (run.problem ?? runDescription(run.state, standing, now));
  item.tooltip = new vscode.MarkdownString(
    run.problem === undefined
      ? runMarkdown(run.state, run.runId, standing, now)
      : `**${vscode.l10n.t('The journal cannot be read')}**\n\n${escapeMarkdown(run.problem)}`,
  );
  item.accessibilityInformation = {
    label: vscode.l10n.t(
      'run {0}, {1}, {2}',
      runLabel(run.state, run.runId),
      standingWord(run.state, standing),
      item.description,
    ),
  };
  item.command = {
    command: 'nas.showDashboard',
    title: vscode.l10n.t('Show Dashboard'),
    arguments: [{ runFolder: run.folder }],
  };
  return item;
}

function endedBadly(run: RunNode['run']): boolean {
  return run.state.status.kind === 'ended' && run.state.status.reason === 'failed';
}

const GROUP_LOOKS: Readonly<Record<TrialGroup, readonly [label: string, icon: string]>> = {
  running: [vscode.l10n.t('Running'), 'pulse'],
  front: [vscode.l10n.t('Front'), 'graph-scatter'],
  best: [vscode.l10n.t('Best'), 'star-full'],
  all: [vscode.l10n.t('All'), 'list-unordered'],
  failed: [vscode.l10n.t('Failed'), 'circle-slash'],
};

function groupItem({ id, run, group }: GroupNode): vscode.TreeItem {
  const [label, icon] = GROUP_LOOKS[group];
  const count = groupTrials(run, group).length;
  const item = new vscode.TreeItem(label, group === 'running' ? Expanded : Collapsed);
  item.id = id;
  item.description = String(count);
  item.iconPath = new vscode.ThemeIcon(icon);
  item.contextValue = `group-${group}`;
  item.accessibilityInformation = { label: `${label}, ${trialsText(count)}` };
  return item;
}

const TRIAL_WORDS: Readonly<Record<TrialRecord['status'], string>> = {
  running: vscode.l10n.t('running'),
  measured: vscode.l10n.t('measured'),
  failed: vscode.l10n.t('failed'),
};

function trialItem({ id, run, trial }: TrialNode): vscode.TreeItem {
  const record = run.state.trials[trial];
  const item = new vscode.TreeItem(vscode.l10n.t('Trial {0}', trial), None);
  item.id = id;
  if (!record) return item;
  const isLive = run.liveness === 'live';
  const annotation = run.annotations.get(trial);
  const described = annotatedText(trialDescription(run.state, record, isLive), annotation);
  const best = isBest(run, trial);
  item.description = best ? `★ ${described}` : described;
  item.contextValue = `trial-${record.status}`;
  item.iconPath = record.status === 'measured' ? markerIcon(trial) : unmeasuredIcon(record.status, isLive);
  item.tooltip = new vscode.MarkdownString(trialMarkdown(record, run.state) + annotationMarkdown(annotation));
  const status = TRIAL_WORDS[record.status];
  item.accessibilityInformation = {
    label: best
      ? vscode.l10n.t('trial {0}, {1}, the best, {2}', trial, status, described)
      : vscode.l10n.t('trial {0}, {1}, {2}', trial, status, described),
  };
  item.command = {
    command: 'nas.showArchitecture',
    title: vscode.l10n.t('Show Architecture'),
    arguments: [{ runFolder: run.folder, trial }],
  };
  return item;
}

function markerIcon(trial: number): { readonly light: vscode.Uri; readonly dark: vscode.Uri } {
  const icon = (theme: 'light' | 'dark'): vscode.Uri => vscode.Uri.parse(markerSource(trial, theme));
  return { light: icon('light'), dark: icon('dark') };
}

function unmeasuredIcon(status: 'running' | 'failed', isLive: boolean): vscode.ThemeIcon {
  if (status === 'failed') return statusIcon(['error', 'list.errorForeground']);
  return isLive ? statusIcon(['sync~spin', 'charts.blue']) : statusIcon(['circle-outline']);
}

function moreItem({ id, run, count }: MoreNode): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('{0} more in the dashboard', count), None);
  item.id = id;
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  item.command = {
    command: 'nas.showDashboard',
    title: vscode.l10n.t('Show Dashboard'),
    arguments: [{ runFolder: run.folder }],
  };
  return item;
}

function statusIcon([icon, colour]: readonly [string, string?]): vscode.ThemeIcon {
  return new vscode.ThemeIcon(icon, colour === undefined ? undefined : new vscode.ThemeColor(colour));
}
