import type { EstimatorSpec } from '../estimator/options';
import type { Constraint, Objective } from '../trial/objective';
import type { Reward } from '../trial/reward';
import type { BackendChoice } from './backends';
import type { ProblemCode } from './problem-code';
import type { TaskSpec } from './task';

export type { EstimatorSpec } from '../estimator/options';
export type { BackendChoice } from './backends';
export type { TaskSpec } from './task';

/** Ends the run at whichever comes first; at least one is there. */
export interface Budget {
  readonly trials?: number;
  /** Minutes of running; pauses do not count. */
  readonly minutes?: number;
  /** Sum of the seconds that a table says its measurements took. */
  readonly simulatedSeconds?: number;
}

export interface Execution {
  readonly evaluators: number | 'auto';
  readonly backend: BackendChoice;
  /** A trial that takes longer fails with code `timeout`. */
  readonly trialMinutes: number;
  /** An evaluator whose memory grows beyond this loses its trial (code `memory`) and is replaced. */
  readonly evaluatorMemoryMb: number;
  /** Evaluators are replaced after so many trials. */
  readonly trialsPerEvaluator: number;
  /** A trial in training is written down so often, for when its run is killed; null: never. */
  readonly checkpointSeconds: number | null;
  /** Which trained models stay in the run folder. */
  readonly keepModels: 'front' | 'all' | 'none';
}

/** An experiment with every default filled in, as it is written to `experiment.json`. */
export interface Experiment {
  /** Not needed with the table estimator. */
  readonly task?: TaskSpec;
  readonly space: { readonly kind: string } & Readonly<Record<string, unknown>>;
  readonly strategy: { readonly kind: string } & Readonly<Record<string, unknown>>;
  readonly estimator: EstimatorSpec;
  /** Makes the metric `reward` of two others. */
  readonly reward?: Reward;
  readonly objectives: readonly Objective[];
  readonly constraints: readonly Constraint[];
  readonly budget: Budget;
  readonly execution: Execution;
  readonly seed: number;
  /** Candidates to measure before the strategy proposes any, in the notation of the space. */
  readonly enqueue?: readonly string[];
}

/** Something wrong (or worth a word) in an experiment file, with its place. */
export interface Problem {
  readonly severity: 'error' | 'warning';
  /** What kind of mistake it is, for people who look it up: `unknown-key`. */
  readonly code: ProblemCode;
  /** `space.layers[2].filters`; empty for the whole file. */
  readonly path: string;
  /** Where, what was expected, what came. */
  readonly message: string;
  /** UTF-16 offsets into the text. */
  readonly offset: number;
  readonly length: number;
  /** Edits that would mend it, the likeliest first. */
  readonly fixes: readonly Fix[];
}

export interface Fix {
  readonly title: string;
  /** It can only have been meant so: *Fix All* may do it unasked. */
  readonly isSafe?: true;
  readonly edits: readonly { readonly offset: number; readonly length: number; readonly text: string }[];
}
