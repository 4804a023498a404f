import { HypervolumeArchive } from '../pareto/hypervolume-archive';
import { endedTrials } from './ended-trials';
import type { EndedTrial } from './ended-trials';
import { compareFidelity } from './fidelity';
import { constraintsOf, objectivesOf, scoreIn } from './query';
import type { MeasuredTrial } from './query';
import type { RunState } from './run-state';
import type { TrialId } from '../trial/trial';

/** One trial that had ended, and what the front dominated then. */
export interface HypervolumePoint {
  readonly trial: TrialId;
  /** Trials that had ended by then, this one included. */
  readonly nEnded: number;
  readonly endedAt: number;
  readonly volume: number;
  /** This trial made it larger. */
  readonly isGain: boolean;
}

export interface HypervolumeCurve {
  /** In the objectives' own units and order. */
  readonly reference: readonly number[];
  /** One point for each trial that keeps all limits, in the order in which they ended. */
  readonly points: readonly HypervolumePoint[];
}

/**
 * The hypervolume of the front over time, for two or three objectives; `undefined` for others and before the first
 * trial. In the product of the objectives' units.
 *
 * The reference is for each objective the limit that a constraint puts on its worse side, else the worst value that a
 * trial which keeps all limits has had until now: with a worse one still to come the whole curve grows, and its form
 * stays. The volume begins again where the first trial of a higher fidelity ends, because fronts are of the highest.
 */
export function hypervolumeSoFar(state: RunState): HypervolumeCurve | undefined {
  const curve = new HypervolumeSoFar(state);
  curve.add(endedTrials(state));
  return curve.curve;
}

interface Scored {
  readonly trial: MeasuredTrial;
  readonly values: readonly number[];
  readonly nEnded: number;
}

/** `hypervolumeSoFar`, kept up as trials end. All is computed again when the reference becomes worse, which is ever rarer. */
export class HypervolumeSoFar {
  readonly #scored: Scored[] = [];
  #nEnded = 0;
  #points: HypervolumePoint[] = [];
  /** As scores: higher is better. */
  #origin: readonly number[] | undefined;
  #archive = new HypervolumeArchive([]);
  /** The last that counted: what is measured at less does not. */
  #highest: MeasuredTrial | undefined;

  /** @param run what the trials are judged by, which its first line says for ever */
  constructor(private readonly run: RunState) {}

  get curve(): HypervolumeCurve | undefined {
    const signs = objectivesOf(this.run).map(({ goal }) => (goal === 'maximize' ? 1 : -1));
    const origin = this.#origin;
    return origin && { reference: origin.map((value, i) => signs[i]! * value), points: this.#points };
  }

  /** @param ended the next ones, in the order in which they ended */
  add(ended: readonly EndedTrial[]): void {
    if (!hasHypervolume(this.run)) return;
    const known = this.#scored.length;
    for (const trial of ended) {
      this.#nEnded++;
      if (trial.status !== 'measured') continue;
      const score = scoreIn(this.run, trial.metrics);
      if (score?.violation === 0) this.#scored.push({ trial, values: score.values, nEnded: this.#nEnded });
    }
    if (this.#scored.length === known) return;
    const before = this.#origin;
    const origin = originOf(this.run, this.#scored.slice(known), before);
    this.#origin = origin;
    // What was told of the old points stays as it is.
    this.#points = [...this.#points];
    const isSame = before?.every((value, i) => value === origin[i]) === true;
    if (!isSame) {
      this.#points = [];
      this.#archive = new HypervolumeArchive(origin);
      this.#highest = undefined;
    }
    for (let i = isSame ? known : 0; i < this.#scored.length; i++) this.#step(this.#scored[i]!, origin);
  }

  #step({ trial, values, nEnded }: Scored, origin: readonly number[]): void {
    const step = this.#highest ? compareFidelity(trial, this.#highest) : 0;
    if (step < 0) return;
    if (step > 0) this.#archive = new HypervolumeArchive(origin);
    this.#highest = trial;
    const isGain = this.#archive.add(values);
    this.#points.push({
      trial: trial.trial,
      nEnded,
      endedAt: trial.endedAt,
      volume: this.#archive.volume,
      isGain,
    });
  }
}

/** Whether the run has a hypervolume: with two or three objectives. */
export function hasHypervolume(run: RunState): boolean {
  const { length } = objectivesOf(run);
  return length === 2 || length === 3;
}

/** What no trial is worse than, of those that came and those that made `before`. */
function originOf(
  run: RunState,
  came: readonly Scored[],
  before: readonly number[] | undefined,
): readonly number[] {
  return objectivesOf(run).map(({ metric, goal }, i) => {
    const constraint = constraintsOf(run).find((one) => one.metric === metric);
    const limit = constraint?.[goal === 'maximize' ? 'min' : 'max'];
    if (limit !== undefined) return goal === 'maximize' ? limit : -limit;
    return came.reduce((worst, { values }) => Math.min(worst, values[i]!), before?.[i] ?? Infinity);
  });
}
