/**
 * Random numbers for the inner loop: an xorshift32 (Marsaglia 2003), which is
 * seeded again for each batch without allocating, so that every batch of every
 * epoch can be drawn by itself.
 */
export class Noise {
  #state = 1;

  /** Nearby seeds give unrelated numbers. */
  seed(seed: number): void {
    // murmur3's finaliser.
    let h = seed | 0;
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    this.#state = h ^ (h >>> 16) || 1;
  }

  /** Uniform in (0, 1). */
  next(): number {
    let state = this.#state;
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    this.#state = state;
    return (state >>> 0) / 2 ** 32;
  }

  /** Uniform integer in [0, n), for n far below 2^32. */
  below(n: number): number {
    return Math.floor(this.next() * n);
  }

  /** From Beta(alpha, alpha), as the share of one of two gamma variates. */
  beta(alpha: number): number {
    const a = this.#logGamma(alpha);
    const b = this.#logGamma(alpha);
    return 1 / (1 + Math.exp(b - a));
  }

  /**
   * log of a variate of Gamma(alpha, 1) by Marsaglia and Tsang 2000, with their
   * step up for alpha below 1; the log, because for a small alpha the variate itself is often 0 in floating point.
   */
  #logGamma(alpha: number): number {
    if (alpha < 1) return this.#logGamma(alpha + 1) + Math.log(this.next()) / alpha;
    const d = alpha - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = this.#normal();
      const v = (1 + c * x) ** 3;
      if (v > 0 && Math.log(this.next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return Math.log(d * v);
    }
  }

  #normal(): number {
    return Math.sqrt(-2 * Math.log(this.next())) * Math.cos(2 * Math.PI * this.next());
  }
}
