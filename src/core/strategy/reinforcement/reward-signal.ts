import type { Score } from '../../trial/objective';

/**
 * Makes rewards of scores, and of rewards how much better they are than usual.
 *
 * The reward is the first objective as a score: higher is better, in whatever unit. A candidate that breaks a
 * constraint gets less than the worst that breaks none: below it by its violation times the range of what was seen.
 * The advantage is (R - b) / s: b is the moving average of the rewards before, with the correction for its start, and s
 * the standard deviation of all rewards until now, so that nothing depends on the objective's unit or offset.
 */
export class RewardSignal {
  #average = 0;
  #weight = 0;
  #n = 0;
  #mean = 0;
  #squares = 0;
  #worst = Infinity;
  #best = -Infinity;

  /** @param decay of the moving average, in [0, 1): 0 remembers the last reward only */
  constructor(private readonly decay: number) {}

  /** The moving average of the rewards; `undefined` before the first. */
  get baseline(): number | undefined {
    return this.#weight === 0 ? undefined : this.#average / this.#weight;
  }

  /** How much better than the baseline, which absorbs the reward only afterwards; 0 for the first. */
  advantageOf(score: Score): number {
    const reward = this.#rewardOf(score);
    const { baseline } = this;
    this.#absorb(reward);
    const deviation = this.#n < 2 ? 0 : Math.sqrt(this.#squares / (this.#n - 1));
    return baseline === undefined || !(deviation > 0) ? 0 : (reward - baseline) / deviation;
  }

  #rewardOf({ values: [value], violation }: Score): number {
    if (violation === 0) {
      this.#worst = Math.min(this.#worst, value!);
      this.#best = Math.max(this.#best, value!);
      return value!;
    }
    if (!Number.isFinite(this.#worst)) return -violation;
    return this.#worst - violation * (this.#best - this.#worst || 1);
  }

  #absorb(reward: number): void {
    this.#average = this.decay * this.#average + (1 - this.decay) * reward;
    this.#weight = this.decay * this.#weight + (1 - this.decay);
    this.#n++;
    const off = reward - this.#mean;
    this.#mean += off / this.#n;
    this.#squares += off * (reward - this.#mean);
  }
}
