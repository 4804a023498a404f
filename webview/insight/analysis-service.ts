import * as l10n from '@vscode/l10n';
import source from './analysis-worker?bundle';
import type { Analyses, AnalysisKind } from './analysis-jobs';
import type { AnalysisJob, AnalysisReply } from './analysis-worker';

/** An analysis of a kind is begun at most so often while a run streams. */
const EVERY_MS = 1000;

/** What is known of an analysis; `Q` is what the page keeps beside a question to show its answer. */
export interface Answer<R, Q> {
  /** The newest of what was asked for, perhaps of fewer trials; `undefined` while it is made for the first time. */
  readonly result: R | undefined;
  readonly hasResult: boolean;
  /** What was asked with the question that the result answers; `undefined` without a result. */
  readonly about: Q | undefined;
  /** It is of all the trials that there are. */
  readonly isCurrent: boolean;
  readonly problem: string | undefined;
}

interface Wanted<K extends AnalysisKind, Q> {
  readonly scope: string;
  readonly version: number;
  readonly input: () => Analyses[K]['input'];
  readonly about: Q;
}

interface Done<K extends AnalysisKind, Q> {
  readonly asked: Wanted<K, Q>;
  readonly reply: WorkerReply<K>;
}

/** One kind of analysis: the newest question wins, and the last answer stays until there is a better one. */
export class Analysis<K extends AnalysisKind, Q = void> {
  #wanted: Wanted<K, Q> | undefined;
  #running: Wanted<K, Q> | undefined;
  #done: Done<K, Q> | undefined;
  #startedAt = Number.NEGATIVE_INFINITY;
  #isWaiting = false;

  /** @param changed called when there is a new answer */
  constructor(
    private readonly kind: K,
    private readonly changed: () => void,
  ) {}

  /**
   * The answer to a question; asks it if need be.
   *
   * @param scope what is asked: answers of another scope are never given
   * @param version of the data: an answer of an older one is given until the newer is there
   * @param about comes back with the answer, which may be that of an older question
   */
  get(
    scope: string,
    version: number,
    input: () => Analyses[K]['input'],
    about: Q,
  ): Answer<Analyses[K]['result'], Q> {
    const done = this.#done?.asked.scope === scope ? this.#done : undefined;
    const isCurrent = done?.asked.version === version;
    if (!isCurrent) {
      this.#wanted = { scope, version, input, about };
      this.#start();
    }
    return {
      result: done && 'result' in done.reply ? done.reply.result : undefined,
      hasResult: done !== undefined && 'result' in done.reply,
      about: done && 'result' in done.reply ? done.asked.about : undefined,
      isCurrent,
      problem: done && 'problem' in done.reply ? done.reply.problem : undefined,
    };
  }

  #start(): void {
    const wanted = this.#wanted;
    if (!wanted || this.#running || this.#isWaiting) return;
    const wait =
      this.#done?.asked.scope === wanted.scope ? this.#startedAt + EVERY_MS - performance.now() : 0;
    if (wait > 0) {
      this.#isWaiting = true;
      setTimeout(() => {
        this.#isWaiting = false;
        this.#start();
      }, wait);
      return;
    }
    this.#wanted = undefined;
    this.#running = wanted;
    this.#startedAt = performance.now();
    void analyseInWorker(this.kind, wanted.input()).then((reply) => {
      this.#running = undefined;
      this.#done = { asked: wanted, reply };
      this.changed();
      this.#start();
    });
  }
}

type WorkerReply<K extends AnalysisKind> =
  { readonly result: Analyses[K]['result'] } | { readonly problem: string };

let worker: Worker | undefined;
let nextId = 0;
const waiting = new Map<number, (reply: AnalysisReply) => void>();

function analyseInWorker<K extends AnalysisKind>(
  kind: K,
  input: Analyses[K]['input'],
): Promise<WorkerReply<K>> {
  worker ??= startWorker();
  const running = worker;
  const id = nextId++;
  return new Promise((resolve) => {
    // The worker answers a job with what its kind says.
    waiting.set(id, (reply) => resolve(reply));
    running.postMessage({ id, kind, input } satisfies AnalysisJob);
  });
}

/** One worker for the page's life, so that analyses take turns and leave a core to the page. */
function startWorker(): Worker {
  const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  const started = new Worker(url);
  started.onmessage = ({ data }: MessageEvent<AnalysisReply>) => {
    waiting.get(data.id)?.(data);
    waiting.delete(data.id);
  };
  started.onerror = (event) => {
    const problem = l10n.t('the analysis could not be started: {0}', event.message);
    for (const [id, settle] of waiting) settle({ id, problem });
    waiting.clear();
    worker = undefined;
  };
  return started;
}
