import type { StorageFacts } from '../core/diagnosis/self-test';
import type { BackendName } from '../core/experiment/backends';
import type { Budget } from '../core/experiment/experiment';
import type { Finding } from '../core/experiment/diagnose';
import type { JournalEvent } from '../core/journal/event';
import type { CandidateWish } from '../core/search/enqueue';
import type { CompareEvents, CompareRequests } from './compare-protocol';
import type { SpaceComparison } from '../core/space/compare-spaces';
import type { SpacePicture, SpaceSample } from '../core/space/space-picture';
import type { ExperimentOutlook } from './space-protocol';
import type { OnlyLife } from './peer';

/** Version of the messages between the extension host or terminal and the search process. Both come from one build; a mismatch means a half-finished update. */
export const RUN_PROTOCOL_VERSION = 3;

/** What the machine and its user decide. */
export interface ExecutionSettings {
  /** What the experiment's `auto` values fall back on. */
  readonly backend: string;
  readonly evaluators: number | 'auto';
  /** Absolute paths of folders whose `node_modules` may hold the native backend, the first to be tried first. */
  readonly nativeBackendFolders?: readonly string[];
  /** Absolute path of a folder for what is worth keeping between runs; the user's cache where it is not said. */
  readonly cacheFolder?: string;
}

export interface StartRun extends ExecutionSettings {
  /** Absolute path of the experiment file; the run folder is made beside it. */
  readonly experimentPath: string;
}

export interface ResumeRun extends ExecutionSettings {
  /** Absolute path of the run folder. */
  readonly runFolder: string;
  /** Replaces the budget: `{ trials: 200 }`. */
  readonly budget?: Readonly<Record<string, number>>;
}

export interface RetrainRun extends ExecutionSettings {
  /** Absolute path of the run folder. */
  readonly runFolder: string;
  /** Measured trials of the run, each once. */
  readonly trials: readonly number[];
  readonly epochs: number;
  /** How many networks of each candidate. */
  readonly seeds: number;
}

export interface EnqueueCandidate {
  /** Absolute path of the run folder. */
  readonly runFolder: string;
  readonly candidate: CandidateWish;
}

/** What became of a candidate that was enqueued. */
export interface EnqueuedCandidate {
  /** Its number in the queue of the run. */
  readonly queued: number;
  /** In the notation of the space. */
  readonly architecture: string;
  /**
   * Whether it is being measured already, waits for an evaluator or the end of a pause, waits for more budget (with
   * which a run that has ended goes on), or for a resumption because nobody works on the run.
   */
  readonly standing: 'asked' | 'waiting' | 'budget-spent' | 'for-resumption';
  /** Candidates that come before it. */
  readonly ahead: number;
}

export interface DequeueCandidate {
  /** Absolute path of the run folder. */
  readonly runFolder: string;
  /** Its number in the queue of the run. */
  readonly queued: number;
}

/** A candidate that is not measured after all. */
export interface DequeuedCandidate {
  readonly queued: number;
  /** In the notation of the space. */
  readonly architecture: string;
  /** Candidates that still wait. */
  readonly left: number;
}

/** What an experiment would do, found out without running it. */
export interface Inspection extends ExperimentOutlook {
  readonly picture: SpacePicture;
  /** What candidates and data tell of the experiment's mistakes; the warnings with all that a fix needs. */
  readonly findings: readonly Finding[];
}

export interface InspectExperiment {
  /** Decides what relative paths mean; need not exist. */
  readonly experimentPath: string;
  readonly text: string;
  readonly seed: number;
}

/** An experiment's text, and the path that decides what relative paths in it mean. */
export type ExperimentText = Omit<InspectExperiment, 'seed'>;

export interface CompareSpaces {
  readonly here: ExperimentText;
  readonly there: ExperimentText;
  readonly seed: number;
}

export interface CheckBackend {
  readonly backend: BackendName;
  readonly nativeBackendFolders?: readonly string[];
  readonly cacheFolder?: string;
}

/** Whether a backend can be used on this machine, as a process of its own has found out. */
export type BackendReport =
  | { readonly available: true; readonly version: string }
  | { readonly available: false; readonly reason: string };

/** What the search process offers its parent. */
export interface SearchOffer {
  requests: CompareRequests & {
    /** Looks at an experiment without running it. Fails with code `input`, the path pointing into the file. */
    'experiment/inspect': { params: InspectExperiment; result: Inspection };
    'experiment/sample': { params: InspectExperiment; result: { samples: readonly SpaceSample[] } };
    'experiment/compare-spaces': { params: CompareSpaces; result: SpaceComparison };
    /** Starts a backend in a process of its own and tests its gradients. */
    'backend/check': { params: CheckBackend; result: BackendReport };
    /** Does in a folder what runs do with files. Fails with code `input` and what the folder refuses. */
    'storage/check': { params: { folder: string }; result: StorageFacts };
    /** Answers when the run's first line is on disk. Fails with code `input` for a wrong experiment or data file. */
    'run/start': { params: StartRun; result: { runFolder: string; runId: string } };
    'run/resume': { params: ResumeRun; result: { runFolder: string; runId: string } };
    /** Stops asking; trials that are out finish. Answers when the pause is in the journal. */
    'run/pause': { params: Record<string, never>; result: null };
    'run/continue': { params: Record<string, never>; result: null };
    /**
     * Adds to the budget of the run of this process; answers the limits that hold from now on, once they are in the
     * journal. Fails with code `input` for more than the run can be given (see `extendedBudget`).
     */
    'run/extend': { params: { more: Readonly<Record<string, number>> }; result: { budget: Budget } };
    /**
     * Has a candidate measured before anything new that the strategy proposes, in the run of this process or in one
     * that nobody works on, once it is resumed. Answers when that is in the journal. Fails with code `input` for a
     * candidate that is none of the space or is in the run already, and for a run that another process owns.
     */
    'run/enqueue': { params: EnqueueCandidate; result: EnqueuedCandidate };
    /**
     * Takes a candidate out of the queue, of the run of this process or of one that nobody works on. Answers when that
     * is in the journal. Fails with code `input` for one that does not wait, and for a run that another process owns.
     */
    'run/dequeue': { params: DequeueCandidate; result: DequeuedCandidate };
    /** Cancels the trials that are out and ends the run. Answers when the end is in the journal. */
    'run/stop': { params: Record<string, never>; result: { kept: number } };
    /**
     * Trains candidates of a run that nobody works on anew. Answers when the first line is on disk, with how
     * many networks are missing; `run/done` follows. Fails with code `input` for a plan that does not fit.
     */
    'run/retrain': { params: RetrainRun; result: { runFolder: string; runId: string; nMissing: number } };
    /** Ends a retraining; what is done is kept. Answers when the end is in the journal. */
    'retrain/stop': { params: Record<string, never>; result: null };
  };
  events: CompareEvents & {
    'search/ready': { protocolVersion: number; pid: number };
    /** Lines that are now in the journal, in order. A hint to read on: the file is the truth. */
    'run/appended': { events: readonly JournalEvent[] };
    'run/log': { level: 'debug' | 'info' | 'warn' | 'error'; message: string };
    /** The run is over, or paused for good; the process leaves next. */
    'run/done': { reason: string; message: string };
  };
}

/** What the parent offers the search process. */
export type HostOffer = OnlyLife;
