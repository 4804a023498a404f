import { trainingOptions } from '../../src/core/estimator/options';
import type { TrainingSpec } from '../../src/core/estimator/options';
import type { Metrics } from '../../src/core/trial/trial';
import { trainCandidate } from '../../src/tensor/trainer';
import type { TrainingRequest } from '../../src/tensor/training-request';
import { chain } from './architectures';
import { brightQuarters } from './datasets';

export const DATA = brightQuarters();
export const NETWORK = chain([6, 6, 1], 4);

export function spec(options: Partial<TrainingSpec> = {}): TrainingSpec {
  return trainingOptions.parse({
    kind: 'training',
    epochs: 2,
    batchSize: 32,
    learningRate: 0.01,
    ...options,
  });
}

export function request(changes: Partial<TrainingRequest>): TrainingRequest {
  return {
    architecture: NETWORK,
    dataset: DATA,
    spec: spec(),
    seed: 1,
    onEpoch: () => undefined,
    signal: new AbortController().signal,
    ...changes,
  };
}

/** Trains and lets go of the network. */
export async function train(changes: Partial<TrainingRequest>): Promise<{ metrics: Metrics }> {
  const { metrics, network } = await trainCandidate(request(changes));
  network.dispose();
  return { metrics };
}
