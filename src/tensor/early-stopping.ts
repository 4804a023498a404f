import type { TrainingSpec } from '../core/estimator/options';
import { metricSpec } from '../core/trial/metric';
import { InputError } from '../core/base/errors';
import type { BestEpoch } from './checkpoint';
import { metricsOfFit } from './evaluation';
import type { Fit } from './evaluation';
import type { Network } from './network';

/**
 * Remembers the weights of the epoch with the best metric, the first of equals,
 * and says when there has been nothing better for its patience. With patience
 * `null` it does nothing: training goes to the end and keeps its last weights.
 */
export class EarlyStopping {
  #best: BestEpoch | undefined;

  constructor(
    private readonly network: Network,
    private readonly spec: Pick<TrainingSpec, 'earlyStoppingPatience' | 'earlyStoppingMetric'>,
  ) {}

  get best(): BestEpoch | undefined {
    return this.#best;
  }

  /** Goes on from an earlier best. */
  resume(best: BestEpoch | undefined): void {
    this.#best = best;
  }

  offer(fit: Fit, epoch: number): void {
    if (this.spec.earlyStoppingPatience === null) return;
    if (this.#best && this.#score(fit) <= this.#score(this.#best.fit)) return;
    this.#best = { fit, epoch, weights: this.network.snapshot() };
  }

  isDue(epoch: number): boolean {
    const { earlyStoppingPatience: patience } = this.spec;
    return this.#best !== undefined && patience !== null && epoch - this.#best.epoch >= patience;
  }

  /** Puts the best weights back and gives what they measured; `undefined` when nothing was remembered. */
  restoreBest(): Fit | undefined {
    if (this.#best) this.network.restoreSnapshot(this.#best.weights);
    return this.#best?.fit;
  }

  /** Higher is better. */
  #score(fit: Fit): number {
    const { earlyStoppingMetric: metric } = this.spec;
    const metrics = metricsOfFit(fit, 'val');
    const value = metrics[metric];
    if (value === undefined) {
      const names = Object.keys(metrics).join(', ');
      throw new InputError(
        'estimator.earlyStoppingMetric',
        `expected one of ${names}, but got ${JSON.stringify(metric)}`,
      );
    }
    return metricSpec(metric).goal === 'maximize' ? value : -value;
  }
}
