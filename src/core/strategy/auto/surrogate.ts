import type { GaussianProcess } from '../../surrogate/gaussian-process';
import { fitGrouped, groupedPrior, groupedProcess } from '../../surrogate/grouped-fit';
import type { GroupedPrior } from '../../surrogate/grouped-fit';
import { groupedKernel } from '../../surrogate/grouped-kernel';
import type { GroupedKernel, LogHyperparameters, PairParts } from '../../surrogate/grouped-kernel';
import { representativeRows } from '../../surrogate/representative-rows';
import type { Features, FeatureSpace } from './feature-space';

/** What is believed of one output at each of m candidates: a normal distribution, in targets. */
export interface Belief {
  readonly means: Float64Array;
  /** Of the output itself. */
  readonly deviations: Float64Array;
  /** Of what a measurement of it would say: noise is added. */
  readonly measuredDeviations: Float64Array;
}

const FIRST_ITERATIONS = 40;
const LATER_ITERATIONS = 12;
/** A fit waits for so many new observations, or this share of what there was. */
const REFIT_AFTER = 5;
const REFIT_GROWTH = 0.15;
/** Observations that a fit keeps. */
const MOST_KEPT = 240;

interface Output {
  hyperparameters: LogHyperparameters;
  kernel: GroupedKernel;
  process: GaussianProcess | undefined;
}

/**
 * Gaussian processes with a grouped kernel, one for each output, over the same observations.
 *
 * Hyperparameters are fitted again, from where they were, whenever the history has grown by 15 % and at least five; in between
 * observations are appended. Of more than 240 observations a fit keeps those of `representativeRows`.
 */
export class Surrogate {
  readonly #features: FeatureSpace;
  readonly #prior: GroupedPrior;
  readonly #outputs: Output[] = [];
  /** Observations in the processes, by their position in the history. */
  #kept: number[] = [];
  #inputs: Features[] = [];
  /** Row i: parts of kept observation i with those up to it. */
  #rows: PairParts[] = [];
  #nAtFit = 0;
  #nSeen = 0;

  constructor(features: FeatureSpace) {
    this.#features = features;
    this.#prior = groupedPrior(features.groups.length);
  }

  /**
   * Takes up the history so far.
   *
   * @param observed in the order in which it came; only grows from call to call
   * @param targets per output, one per observation
   * @param priorities one per observation: those with the highest are kept when there are too many
   */
  update(
    observed: readonly Features[],
    targets: readonly Float64Array[],
    priorities: () => Float64Array,
  ): void {
    const n = observed.length;
    const nNew = n - this.#nAtFit;
    const isGrown = nNew >= Math.max(REFIT_AFTER, REFIT_GROWTH * this.#nAtFit);
    if (isGrown || this.#outputs.length !== targets.length) {
      this.#keep(
        observed,
        n > MOST_KEPT ? representativeRows(priorities(), MOST_KEPT) : [...observed.keys()],
      );
      targets.forEach((of, k) => (this.#outputs[k] = this.#fit(this.#outputs[k], this.#ofKept(of))));
      this.#outputs.length = targets.length;
      this.#nAtFit = n;
    } else {
      for (let i = this.#nSeen; i < n; i++) this.#append(observed[i]!, i);
      this.#outputs.forEach(({ process }, k) => process?.setTargets(this.#ofKept(targets[k]!)));
    }
    this.#nSeen = n;
  }

  #ofKept(targets: Float64Array): Float64Array {
    return Float64Array.from(this.#kept, (i) => targets[i]!);
  }

  #keep(observed: readonly Features[], kept: number[]): void {
    this.#kept = kept;
    this.#inputs = kept.map((i) => observed[i]!);
    this.#rows = this.#inputs.map((input, i) => this.#features.parts(input, this.#inputs.slice(0, i + 1)));
  }

  #fit(before: Output | undefined, targets: Float64Array): Output {
    const start = before?.hyperparameters ?? this.#prior.means;
    const iterations = before ? LATER_ITERATIONS : FIRST_ITERATIONS;
    const hyperparameters = fitGrouped(start, this.#rows, targets, this.#prior, iterations);
    const capacity = Math.ceil(this.#rows.length * (1 + REFIT_GROWTH)) + REFIT_AFTER;
    return {
      hyperparameters,
      kernel: groupedKernel(hyperparameters),
      process: groupedProcess(hyperparameters, this.#rows, targets, capacity),
    };
  }

  #append(input: Features, position: number): void {
    const row = this.#features.parts(input, [...this.#inputs, input]);
    const n = this.#rows.length;
    this.#kept.push(position);
    this.#inputs.push(input);
    this.#rows.push(row);
    for (const { process, kernel } of this.#outputs) {
      const covariances = new Float64Array(n + 1);
      kernel.fill(row, 0, n + 1, covariances, 0);
      process?.append(covariances.subarray(0, n), covariances[n]! + kernel.noise, 0);
    }
  }

  /**
   * What each output is at each candidate.
   *
   * @param pending inputs whose targets are taken to be what is predicted of them: means stay, deviations shrink
   */
  beliefs(candidates: readonly Features[], pending: readonly Features[]): Belief[] {
    const given = [...this.#inputs, ...pending];
    for (let n = this.#inputs.length; n < given.length; n++) this.#believe(given.slice(0, n), given[n]!);
    const m = candidates.length;
    const n = given.length;
    const drafts = this.#outputs.map((output) => ({
      ...output,
      cross: new Float64Array(m * n),
      prior: new Float64Array(m),
    }));
    let parts: Float64Array | undefined;
    candidates.forEach((candidate, i) => {
      // The candidate with itself comes last.
      given[n] = candidate;
      parts = this.#features.parts(candidate, given, parts);
      for (const { kernel, cross, prior } of drafts) {
        kernel.fill(parts, 0, n, cross, i * n);
        kernel.fill(parts, n, 1, prior, i);
      }
    });
    return drafts.map(({ process, kernel: { noise }, cross, prior }) => {
      if (!process) return ignorance(m);
      const { means, variances } = process.predict(cross, prior);
      process.dropPending();
      return {
        means,
        deviations: variances.map(Math.sqrt),
        measuredDeviations: variances.map((variance) => Math.sqrt(variance + noise)),
      };
    });
  }

  #believe(before: readonly Features[], input: Features): void {
    const n = before.length;
    const parts = this.#features.parts(input, [...before, input]);
    for (const { process, kernel } of this.#outputs) {
      const covariances = new Float64Array(n + 1);
      kernel.fill(parts, 0, n + 1, covariances, 0);
      process?.appendPending(covariances.subarray(0, n), covariances[n]! + kernel.noise);
    }
  }
}

/** Nothing but what targets are before any is known; for observations that no process fits. */
function ignorance(m: number): Belief {
  const deviations = new Float64Array(m).fill(1);
  return { means: new Float64Array(m), deviations, measuredDeviations: deviations };
}
