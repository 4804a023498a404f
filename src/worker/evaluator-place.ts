import type { TrialAtWork } from '../core/journal/machine-facts';
import type { Evaluator } from './evaluator';
import type { EvaluatorFacts } from './machine-reading';
import type { Replacement } from './replacement';

/**
 * One of the evaluators that work at the same time, whichever process that is
 * just now. Its successor is started ahead, while it still works, so that the
 * trial at which it takes over need not wait for a start.
 */
export class EvaluatorPlace {
  busy = false;
  /** The trial that it works on. */
  work: TrialAtWork | undefined;
  #nStarted = 1;
  #evaluator: Evaluator;
  #successor: { readonly evaluator: Evaluator; readonly takesOver: Replacement['takesOver'] } | undefined;
  readonly #leaving = new Set<Promise<void>>();

  /** @param start begins a process; called at once for the first one */
  constructor(
    private readonly name: string,
    private readonly start: () => Evaluator,
    private readonly log: (message: string) => void,
  ) {
    this.#evaluator = start();
  }

  /** Can take a trial without waiting. */
  get isWarm(): boolean {
    return this.#evaluator.isWarm || this.#successor?.evaluator.isWarm === true;
  }

  /** The evaluator for the next piece of work; perhaps it is still starting. */
  next(): Evaluator {
    const { alive, replacement } = this.#evaluator;
    const successor = this.#successor?.evaluator.alive === true ? this.#successor : undefined;
    // What was decided when it was started holds: a trial that left less behind does not make the old one young.
    const decided = new Set([replacement?.takesOver, successor?.takesOver]);
    if (!alive || decided.has('now') || (decided.has('when-warm') && successor?.evaluator.isWarm === true)) {
      this.#letGo(this.#evaluator);
      this.#evaluator = successor?.evaluator ?? this.#another();
      this.#successor = undefined;
    }
    return this.#evaluator;
  }

  /** Starts a successor when the evaluator should have one soon: called before and after each trial. */
  lookAhead(): void {
    const { alive, replacement } = this.#evaluator;
    if (!alive || !replacement || this.#successor?.evaluator.alive === true) return;
    this.log(`is replaced: ${replacement.why}`);
    this.#successor = { evaluator: this.#another(), takesOver: replacement.takesOver };
  }

  /** What it does, and what its process uses. */
  get facts(): EvaluatorFacts {
    const { pid, alive, isWarm, usage } = this.#evaluator;
    const restarts = this.#nStarted - 1;
    const standing = this.work ? 'working' : !alive ? 'gone' : isWarm ? 'idle' : 'starting';
    return {
      name: this.name,
      pid: alive ? pid : undefined,
      ...usage,
      standing,
      restarts,
      ...(this.work && { work: this.work }),
    };
  }

  #another(): Evaluator {
    this.#nStarted++;
    return this.start();
  }

  /** Lets all its processes leave. */
  async close(): Promise<void> {
    this.#letGo(this.#evaluator);
    if (this.#successor) this.#letGo(this.#successor.evaluator);
    await Promise.all(this.#leaving);
  }

  #letGo(evaluator: Evaluator): void {
    const left = evaluator.end().finally(() => this.#leaving.delete(left));
    this.#leaving.add(left);
  }
}
