import type { PlannedComparison } from '../core/comparison/planned';
import type { SearchRecord } from '../core/comparison/search-record';
import type { ExecutionSettings } from './run-protocol';

export interface StartComparison extends ExecutionSettings {
  /** Absolute path of the experiment file; the results are put in `.nas/compare/` beside it. */
  readonly experimentPath: string;
  /** The receiver checks it. */
  readonly plan: PlannedComparison;
}

/** How far a comparison is. */
export interface ComparisonProgress {
  /** Searches, those found finished included. */
  readonly done: number;
  readonly total: number;
  /** `undefined` while nothing is known. */
  readonly etaMs?: number;
}

/** How a comparison ended; what finished is kept in every case. */
export type ComparisonEnd =
  | { readonly reason: 'finished'; readonly report: string }
  | { readonly reason: 'stopped'; readonly done: number; readonly total: number }
  | { readonly reason: 'failed'; readonly message: string };

/** What the search process offers for comparisons: one that it owns, and searches for one that another process owns. */
export interface CompareRequests {
  /** Answers when the folder is open, with what it holds already; `compare/done` follows. Fails with code `input`. */
  'compare/start': {
    params: StartComparison;
    result: { readonly folder: string; readonly done: number; readonly total: number };
  };
  /** Gives up the searches that are under way. Answers when it has ended. */
  'compare/stop': { params: Record<string, never>; result: null };
  /** Reads a table, once, for the searches that follow. */
  'compare/load': {
    params: { readonly experiment: Readonly<Record<string, unknown>>; readonly baseFolder: string };
    result: null;
  };
  /** Makes one search of the table. */
  'compare/search': {
    params: {
      readonly strategy: { readonly kind: string } & Readonly<Record<string, unknown>>;
      readonly seed: number;
      readonly budget: number;
    };
    result: SearchRecord;
  };
}

export interface CompareEvents {
  'compare/progress': ComparisonProgress;
  'compare/done': ComparisonEnd;
}
