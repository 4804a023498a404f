import type { Constraint, Objective } from '../trial/objective';
import type { SearchRecord } from './search-record';

/** One search of a group: a run, or a search of a comparison. */
export interface ComparedMember {
  /** Unique among all that are compared. */
  readonly id: string;
  readonly label: string;
  readonly seed: number;
  readonly record: SearchRecord;
  /** Seconds that a table's measurements stand for, when each trial had ended; the record's own are then others. */
  readonly simulated?: readonly number[];
  readonly isRunning: boolean;
}

/** Searches that differ by their seeds alone, or repeat one another. */
export interface ComparedGroup {
  readonly id: string;
  readonly name: string;
  /** What is searched and how, with every default; without the seed. */
  readonly experiment: Readonly<Record<string, unknown>>;
  readonly objectives: readonly Objective[];
  readonly constraints: readonly Constraint[];
  readonly members: readonly ComparedMember[];
}

/** What stands side by side. */
export interface ComparedGroups {
  readonly groups: readonly ComparedGroup[];
}
