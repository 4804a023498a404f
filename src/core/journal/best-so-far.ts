import type { Score } from '../trial/objective';
import type { TrialId } from '../trial/trial';
import { endedTrials } from './ended-trials';
import type { EndedTrial } from './ended-trials';
import { compareFidelity } from './fidelity';
import { compareForBest, objectivesOf, scoreIn } from './query';
import type { MeasuredTrial } from './query';
import type { RunState } from './run-state';

/** One measured trial, seen by the first objective. */
export interface BestSoFarPoint {
  readonly trial: TrialId;
  /** Trials that had ended by then, this one included: 1, 2, ... failed ones counted. */
  readonly nEnded: number;
  readonly endedAt: number;
  /** The first objective as measured: the sign is not turned. */
  readonly value: number;
  /** Keeps every constraint. */
  readonly feasible: boolean;
  /** The first objective of the best trial until then; worse than before where the first trial of a higher fidelity has come. */
  readonly best: number;
  readonly bestTrial: TrialId;
}

/** One point per measured trial in the order in which they ended. */
export function bestSoFar(state: RunState): readonly BestSoFarPoint[] {
  const curve = new BestSoFar(state);
  curve.add(endedTrials(state));
  return curve.points;
}

interface Scored {
  readonly trial: MeasuredTrial;
  readonly score: Score;
}

/** `bestSoFar`, kept up as trials end. */
export class BestSoFar {
  readonly #points: BestSoFarPoint[] = [];
  #nEnded = 0;
  #best: Scored | undefined;

  /** @param run what the trials are judged by, which its first line says for ever */
  constructor(private readonly run: RunState) {}

  /** Only grows. */
  get points(): readonly BestSoFarPoint[] {
    return this.#points;
  }

  /** @param ended the next ones, in the order in which they ended */
  add(ended: readonly EndedTrial[]): void {
    const [objective] = objectivesOf(this.run);
    if (!objective) return;
    for (const trial of ended) {
      this.#nEnded++;
      if (trial.status !== 'measured') continue;
      const score = scoreIn(this.run, trial.metrics);
      if (!score) continue;
      let best = this.#best;
      if (!best || isBetter({ trial, score }, best)) best = { trial, score };
      this.#best = best;
      this.#points.push({
        trial: trial.trial,
        nEnded: this.#nEnded,
        endedAt: trial.endedAt,
        value: trial.metrics[objective.metric]!,
        feasible: score.violation === 0,
        best: best.trial.metrics[objective.metric]!,
        bestTrial: best.trial.trial,
      });
    }
  }
}

/** What `bestTrial` goes by, for one trial after the other. */
function isBetter(a: Scored, b: Scored): boolean {
  return (compareFidelity(a.trial, b.trial) || compareForBest(a.score, b.score)) > 0;
}
