import type { ArchitectureNode } from '../core/graph/architecture';
import type { InitialWeights } from '../core/graph/initial-weights';
import type { BackendName } from '../core/experiment/backends';
import type { BackendChoice } from '../core/experiment/experiment';
import type { Measurement } from '../core/estimator/estimator';
import type { TrainingSpec } from '../core/estimator/options';
import type { ArchitectureDecisions, ArchitectureWeights } from '../core/search/ports';
import type { Metrics } from '../core/trial/trial';
import type { Nothing } from './peer';

export const EVALUATOR_PROTOCOL_VERSION = 6;

/** Where a backend is looked for, and where what it passed is remembered. */
export interface BackendPlaces {
  /** Absolute paths of folders whose `node_modules` may hold the native backend, the first to be tried first. */
  readonly nativeBackendFolders: readonly string[];
  /** Absolute path of the folder in which passed self-tests are remembered. */
  readonly cacheFolder: string;
}

export interface LoadEvaluator extends BackendPlaces {
  /** A file with the data ready to train on (see `dataset/packed-dataset.ts`), and what tells that it is the right one. */
  readonly data: { readonly path: string; readonly bytes: number; readonly digest: string };
  readonly estimator: TrainingSpec;
  readonly backend: BackendChoice;
}

/** Where a training is written down, and what it goes on from where that is there. Paths are absolute. */
export interface TrialCheckpoint {
  readonly file: string;
  /** null: not while it trains. */
  readonly everySeconds: number | null;
  /** Of the trial that is continued: read where `file` is not there yet, and left as it is. */
  readonly from?: { readonly file: string; readonly trial: number };
  /** Whether the end is written down too, for a trial that may be continued. */
  readonly atEnd: boolean;
}

export interface EvaluateTrial {
  readonly trial: number;
  readonly nodes: readonly ArchitectureNode[];
  /** What the candidate says of its first weights. */
  readonly initialWeights?: InitialWeights;
  readonly seed: number;
  /** Folder for the trained model, absolute; made when the trial is measured and its model is wanted. */
  readonly modelFolder: string | null;
  readonly checkpoint?: TrialCheckpoint;
  /** Trains so many epochs, the first ones of a whole training; all where it is not said. */
  readonly epochs?: number;
}

/** What an evaluator process offers the search process. */
export interface EvaluatorOffer {
  requests: {
    /** Starts a backend and tests its gradients. Fails with code `input` when it cannot be used. */
    'backend/check': { params: BackendPlaces & { backend: BackendName }; result: { version: string } };
    /** Starts the backend, reads the data and trains for a moment, so that the first trial is as fast as any. Fails with code `input`. */
    'evaluator/load': { params: LoadEvaluator; result: { backend: string } & Held };
    /** Trains and measures one candidate. Fails with code `trial`. */
    'trial/evaluate': { params: EvaluateTrial; result: Measurement };
    /** Resolves once the trial has stopped, within one batch; a no-op when it already has. */
    'trial/cancel': { params: { trial: number }; result: null };
    /** Measures a saved model on the test examples. */
    'model/test': { params: { modelFolder: string }; result: { metrics: Metrics } };
  };
  events: {
    'evaluator/ready': { protocolVersion: number; pid: number };
    'trial/epoch': { trial: number; epoch: number; metrics: Metrics };
    /** What a network that it trains decides; before the first weights. */
    'network/decisions': ArchitectureDecisions;
    /** How it decides, once an epoch. */
    'network/weights': ArchitectureWeights;
    /** What it uses, about once a second between batches, for systems where the parent cannot look. */
    'evaluator/usage': Usage;
    /** A trial is over and what it used is let go; sent before the answer to its request. */
    'evaluator/settled': Settled;
    'evaluator/log': { level: 'debug' | 'info' | 'warn' | 'error'; message: string };
  };
}

/** What a process uses of the machine. */
export interface Usage {
  readonly rssBytes: number;
  /** Processor time since it began, of all its threads together. */
  readonly cpuMs: number;
}

/** What a process holds between two trials. */
export interface Held {
  readonly rssBytes: number;
  readonly tensors: number;
}

export interface Settled extends Held {
  /** Tensors that were not there before the trial. */
  readonly leakedTensors: number;
}

export interface SearchSideOffer {
  requests: {
    /** Whether a model that was measured so may have to be kept; asked before it is written. */
    'model/wanted': { params: { trial: number; metrics: Metrics }; result: { wanted: boolean } };
  };
  events: Nothing;
}
