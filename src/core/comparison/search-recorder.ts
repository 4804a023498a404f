import { Bug } from '../base/errors';
import { compareForBest } from '../journal/query';
import { dominates } from '../pareto/domination';
import type { Point } from '../pareto/domination';
import { scoreOf } from '../trial/objective';
import type { Constraint, Objective, Score } from '../trial/objective';
import type { Metrics } from '../trial/trial';
import type { BestTrial, SearchRecord } from './search-record';

/** What a recorder must know of the experiment. */
export interface RecordedProblem {
  readonly objectives: readonly Objective[];
  readonly constraints: readonly Constraint[];
  /** Epochs of a full measurement: the last of `Problem.fidelities`. */
  readonly fullEpochs: number;
}

/** What is asked for where that is less than a full measurement, as in a proposal and in a journal. */
export interface RecordedFidelity {
  readonly epochs: number;
  /** The trial whose epochs are not paid again. */
  readonly continues?: number | undefined;
}

/**
 * Writes down one search while it goes on, trial after trial.
 *
 * A candidate measured with more epochs beats one measured with fewer, whatever the values: they are not
 * comparable, and what counts in the end is measured in full. Of equal epochs the better one counts, as in a run.
 * A cheaper measurement costs its share of a full one, less what the measurement that it goes on from has paid.
 */
export class SearchRecorder {
  readonly #repeats: number[] = [];
  readonly #failures: number[] = [];
  readonly #evaluations: number[] = [];
  readonly #seconds: number[] = [];
  readonly #bests: BestTrial[] = [];
  readonly #seen = new Set<string>();
  readonly #epochs: number[] = [];
  #asked = 0;
  #hasSeconds = false;
  #onlyFull = true;
  #best: { readonly epochs: number; readonly score: Score } | undefined;
  #front: Point[] = [];
  #frontEpochs = 0;

  constructor(private readonly problem: RecordedProblem) {}

  /** Full measurements that were asked for. */
  get evaluations(): number {
    return this.#asked;
  }

  get nTrials(): number {
    return this.#evaluations.length;
  }

  /**
   * @param fidelity absent for a full measurement; without `continues` it is paid from the first epoch on
   * @param candidate what makes two proposals the same
   */
  asked(fidelity: RecordedFidelity | undefined, candidate: string): void {
    const trial = this.#epochs.length;
    const epochs = fidelity?.epochs ?? this.problem.fullEpochs;
    const key = `${candidate} ${epochs}`;
    if (this.#seen.has(key)) this.#repeats.push(trial);
    this.#seen.add(key);
    const paid = fidelity?.continues === undefined ? 0 : (this.#epochs[fidelity.continues] ?? 0);
    if (epochs !== this.problem.fullEpochs || paid > 0) this.#onlyFull = false;
    // Nothing is for nothing, or a budget would never be used up.
    this.#asked += this.#onlyFull ? 1 : Math.max(1, epochs - paid) / this.problem.fullEpochs;
    this.#epochs.push(epochs);
  }

  measured(metrics: Metrics, seconds: number | undefined): void {
    const trial = this.#ended(seconds);
    const epochs = this.#epochs[trial]!;
    const score = scoreOf(metrics, this.problem.objectives, this.problem.constraints);
    const isBest = this.#isBest(epochs, score);
    if (isBest) this.#best = { epochs, score };
    const isOnFront = this.problem.objectives.length > 1 && this.#isOnFront(epochs, score);
    if (!isBest && !isOnFront) return;
    const cheaper = epochs === this.problem.fullEpochs ? {} : { epochs };
    this.#bests.push({ trial, ...cheaper, metrics: { ...metrics } });
  }

  failed(seconds: number | undefined): void {
    this.#failures.push(this.#ended(seconds));
  }

  /** @param thinkingMs see `SearchRecord` */
  record(thinkingMs: number, exhausted: boolean): SearchRecord {
    return {
      nTrials: this.nTrials,
      repeats: this.#repeats.filter((trial) => trial < this.nTrials),
      failures: [...this.#failures],
      ...(this.#onlyFull ? {} : { evaluations: [...this.#evaluations] }),
      ...(this.#hasSeconds ? { seconds: [...this.#seconds] } : {}),
      thinkingMs: Math.round(thinkingMs * 1000) / 1000,
      exhausted,
      bests: [...this.#bests],
    };
  }

  #ended(seconds: number | undefined): number {
    const trial = this.#evaluations.length;
    if (trial !== this.#epochs.length - 1) throw new Bug('a recorded trial ends before the next one begins');
    if (seconds !== undefined) this.#hasSeconds = true;
    this.#evaluations.push(this.#asked);
    const sum = (this.#seconds[trial - 1] ?? 0) + (seconds ?? 0);
    this.#seconds.push(Math.round(sum * 1000) / 1000);
    return trial;
  }

  #isBest(epochs: number, score: Score): boolean {
    if (!this.#best || epochs !== this.#best.epochs) return epochs > (this.#best?.epochs ?? 0);
    return compareForBest(score, this.#best.score) > 0;
  }

  #isOnFront(epochs: number, { values, violation }: Score): boolean {
    if (violation > 0 || epochs < this.#frontEpochs) return false;
    if (epochs > this.#frontEpochs) this.#front = [];
    this.#frontEpochs = epochs;
    // A second candidate with the very values adds nothing to a volume.
    const isCovered = (other: Point): boolean =>
      dominates(other, values) || other.every((value, i) => value === values[i]);
    if (this.#front.some(isCovered)) return false;
    this.#front = [...this.#front.filter((other) => !dominates(values, other)), values];
    return true;
  }
}
