import type { Finding } from '../experiment/diagnose';
import type { Experiment } from '../experiment/experiment';
import type { RunState } from '../journal/run-state';
import type { SpacePicture } from '../space/space-picture';

/** Which process works on a run: one that this program controls, another one, or none. */
export type RunOwner = 'here' | 'elsewhere' | 'nobody';

/** Now, or later. */
type Soon<T> = T | Promise<T>;

/** Whether somebody still waits; an `AbortSignal` is one. */
export interface Cancellation {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** Where a run is, told by its folder alone. */
export interface RunPlace {
  /** `digits/2026-11-24-210823`, behind the folders that hold its `.nas`: `vision/digits/...`. */
  readonly id: string;
  readonly experimentName: string;
  /** The UTC time of its start; sorts by age. */
  readonly runId: string;
}

export interface RunReading {
  readonly state: RunState;
  readonly owner: RunOwner;
  /** Why the journal cannot be read (further); what was read before stays. */
  readonly problem?: string | undefined;
}

/** What an experiment would search, found out without training anything. */
export interface SpaceFacts {
  readonly picture: SpacePicture;
  readonly dataset?:
    | {
        readonly name: string;
        readonly inputShape: readonly number[];
        readonly outputUnits: number;
        /** Examples. */
        readonly train: number;
        readonly validation: number;
        readonly test: number;
      }
    | undefined;
  /** Wall time of the whole budget on this machine, roughly. */
  readonly estimate: { readonly minutes: number; readonly basis: string } | null;
  readonly warnings: readonly { readonly path: string; readonly message: string }[];
  /** What only candidates and data tell of the experiment; `warnings` has them as well, as text. */
  readonly findings: readonly Finding[];
}

/**
 * What the tools see of a folder with experiments. Paths are relative to it, with
 * `/`. Every method may throw or reject with `InputError`.
 */
export interface Workspace {
  /** Paths of the experiment files, sorted. */
  experiments(): Soon<readonly string[]>;
  /** Every run, in any order. */
  runs(): Soon<readonly RunPlace[]>;
  read(run: RunPlace): Soon<RunReading>;
  /** Paths of the `comparison.json` of finished comparisons of strategies. */
  comparisons(): Soon<readonly string[]>;
  /** The text of an experiment or a comparison. */
  text(path: string): Soon<string>;
  /** Draws candidates and reads the data. @param path decides what relative paths in the text mean; the file need not exist */
  inspect(path: string, text: string, signal: Cancellation): Soon<SpaceFacts>;
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves when some run has news, after a second at the latest, and at once when aborted. */
  news(signal: Cancellation): Promise<void>;

  /** Starts a search and answers once its first line is on disk. Nothing runs on when it is aborted before. */
  start(experiment: string, signal: Cancellation): Soon<RunPlace>;
  /** Stops asking for trials; those that are out finish. */
  pause(run: RunPlace): Soon<void>;
  /** Goes on with a paused run that this program controls. */
  continue(run: RunPlace): Soon<void>;
  /** Takes up a run that no process works on. @param trials replaces its budget */
  resume(run: RunPlace, trials: number | undefined, signal: Cancellation): Soon<void>;
  /** Ends a run; answers how many measured trials it keeps. */
  stop(run: RunPlace): Soon<number>;
}

/** The name of the run whose folder is `folder`: `vision/.nas/digits/2026-11-24-210823`. */
export function runPlace(folder: string): RunPlace {
  const parts = folder.split('/').filter((part) => part !== '');
  const runId = parts.at(-1) ?? '';
  const experimentName = parts.at(-2) ?? '';
  const before = parts.slice(0, -2).filter((part, i, all) => part !== '.nas' || i !== all.length - 1);
  return { id: [...before, experimentName, runId].join('/'), experimentName, runId };
}

/** The folder of a run, relative to the workspace: what `runPlace` was made of. */
export function runFolderOf({ id, experimentName, runId }: RunPlace): string {
  const before = id.split('/').slice(0, -2);
  return [...before, '.nas', experimentName, runId].join('/');
}

/** The experiment file that a run belongs to; it may be gone. */
export function experimentPathOf({ id, experimentName }: RunPlace): string {
  return [...id.split('/').slice(0, -2), `${experimentName}.nas.json`].join('/');
}

/** Budget, objectives and the rest in a few words, for a person who is asked. */
export function budgetText({ budget }: Pick<Experiment, 'budget'>): string {
  const { trials, minutes, simulatedSeconds } = budget;
  return [
    ...(trials === undefined ? [] : [`${trials} trials`]),
    ...(minutes === undefined ? [] : [`${minutes} minutes`]),
    ...(simulatedSeconds === undefined ? [] : [`${simulatedSeconds} simulated seconds`]),
  ].join(' or ');
}
