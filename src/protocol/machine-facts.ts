/** The trial that an evaluator works on. */
export interface TrialAtWork {
  readonly trial: number;
  /** Milliseconds since 1970, UTC. */
  readonly since: number;
  /** The newest that has ended; null while the first goes on. */
  readonly epoch: number | null;
}

/** What a process of a run uses. */
export interface ProcessFacts {
  /** `search`, `evaluator 2`. */
  readonly name: string;
  /** null while it is gone: the next trial starts another one. */
  readonly pid: number | null;
  readonly rssBytes: number;
  /** Processor cores that it keeps busy, 1 being one core; null until two looks can be compared. */
  readonly busyCores: number | null;
}

export interface EvaluatorAtWork extends ProcessFacts {
  readonly standing: 'starting' | 'idle' | 'working' | 'gone';
  /** While it is `working`. */
  readonly work?: TrialAtWork;
  /** Processes that were started in place of the first one, or are warming up to. */
  readonly restarts: number;
}

/** What a run uses of the machine at one time. */
export interface MachineFacts {
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  readonly cores: number;
  /** Shares of all cores, in [0, 1]; null until two looks can be compared. */
  readonly cpu: { readonly run: number | null; readonly machine: number | null };
  readonly memory: {
    /** Resident, of all processes of the run; what they share counts for each. */
    readonly runBytes: number;
    readonly machineBytes: number;
    readonly freeBytes: number;
  };
  /** Runnable processes over the last 1, 5 and 15 minutes; null where the system does not count them (Windows). */
  readonly load: readonly [number, number, number] | null;
  /** The process that owns the run. */
  readonly search: ProcessFacts;
  /** None where candidates are looked up in a table. */
  readonly evaluators: readonly EvaluatorAtWork[];
}
