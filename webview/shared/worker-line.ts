/** Is told the share that is done, from 0 to 1. */
export type Progress = (share: number) => void;

interface Job<Input> {
  readonly id: number;
  readonly input: Input;
}

/** Shares first, then a result or what went wrong. */
type Reply<Result> =
  | { readonly id: number; readonly share: number }
  | { readonly id: number; readonly result: Result }
  | { readonly id: number; readonly problem: string };

interface Waiting<Input, Result> {
  readonly input: Input;
  readonly progress: Progress;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/** The page's end of a worker that computes. One worker for the page's life: a fresh one has everything to compile again. */
export class WorkerLine<Input, Result> {
  #worker: Worker | undefined;
  #cannotStart = false;
  #nextId = 0;
  readonly #waiting = new Map<number, Waiting<Input, Result>>();

  /**
   * @param source of a script that calls `answerJobs`
   * @param here does the work on this thread, for shells that let no worker start
   */
  constructor(
    private readonly source: string,
    private readonly here: (input: Input) => Result,
  ) {}

  /** Fails with the message of what the worker has thrown. */
  ask(input: Input, progress: Progress = () => undefined): Promise<Result> {
    return new Promise((resolve, reject) => {
      const waiting = { input, progress, resolve, reject };
      if (this.#cannotStart) {
        this.#doHere(waiting);
        return;
      }
      this.#worker ??= this.#start();
      const id = this.#nextId++;
      this.#waiting.set(id, waiting);
      this.#worker.postMessage({ id, input } satisfies Job<Input>);
    });
  }

  #start(): Worker {
    const url = URL.createObjectURL(new Blob([this.source], { type: 'text/javascript' }));
    const started = new Worker(url);
    started.onmessage = ({ data }: MessageEvent<Reply<Result>>) => {
      const asked = this.#waiting.get(data.id);
      if ('share' in data) {
        asked?.progress(data.share);
        return;
      }
      this.#waiting.delete(data.id);
      if ('result' in data) asked?.resolve(data.result);
      else asked?.reject(new Error(data.problem));
    };
    // What a job throws comes as a reply; this is a worker that did not start. It costs a slow frame, not the picture.
    started.onerror = () => {
      this.#cannotStart = true;
      const late = [...this.#waiting.values()];
      this.#waiting.clear();
      for (const waiting of late) this.#doHere(waiting);
    };
    return started;
  }

  #doHere({ input, resolve, reject }: Waiting<Input, Result>): void {
    try {
      resolve(this.here(input));
    } catch (error) {
      reject(error);
    }
  }
}

interface WorkerScope<Input, Result> {
  onmessage: ((event: { readonly data: Job<Input> }) => void) | null;
  postMessage(reply: Reply<Result>): void;
}

/** The worker's end: one job after the other, each answered. */
export function answerJobs<Input, Result>(
  scope: WorkerScope<Input, Result>,
  work: (input: Input, progress: Progress) => Result,
): void {
  scope.onmessage = ({ data: { id, input } }) => {
    let told = 0;
    const progress = (share: number): void => {
      if (share - told < 0.02) return;
      told = share;
      scope.postMessage({ id, share });
    };
    try {
      scope.postMessage({ id, result: work(input, progress) });
    } catch (error) {
      scope.postMessage({ id, problem: error instanceof Error ? error.message : String(error) });
    }
  };
}
