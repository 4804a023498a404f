import type * as vscode from 'vscode';
import type { WrittenPlace } from '../language/written-place';
import type { ExperimentNode, GroupNode, RunNode, TrialNode } from '../tree/tree-nodes';

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

/** Runs that are put side by side. */
export interface RunsTarget {
  readonly runFolders: readonly string[];
}

/** A NAS-Bench-201 cell, or where an architecture stands in a text. */
export type NotationTarget = { readonly notation: string } | WrittenPlace;

/** What can stand side by side: a trial, several, a cell, a file. */
export type ComparedTarget = TrialTarget | TrialsTarget | NotationTarget | vscode.Uri;

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
  /** Of an experiment, or of the workspace. */
  'nas.showComparison': (experiment?: ExperimentTarget) => Done;
  'nas.exportReport': (run?: RunTarget) => Done;
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
  'nas.newExperiment': 'New Experiment',
  'nas.openSample': 'Open a Sample Experiment…',
  'nas.openExperiment': 'Open Experiment',
  'nas.run': 'Run',
  'nas.resume': 'Resume',
  'nas.pause': 'Pause',
  'nas.continue': 'Continue',
  'nas.stop': 'Stop',
  'nas.extendBudget': 'Extend Budget…',
  'nas.enqueueCandidate': 'Enqueue Candidate…',
  'nas.rerunTrial': 'Measure Again',
  'nas.retrain': 'Retrain Candidates…',
  'nas.showDashboard': 'Show Dashboard',
  'nas.showInsight': 'Show Insight',
  'nas.showArchitecture': 'Show Architecture',
  'nas.compareArchitectures': 'Compare Architectures…',
  'nas.diffArchitectures': 'Compare Architectures as Text…',
  'nas.reopenAsText': 'Reopen as Text',
  'nas.previewSpace': 'Preview Search Space',
  'nas.compareStrategies': 'Compare Strategies…',
  'nas.compareRuns': 'Compare Runs…',
  'nas.showComparison': 'Show Comparison…',
  'nas.exportReport': 'Export Report…',
  'nas.exportCandidate': 'Export Candidate',
  'nas.copyNotation': 'Copy Notation',
  'nas.copyArchitectureJson': 'Copy Architecture as JSON',
  'nas.explainSpace': 'Explain This Space',
  'nas.deleteRun': 'Delete Run',
  'nas.selectBackend': 'Select Backend',
  'nas.installNativeBackend': 'Install Native Backend',
  'nas.selfTest': 'Self-Test',
  'nas.copyDiagnostics': 'Copy Diagnostics',
  'nas.showLog': 'Show Log',
  'nas.refresh': 'Refresh',
};
