import { Bug } from '../base/errors';
import type { Rng } from '../base/random';
import { fitHyperparameters, logPosterior } from './gaussian-process-fit';
import type { GaussianProcess } from './gaussian-process';
import { conditioned, priorMedians } from './gaussian-process-hyperparameters';
import type { Evidence, Hyperparameters } from './gaussian-process-hyperparameters';
import { meanSupport, sampleHyperparameters } from './gaussian-process-sample';
import type { Kernel } from './kernels/kernel';
import { representativeRows } from './representative-rows';

export interface RegressionOptions {
  /** `map`: the likeliest hyperparameters. `slice-sampling`: ten draws from their posterior, each with a process of its own. */
  readonly hyperparameters: 'map' | 'slice-sampling';
  /** Observations that a process is conditioned on when it is fitted; those that come until the next fit are appended. */
  readonly maxObservations: number;
}

/** A process and the hyperparameters that it has. */
export interface Member {
  readonly gp: GaussianProcess;
  readonly at: Hyperparameters;
}

const FIRST_ITERATIONS = 40;
const ITERATIONS = 12;
/** Hyperparameters are fitted to at most so many observations; more change them little and cost their cube. */
const MAX_FITTED = { map: 200, 'slice-sampling': 100 } as const;
/** Up to here a fit also starts at the prior's medians, in case the last optimum has become a bad one. */
const MAX_RESTARTED = 60;
const BURN_IN = 100;
const N_SAMPLES = 10;

/**
 * Gaussian process regression over a history that grows, at the price of a new row most of the time.
 *
 * Hyperparameters are fitted when the history is max(5, 15 %) longer than at the last fit, from where they were. In
 * between, rows are appended to the Cholesky factors. Beyond `maxObservations` a fit chooses the rows it keeps: the best, the latest
 * and some of every rank. Targets may all change at every update, as when they are standardised anew: O(n²).
 */
export class GaussianProcessRegression<X> {
  #members: Member[] = [];
  /** Positions in the history of the processes' rows. */
  #rows: number[] = [];
  #nUsed = 0;
  #nAtFit = 0;

  constructor(
    readonly kernel: Kernel<X>,
    readonly options: RegressionOptions,
  ) {}

  /** One process for `map`, ten for `slice-sampling`; empty before the first update. */
  get members(): readonly Member[] {
    return this.#members;
  }

  /**
   * Takes the whole history.
   *
   * @param inputs what was there before, in the same order, and perhaps more; at least one
   * @param targets one per input, standardised
   * @param rng for slice sampling
   */
  update(inputs: readonly X[], targets: Float64Array, rng: Rng): void {
    const n = inputs.length;
    if (this.#nAtFit === 0 || n >= this.#nAtFit + Math.max(5, Math.ceil(0.15 * this.#nAtFit))) {
      this.#fit(inputs, targets, rng);
      return;
    }
    for (let i = this.#nUsed; i < n; i++) {
      if (this.#append(inputs, targets, i)) continue;
      this.#fit(inputs, targets, rng);
      return;
    }
    this.#nUsed = n;
    const own = Float64Array.from(this.#rows, (row) => targets[row]!);
    for (const { gp } of this.#members) gp.setTargets(own);
  }

  #fit(inputs: readonly X[], targets: Float64Array, rng: Rng): void {
    const { hyperparameters, maxObservations } = this.options;
    this.#rows = representativeRows(targets, maxObservations);
    this.#nUsed = inputs.length;
    const all = this.#evidence(inputs, targets, this.#rows);
    const fitted =
      this.#rows.length > MAX_FITTED[hyperparameters]
        ? this.#evidence(inputs, targets, representativeRows(targets, MAX_FITTED[hyperparameters]))
        : all;
    const found = hyperparameters === 'map' ? [this.#mostLikely(fitted)] : this.#sampled(fitted, rng);
    this.#members = found.flatMap((at) => {
      const gp = conditioned(all, at);
      return gp ? [{ gp, at }] : [];
    });
    if (this.#members.length === 0) {
      const at = priorMedians(this.kernel.parameters);
      const gp = conditioned(all, at);
      if (!gp) throw new Bug('targets or covariances are not finite');
      this.#members = [{ gp, at }];
    }
    this.#nAtFit = inputs.length;
  }

  #evidence(inputs: readonly X[], targets: Float64Array, rows: readonly number[]): Evidence {
    return {
      kernel: this.kernel.prepare(rows.map((row) => inputs[row]!)),
      parameters: this.kernel.parameters,
      targets: Float64Array.from(rows, (row) => targets[row]!),
    };
  }

  #mostLikely(evidence: Evidence): Hyperparameters {
    const medians = priorMedians(this.kernel.parameters);
    const last = this.#members[0]?.at;
    if (!last) return fitHyperparameters(evidence, medians, FIRST_ITERATIONS);
    const fit = fitHyperparameters(evidence, last, ITERATIONS);
    if (evidence.targets.length > MAX_RESTARTED) return fit;
    const other = fitHyperparameters(evidence, medians, FIRST_ITERATIONS);
    return logPosterior(evidence, other) > logPosterior(evidence, fit) ? other : fit;
  }

  #sampled(evidence: Evidence, rng: Rng): Hyperparameters[] {
    const last = this.#members.at(-1)?.at;
    const lengths = { burnIn: last ? 0 : BURN_IN, nSamples: N_SAMPLES };
    const { lowest, highest } = meanSupport(evidence.targets);
    const start = last ?? priorMedians(this.kernel.parameters);
    // The walk needs a mean between the targets, which may have moved since.
    const mean = Math.min(highest, Math.max(lowest, start.mean));
    return sampleHyperparameters(evidence, { ...start, mean }, lengths, rng);
  }

  /** `false` where a process cannot take the row. */
  #append(inputs: readonly X[], targets: Float64Array, i: number): boolean {
    const before = this.inputsOf(inputs);
    const input = inputs[i]!;
    const isTaken = this.#members.every(({ gp, at }) => {
      const covariances = this.kernel.covariances(at.values, before, [input]);
      const variance = this.kernel.variances(at.values, [input])[0]! + at.noise;
      return gp.append(covariances, variance, targets[i]!);
    });
    if (isTaken) this.#rows.push(i);
    return isTaken;
  }

  /** The inputs of the processes' rows, for covariances with others. */
  inputsOf(inputs: readonly X[]): X[] {
    return this.#rows.map((row) => inputs[row]!);
  }
}
