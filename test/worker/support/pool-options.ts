import { trainingOptions } from '../../../src/core/estimator/options';
import { createArchitecture } from '../../../src/core/graph/architecture';
import type { TrialId } from '../../../src/core/trial/trial';
import type { PoolOptions } from '../../../src/worker/evaluator-pool';

/** A pool over `entry` that loads the digits, with limits that a fake evaluator never meets by accident. */
export function poolOptions(entry: string, folder: string, changes: Partial<PoolOptions> = {}): PoolOptions {
  return {
    entry,
    size: 1,
    trialMs: 30_000,
    memoryBytes: 2 ** 31,
    trialsPerEvaluator: 1000,
    modelsFolder: () => folder,
    keepAll: false,
    build: () =>
      createArchitecture([
        { name: 'input', operation: { kind: 'input', shape: [4] }, inputs: [] },
        { name: 'dense', operation: { kind: 'dense', units: 2, useBias: true }, inputs: [0] },
      ]),
    log: () => undefined,
    load: {
      data: { path: 'nowhere', bytes: 0, digest: '' },
      estimator: trainingOptions.parse({ kind: 'training', epochs: 1, measureLatency: false }),
      backend: 'auto',
      nativeBackendFolders: [],
      cacheFolder: folder,
    },
    ...changes,
  };
}

export function trialId(n: number): TrialId {
  return n as TrialId;
}

export function request(trial: number): { trial: TrialId; genotype: number[]; seed: number } {
  return { trial: trialId(trial), genotype: [], seed: 100 + trial };
}
