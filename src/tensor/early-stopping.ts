import type { Fit } from './evaluation';
import type { Network } from './network';

/**
 * Remembers the weights of the epoch with the lowest validation loss, the first
 * of equals, and says when there has been nothing better for `patience` epochs.
 * With patience `null` it does nothing: training goes to the end and keeps its last weights.
 */
export class EarlyStopping {
  #best: { readonly fit: Fit; readonly epoch: number; readonly weights: Float32Array[] } | undefined;

  constructor(
    private readonly network: Network,
    private readonly patience: number | null,
  ) {}

  offer(fit: Fit, epoch: number): void {
    if (this.patience === null || (this.#best && fit.loss >= this.#best.fit.loss)) return;
    this.#best = { fit, epoch, weights: this.network.snapshot() };
  }

  isDue(epoch: number): boolean {
    return this.#best !== undefined && this.patience !== null && epoch - this.#best.epoch >= this.patience;
  }

  /** Puts the best weights back and gives what they measured; `undefined` when nothing was remembered. */
  restoreBest(): Fit | undefined {
    if (this.#best) this.network.restoreSnapshot(this.#best.weights);
    return this.#best?.fit;
  }
}
