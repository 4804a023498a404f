// Entry of a fresh process: trains one network and prints what is not a time, and nothing else.
import { trainingOptions } from '../../src/core/estimator/options';
import type { BackendChoice } from '../../src/core/experiment/experiment';
import { startBackend } from '../../src/tensor/backend';
import { trainCandidate } from '../../src/tensor/trainer';
import { nasBench201 } from './architectures';
import { brightQuarters } from './datasets';

const [choice, wasmFolder] = process.argv.slice(2) as [BackendChoice, string];

void startBackend(choice, { wasmFolder }).then(async () => {
  const { metrics } = await trainCandidate({
    architecture: nasBench201(4, [6, 6, 1], 4),
    dataset: brightQuarters({ train: 50, validation: 20, test: 0 }),
    spec: trainingOptions.parse({ kind: 'training', epochs: 2, batchSize: 16 }),
    seed: 7,
    onEpoch: () => undefined,
    signal: new AbortController().signal,
  });
  const { valLoss, valAccuracy, trainLoss, epochs } = metrics;
  process.stdout.write(JSON.stringify({ valLoss, valAccuracy, trainLoss, epochs }));
});
