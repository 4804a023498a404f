import type { RunState, TrialRecord } from './run-state';

/** Trials that failed for one reason. */
export interface FailureGroup {
  /** What they share: `diverged: the loss is not a number after epoch #`. */
  readonly cause: string;
  /** In the order in which they were asked. */
  readonly trials: readonly number[];
}

/** Why a trial failed, with `#` for each number: trials that failed alike say the same. `undefined` for others. */
export function failureCause(trial: TrialRecord): string | undefined {
  if (trial.status !== 'failed') return undefined;
  const reason = trial.reason.replaceAll(/\d+(?:[.,]\d+)*(?:e[+-]?\d+)?/gi, '#');
  return `${trial.code}: ${reason}`;
}

/** The failed trials by cause, the commonest first; of equals the one that came first. */
export function failureGroups({ trials }: RunState): FailureGroup[] {
  const groups = new Map<string, number[]>();
  for (const trial of trials) {
    const cause = failureCause(trial);
    if (cause === undefined) continue;
    const group = groups.get(cause);
    if (group) group.push(trial.trial);
    else groups.set(cause, [trial.trial]);
  }
  return [...groups]
    .map(([cause, members]) => ({ cause, trials: members }))
    .sort((a, b) => b.trials.length - a.trials.length);
}
