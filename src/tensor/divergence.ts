import { TrialError } from '../core/base/errors';
import type { NetworkTask } from './network';

/** Fails a candidate whose loss is not a number or grows beyond all bounds. */
export class Divergence {
  readonly #guessing: number;

  /** @param factor null: only a loss that is not finite counts */
  constructor(
    task: NetworkTask,
    private readonly factor: number | null,
  ) {
    // All classes alike; or the mean of each target, whose squared error is the variance, which is 1.
    this.#guessing = task.kind === 'classes' ? Math.log(task.names.length) : 1;
  }

  /** Throws `TrialError` `diverged` when the loss of a batch or of an evaluation is not finite. */
  requireFinite(loss: number, which: 'training' | 'validation', epoch: number, when: string): void {
    if (Number.isFinite(loss)) return;
    throw diverged(`the ${which} loss became ${loss} in epoch ${epoch}, ${when}`);
  }

  /**
   * Throws `TrialError` `diverged` when the mean training loss of an epoch is
   * more than `factor` times that of guessing, or of the first batch where that
   * is larger, as it may be before any normalisation. A whole epoch's mean, so
   * that a few bad batches of a training that recovers cost nothing.
   *
   * @param firstLoss of the very first batch, before any move
   */
  requireBounded(meanLoss: number, epoch: number, firstLoss: number): void {
    if (this.factor === null) return;
    const reference = Math.max(this.#guessing, firstLoss);
    if (meanLoss <= this.factor * reference) return;
    const of = reference === firstLoss ? 'of the first batch' : 'of guessing';
    throw diverged(
      `the mean training loss of epoch ${epoch} was ${rounded(meanLoss)}, more than ${this.factor} times that ${of}, ${rounded(reference)}`,
    );
  }
}

function diverged(what: string): TrialError {
  return new TrialError('diverged', `${what}; a smaller learning rate may help`);
}

function rounded(loss: number): string {
  return String(Number(loss.toPrecision(4)));
}
