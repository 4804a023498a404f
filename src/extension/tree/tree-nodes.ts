import { compareFidelity } from '../../core/journal/fidelity';
import {
  bestTrial,
  compareForBest,
  frontTrials,
  measuredTrials,
  objectivesOf,
  scoreIn,
} from '../../core/journal/query';
import type { RunState, TrialRecord } from '../../core/journal/run-state';
import type { FoundComparison } from '../comparison/find-comparisons';
import type { ExperimentEntry } from '../runs/run-store';
import type { WatchedRun } from '../runs/watched-run';

export const TRIAL_GROUPS = ['running', 'front', 'best', 'all', 'failed'] as const;

export type TrialGroup = (typeof TRIAL_GROUPS)[number];

export interface ExperimentNode {
  readonly kind: 'experiment';
  readonly id: string;
  readonly entry: ExperimentEntry;
}

/** A comparison of strategies on an experiment. */
export interface ComparisonNode {
  readonly kind: 'comparison';
  readonly id: string;
  readonly entry: ExperimentEntry;
  readonly comparison: FoundComparison;
}

export interface RunNode {
  readonly kind: 'run';
  readonly id: string;
  readonly run: WatchedRun;
}

export interface GroupNode {
  readonly kind: 'group';
  readonly id: string;
  readonly run: WatchedRun;
  readonly group: TrialGroup;
}

export interface TrialNode {
  readonly kind: 'trial';
  readonly id: string;
  readonly run: WatchedRun;
  readonly group: TrialGroup;
  readonly trial: number;
}

/** The rest of a long group. */
export interface MoreNode {
  readonly kind: 'more';
  readonly id: string;
  readonly run: WatchedRun;
  readonly count: number;
}

export type TreeNode = ExperimentNode | ComparisonNode | RunNode | GroupNode | TrialNode | MoreNode;

/** A group shows so many trials; the dashboard's table has no such limit. */
export const GROUP_LIMIT = 200;

const BEST_COUNT = 10;

/** The trials of a group, the most interesting first. */
export function trialsOf(state: RunState, group: TrialGroup): readonly TrialRecord[] {
  switch (group) {
    case 'running':
      return state.trials.filter(({ status }) => status === 'running');
    case 'front':
      return sortedByScore(state, frontTrials(state));
    case 'best':
      return sortedByScore(state, measuredTrials(state)).slice(0, BEST_COUNT);
    case 'all':
      return state.trials.toReversed();
    case 'failed':
      return state.trials.filter(({ status }) => status === 'failed').toReversed();
  }
}

/** Groups that say something about this run: a front of one objective is the best trial. */
export function groupsOf(state: RunState, isLive: boolean): TrialGroup[] {
  const some = (status: TrialRecord['status']): boolean =>
    state.trials.some((trial) => trial.status === status);
  const shown: Record<TrialGroup, boolean> = {
    running: isLive && some('running'),
    front: some('measured') && objectivesOf(state).length > 1,
    best: some('measured'),
    all: state.trials.length > 0,
    failed: some('failed'),
  };
  return TRIAL_GROUPS.filter((group) => shown[group]);
}

interface RunViews {
  readonly version: number;
  readonly best: number | undefined;
  readonly groups: Map<TrialGroup, readonly TrialRecord[]>;
}

/** A redraw asks for the same groups once per item; of 10,000 trials each costs milliseconds. */
const viewsOf = new WeakMap<WatchedRun, RunViews>();

function views(run: WatchedRun): RunViews {
  let found = viewsOf.get(run);
  if (found?.version !== run.version) {
    found = { version: run.version, best: bestTrial(run.state)?.trial, groups: new Map() };
    viewsOf.set(run, found);
  }
  return found;
}

/** `trialsOf` for the run as it stands, computed once per version. */
export function groupTrials(run: WatchedRun, group: TrialGroup): readonly TrialRecord[] {
  const { groups } = views(run);
  const known = groups.get(group) ?? trialsOf(run.state, group);
  groups.set(group, known);
  return known;
}

export function isBest(run: WatchedRun, trial: number): boolean {
  return views(run).best === trial;
}

function sortedByScore<T extends TrialRecord & { status: 'measured' }>(
  state: RunState,
  trials: readonly T[],
): T[] {
  return trials
    .map((trial) => ({ trial, score: scoreIn(state, trial.metrics) }))
    .sort((a, b) => {
      if (!a.score || !b.score) return Number(!a.score) - Number(!b.score) || a.trial.trial - b.trial.trial;
      return (
        compareFidelity(b.trial, a.trial) || compareForBest(b.score, a.score) || a.trial.trial - b.trial.trial
      );
    })
    .map(({ trial }) => trial);
}
