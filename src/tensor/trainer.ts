import type { TrainingSpec } from '../core/estimator/options';
import type { Dataset } from '../core/estimator/dataset';
import type { Architecture } from '../core/graph/architecture';
import type { Metrics } from '../core/trial/trial';
import { Bug } from '../core/base/errors';
import type { Network } from './network';

export interface TrainingRequest {
  readonly architecture: Architecture;
  readonly dataset: Dataset;
  readonly spec: TrainingSpec;
  readonly seed: number;
  /** Called after each epoch, counted from 1. */
  readonly onEpoch: (epoch: number, metrics: Metrics) => void;
  readonly signal: AbortSignal;
}

export function trainCandidate(
  request: TrainingRequest,
): Promise<{ readonly metrics: Metrics; readonly network: Network }> {
  return Promise.reject(new Bug(`cannot train ${request.dataset.name} yet`));
}
