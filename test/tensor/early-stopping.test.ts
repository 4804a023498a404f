import { beforeAll, describe, expect, it } from 'vitest';

import type { Metrics } from '../../src/core/trial/trial';
import { evaluate } from '../../src/tensor/evaluation';
import { trainCandidate } from '../../src/tensor/trainer';
import { start } from './backends';
import { DATA, request, spec, train } from './training';

describe('early stopping', () => {
  beforeAll(() => start('wasm'));

  it('stops after its patience and gives back the best weights', async () => {
    const losses: number[] = [];
    const { metrics, network } = await trainCandidate(
      request({
        spec: spec({ epochs: 40, learningRate: 0.03, schedule: 'constant', earlyStoppingPatience: 2 }),
        onEpoch: (_, { valLoss }) => losses.push(valLoss!),
      }),
    );
    const fit = await evaluate(network, DATA.validation, () => Promise.resolve());
    network.dispose();
    const best = losses.indexOf(Math.min(...losses));
    expect({ epochs: metrics['epochs'], valLoss: metrics['valLoss'], loss: fit.loss }).toEqual({
      epochs: best + 3,
      valLoss: losses[best],
      loss: losses[best],
    });
    expect(losses.length).toBeLessThan(40);
  });

  it.each([
    { metric: 'valAccuracy', which: 'highest' },
    { metric: 'valAuc', which: 'highest' },
    { metric: 'valLoss', which: 'lowest' },
  ] as const)('keeps the epoch whose $metric is the $which', async ({ metric, which }) => {
    const curve: Metrics[] = [];
    const { metrics } = await train({
      // So large a rate that the curves of the metrics have their best at different epochs.
      spec: spec({
        epochs: 6,
        learningRate: 0.3,
        schedule: 'constant',
        earlyStoppingPatience: 6,
        earlyStoppingMetric: metric,
      }),
      onEpoch: (_, epoch) => curve.push(epoch),
    });
    const values = curve.map((epoch) => epoch[metric]!);
    const best = values.indexOf(which === 'lowest' ? Math.min(...values) : Math.max(...values));
    expect(curve).toHaveLength(6);
    expect(new Set(values).size).toBeGreaterThan(1);
    for (const name of ['valLoss', 'valAccuracy', 'valF1', 'valAuc']) {
      expect([name, metrics[name]]).toEqual([name, curve[best]![name]]);
    }
  });
});
