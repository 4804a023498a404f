import { dominates } from '../pareto/domination';
import type { Score } from '../trial/objective';
import type { EndedTrial } from './ended-trials';
import { compareFidelity } from './fidelity';
import { compareForBest, scoreIn } from './query';
import type { MeasuredTrial } from './query';
import type { RunState } from './run-state';

interface Scored {
  readonly trial: MeasuredTrial;
  readonly score: Score;
}

/** `bestTrial` and `frontTrials`, kept up as trials end, in whichever order. Adding costs O(m f), f being the front's size. */
export class Standing {
  /** The first of the highest fidelity. */
  #highest: MeasuredTrial | undefined;
  #best: Scored | undefined;
  #front: readonly Scored[] = [];

  /** @param run what the trials are judged by, which its first line says for ever */
  constructor(private readonly run: RunState) {}

  get best(): MeasuredTrial | undefined {
    return this.#best?.trial;
  }

  /** In the order in which they were asked. */
  get front(): readonly MeasuredTrial[] {
    return this.#front.map(({ trial }) => trial).sort((a, b) => a.trial - b.trial);
  }

  add(ended: readonly EndedTrial[]): void {
    for (const trial of ended) if (trial.status === 'measured') this.#measured(trial);
  }

  #measured(trial: MeasuredTrial): void {
    const step = this.#highest ? compareFidelity(trial, this.#highest) : 1;
    if (step < 0) return;
    if (step > 0) {
      this.#highest = trial;
      this.#best = undefined;
      this.#front = [];
    }
    const score = scoreIn(this.run, trial.metrics);
    if (!score) return;
    const scored = { trial, score };
    if (!this.#best || isBetter(scored, this.#best)) this.#best = scored;
    if (score.violation === 0) this.#addToFront(scored);
  }

  #addToFront(scored: Scored): void {
    const { values } = scored.score;
    if (this.#front.some(({ score }) => dominates(score.values, values))) return;
    this.#front = [...this.#front.filter(({ score }) => !dominates(values, score.values)), scored];
  }
}

/** Of equals the one asked first. */
function isBetter(a: Scored, b: Scored): boolean {
  return (compareForBest(a.score, b.score) || b.trial.trial - a.trial.trial) > 0;
}
