import type { FoundComparison } from '../comparison/find-comparisons';
import type { WatchedRun } from '../runs/watched-run';

/** What a report can be of. */
export type ReportSubject =
  | { readonly kind: 'run'; readonly run: WatchedRun }
  /** Runs side by side; two at least. */
  | { readonly kind: 'runs'; readonly runs: readonly WatchedRun[] }
  /** A comparison of strategies. */
  | { readonly kind: 'comparison'; readonly comparison: FoundComparison };
