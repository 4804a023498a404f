import type { ArchitectureNode } from '../core/graph/architecture';
import type { BackendChoice, TaskSpec } from '../core/experiment/experiment';
import type { TrainingSpec } from '../core/estimator/options';
import type { Metrics } from '../core/trial/trial';
import type { Nothing } from './peer';

export const EVALUATOR_PROTOCOL_VERSION = 1;

export interface LoadEvaluator {
  /** With absolute paths. */
  readonly task: TaskSpec;
  readonly estimator: TrainingSpec;
  readonly backend: BackendChoice;
  /** Absolute paths of folders whose `node_modules` may hold the native backend, the first to be tried first. */
  readonly nativeBackendFolders: readonly string[];
  /** Absolute path of the folder in which passed self-tests are remembered. */
  readonly cacheFolder: string;
  /** Seeds the split of the data. */
  readonly seed: number;
}

export interface EvaluateTrial {
  readonly trial: number;
  readonly nodes: readonly ArchitectureNode[];
  readonly seed: number;
  /** Folder for the trained model, absolute; made when the trial is measured. */
  readonly modelFolder: string | null;
}

/** What an evaluator process offers the search process. */
export interface EvaluatorOffer {
  requests: {
    /** Reads the data and starts the backend. Fails with code `input`. */
    'evaluator/load': { params: LoadEvaluator; result: { backend: string } };
    /** Trains and measures one candidate. Fails with code `trial`. */
    'trial/evaluate': { params: EvaluateTrial; result: { metrics: Metrics } };
    /** Resolves once the trial has stopped, within one batch; a no-op when it already has. */
    'trial/cancel': { params: { trial: number }; result: null };
    /** Measures a saved model on the test examples. */
    'model/test': { params: { modelFolder: string }; result: { metrics: Metrics } };
  };
  events: {
    'evaluator/ready': { protocolVersion: number; pid: number };
    'trial/epoch': { trial: number; epoch: number; metrics: Metrics };
    /** Its resident memory, about once a second between batches, for systems where the parent cannot look. */
    'evaluator/memory': { rssBytes: number };
    'evaluator/log': { level: 'debug' | 'info' | 'warn' | 'error'; message: string };
  };
}

export interface SearchSideOffer {
  requests: Nothing;
  events: Nothing;
}
