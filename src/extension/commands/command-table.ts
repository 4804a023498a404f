import { l10n } from 'vscode';
import type * as vscode from 'vscode';
import type { WrittenPlace } from '../language/written-place';
import type { ComparisonNode, ExperimentNode, GroupNode, RunNode, TrialNode } from '../tree/tree-nodes';

/** A file in the explorer, a lens or a tree item. */
export type ExperimentTarget = vscode.Uri | ExperimentNode;

/** A tree item, or what lenses and links pass. */
export type RunTarget = RunNode | GroupNode | { readonly runFolder: string };

export type TrialTarget = TrialNode | { readonly runFolder: string; readonly trial: number };

/** Some trials of a run, as the dashboard's selection. */
export interface TrialsTarget {
  readonly runFolder: string;
  readonly trials: readonly number[];
}

/** A run, and what is added to its budget. */
export interface ExtensionTarget {
  readonly runFolder: string;
  readonly trials?: number;
  readonly minutes?: number;
  readonly simulatedSeconds?: number;
}

/** A candidate for a run. */
export interface CandidateTarget {
  readonly runFolder: string;
  readonly notation: string;
}

/** A candidate that waits in a run, by its number in the queue. */
export interface QueuedTarget {
  readonly runFolder: string;
  readonly queued: number;
}

/** Runs that are put side by side. */
export interface RunsTarget {
  readonly runFolders: readonly string[];
}

/** A NAS-Bench-201 cell, or where an architecture stands in a text. */
export type NotationTarget = { readonly notation: string } | WrittenPlace;

/** What can stand side by side: a trial, several, a cell, a file. */
export type ComparedTarget = TrialTarget | TrialsTarget | NotationTarget | vscode.Uri;

/** The folder of a comparison of strategies. */
export interface ComparisonTarget {
  readonly comparison: string;
}

type Done = void | Promise<void>;

/**
 * Every command with what it takes. Whatever is left out is asked for with a
 * quick pick, so all of them work from the palette.
 */
export interface Commands {
  'nas.newExperiment': (folder?: vscode.Uri) => Done;
  /** The sample's file name without its ending. */
  'nas.openSample': (sample?: string) => Done;
  'nas.openExperiment': (experiment?: ExperimentTarget) => Done;
  'nas.run': (experiment?: ExperimentTarget) => Done;
  'nas.resume': (run?: RunTarget) => Done;
  'nas.pause': (run?: RunTarget) => Done;
  'nas.continue': (run?: RunTarget) => Done;
  'nas.stop': (run?: RunTarget) => Done;
  'nas.extendBudget': (run?: RunTarget | ExtensionTarget) => Done;
  'nas.enqueueCandidate': (run?: RunTarget | CandidateTarget) => Done;
  'nas.dequeueCandidate': (run?: RunTarget | QueuedTarget) => Done;
  'nas.rerunTrial': (trial?: TrialTarget) => Done;
  'nas.retrain': (candidates?: TrialTarget | TrialsTarget | RunTarget) => Done;
  'nas.showDashboard': (run?: RunTarget) => Done;
  'nas.showInsight': (run?: RunTarget) => Done;
  'nas.showArchitecture': (trial?: TrialTarget | NotationTarget) => Done;
  /** Of a tree or the explorer the second argument is all that is selected. */
  'nas.compareArchitectures': (first?: ComparedTarget, all?: readonly ComparedTarget[]) => Done;
  /** The architecture file in the active editor. */
  'nas.reopenAsText': () => Done;
  'nas.diffArchitectures': (first?: ComparedTarget, all?: readonly ComparedTarget[]) => Done;
  'nas.previewSpace': (experiment?: ExperimentTarget) => Done;
  'nas.compareStrategies': (experiment?: ExperimentTarget) => Done;
  'nas.compareRuns': (run?: RunTarget | RunsTarget, selected?: readonly unknown[]) => Done;
  /** One, or of an experiment, or of the workspace. */
  'nas.showComparison': (comparison?: ComparisonTarget | ComparisonNode | ExperimentTarget) => Done;
  /** Of a tree the second argument is all that is selected: several runs are put side by side. */
  'nas.exportReport': (
    of?: RunTarget | RunsTarget | ComparisonTarget | ComparisonNode,
    selected?: readonly unknown[],
  ) => Done;
  'nas.exportCandidate': (trial?: TrialTarget | RunTarget) => Done;
  'nas.copyNotation': (trial?: TrialTarget | NotationTarget) => Done;
  'nas.copyArchitectureJson': (trial?: TrialTarget | NotationTarget) => Done;
  'nas.explainSpace': (experiment?: ExperimentTarget) => Done;
  'nas.deleteRun': (run?: RunTarget) => Done;
  'nas.selectBackend': () => Done;
  'nas.installNativeBackend': () => Done;
  'nas.selfTest': () => Done;
  'nas.copyDiagnostics': () => Done;
  'nas.showLog': () => Done;
  'nas.refresh': () => Done;
}

export type CommandId = keyof Commands;

/** Titles as the palette shows them after `NAS:`; `package.json` says the same, and a test compares. */
export const COMMAND_TITLES: Readonly<Record<CommandId, string>> = {
  'nas.newExperiment': l10n.t('New Experiment'),
  'nas.openSample': l10n.t('Open a Sample Experiment…'),
  'nas.openExperiment': l10n.t('Open Experiment'),
  'nas.run': l10n.t('Run'),
  'nas.resume': l10n.t('Resume'),
  'nas.pause': l10n.t('Pause'),
  'nas.continue': l10n.t('Continue'),
  'nas.stop': l10n.t('Stop'),
  'nas.extendBudget': l10n.t('Extend Budget…'),
  'nas.enqueueCandidate': l10n.t('Enqueue Candidate…'),
  'nas.dequeueCandidate': l10n.t('Remove Queued Candidate…'),
  'nas.rerunTrial': l10n.t('Measure Again'),
  'nas.retrain': l10n.t('Retrain Candidates…'),
  'nas.showDashboard': l10n.t('Show Dashboard'),
  'nas.showInsight': l10n.t('Show Insight'),
  'nas.showArchitecture': l10n.t('Show Architecture'),
  'nas.compareArchitectures': l10n.t('Compare Architectures…'),
  'nas.diffArchitectures': l10n.t('Compare Architectures as Text…'),
  'nas.reopenAsText': l10n.t('Reopen as Text'),
  'nas.previewSpace': l10n.t('Preview Search Space'),
  'nas.compareStrategies': l10n.t('Compare Strategies…'),
  'nas.compareRuns': l10n.t('Compare Runs…'),
  'nas.showComparison': l10n.t('Show Comparison…'),
  'nas.exportReport': l10n.t('Export Report…'),
  'nas.exportCandidate': l10n.t('Export Candidate'),
  'nas.copyNotation': l10n.t('Copy Notation'),
  'nas.copyArchitectureJson': l10n.t('Copy Architecture as JSON'),
  'nas.explainSpace': l10n.t('Explain This Space'),
  'nas.deleteRun': l10n.t('Delete Run'),
  'nas.selectBackend': l10n.t('Select Backend'),
  'nas.installNativeBackend': l10n.t('Install Native Backend'),
  'nas.selfTest': l10n.t('Self-Test'),
  'nas.copyDiagnostics': l10n.t('Copy Diagnostics'),
  'nas.showLog': l10n.t('Show Log'),
  'nas.refresh': l10n.t('Refresh'),
};
