import { l10n } from 'vscode';
import { messageOf } from '../../core/base/errors';
import { NO_ANNOTATIONS } from '../../core/journal/annotations';
import type { Annotations } from '../../core/journal/annotations';
import { Replay } from '../../core/journal/replay';
import type { JournalEvent } from '../../core/journal/event';
import type { RunState } from '../../core/journal/run-state';
import type { RunLiveness } from '../../protocol/panel-protocol';
import { livenessOf } from './liveness';
import type { JournalTail } from './journal-tail';

/** What changed in a run since the last look. */
export interface RunChange {
  readonly events: readonly JournalEvent[];
  /** Everything before is void: a snapshot is due. */
  readonly restarted: boolean;
}

/** A run folder, as the views see it: a replay of its journal, and whether a process owns it. */
export class WatchedRun {
  liveness: RunLiveness = 'interrupted';
  /** Why the journal cannot be read (further). What was read before stays. */
  problem: string | undefined;
  /** Set once the journal was looked at. */
  loaded = false;
  /** What people have said of the trials. */
  annotations: Annotations = NO_ANNOTATIONS;
  /** Why the annotations cannot be read. What was read before stays. */
  annotationProblem: string | undefined;
  #replay = new Replay();
  #lines = 0;
  /** All but epochs. */
  #events: ReadEvent[] = [];
  /** By trial, of those that run; of a network that is retrained, the newest. */
  readonly #epochs = new Map<number | string, ReadEvent[]>();
  #looking: Promise<void> | undefined;
  #next: Promise<void> | undefined;
  /** Readings of the annotations that were begun, and the newest of those that ended. */
  readonly #annotationReadings = { begun: 0, taken: 0 };

  /**
   * @param folder absolute path or, on a virtual file system, the address
   * @param isHeld whether a process owns the run now
   */
  constructor(
    readonly folder: string,
    readonly runId: string,
    readonly experimentName: string,
    private readonly tail: JournalTail,
    private readonly isHeld: () => Promise<boolean>,
    private readonly changed: (run: WatchedRun, change: RunChange) => void,
    private readonly readAnnotations: () => Promise<Annotations> = () => Promise.resolve(NO_ANNOTATIONS),
  ) {}

  /** The living state: what it holds changes with the next look. */
  get state(): RunState {
    return this.#replay.state;
  }

  /** Counts the lines read; what was computed from the state holds while it stays the same. */
  get version(): number {
    return this.#lines;
  }

  /** Reads on. Calls while it reads share one more look, which begins when this one ends. */
  look(): Promise<void> {
    if (!this.#looking) return this.#start();
    this.#next ??= this.#looking.then(() => {
      this.#next = undefined;
      return this.#start();
    });
    return this.#next;
  }

  /** Reads the annotations anew, and tells of them. */
  async lookAtAnnotations(): Promise<void> {
    await this.#takeAnnotations();
    if (this.loaded) this.changed(this, { events: [], restarted: false });
  }

  /** Everything that happened, in order; of epochs only those of trials that still run. */
  events(): JournalEvent[] {
    return [...this.#events, ...[...this.#epochs.values()].flat()]
      .sort((a, b) => a.line - b.line)
      .map(({ event }) => event);
  }

  #start(): Promise<void> {
    this.#looking = this.#lookOnce().finally(() => (this.#looking = undefined));
    return this.#looking;
  }

  async #lookOnce(): Promise<void> {
    const before = { liveness: this.liveness, problem: this.problem, loaded: this.loaded };
    const held = await this.isHeld();
    const change = await this.#read();
    if (!this.loaded) await this.#takeAnnotations();
    this.loaded = true;
    this.liveness = livenessOf(this.state, held);
    const stirred =
      change.restarted ||
      change.events.length > 0 ||
      before.liveness !== this.liveness ||
      before.problem !== this.problem ||
      !before.loaded;
    if (stirred) this.changed(this, change);
  }

  async #takeAnnotations(): Promise<void> {
    const reading = ++this.#annotationReadings.begun;
    const read = await this.readAnnotations().then(
      (annotations) => ({ annotations, problem: undefined }),
      (error: unknown) => ({ annotations: undefined, problem: messageOf(error) }),
    );
    // One that was begun earlier and ends later has seen an older file.
    if (reading < this.#annotationReadings.taken) return;
    this.#annotationReadings.taken = reading;
    this.annotations = read.annotations ?? this.annotations;
    this.annotationProblem = read.problem;
  }

  async #read(): Promise<RunChange> {
    try {
      const result = await this.tail.read();
      this.problem = result.kind === 'missing' ? l10n.t('the run folder has no journal') : undefined;
      if (result.kind === 'missing') return { events: [], restarted: false };
      if (result.kind === 'restarted') {
        this.#events = [];
        this.#epochs.clear();
        this.#replay = new Replay();
      }
      for (const event of result.events) this.#take(event);
      return { events: result.events, restarted: result.kind === 'restarted' };
    } catch (error) {
      this.problem = messageOf(error);
      return { events: [], restarted: false };
    }
  }

  #take(event: JournalEvent): void {
    this.#replay.apply(event);
    const read = { line: this.#lines++, event };
    if (event.type === 'trial-epoch') {
      const epochs = this.#epochs.get(event.trial);
      if (epochs) epochs.push(read);
      else this.#epochs.set(event.trial, [read]);
      return;
    }
    if (event.type === 'retrain-epoch') {
      this.#epochs.set(networkKey(event), [read]);
      return;
    }
    this.#events.push(read);
    if (event.type === 'retrain-measured' || event.type === 'retrain-failed')
      this.#epochs.delete(networkKey(event));
    if (event.type === 'retrain-ended' || event.type === 'run-resumed') this.#forgetNetworks();
    if (event.type === 'trial-measured' || event.type === 'trial-failed') this.#epochs.delete(event.trial);
  }

  /** Networks that were being retrained are not any more. */
  #forgetNetworks(): void {
    for (const key of [...this.#epochs.keys()]) if (typeof key === 'string') this.#epochs.delete(key);
  }
}

function networkKey({ trial, seed }: { readonly trial: number; readonly seed: number }): string {
  return `${trial} ${seed}`;
}

interface ReadEvent {
  readonly line: number;
  readonly event: JournalEvent;
}
