import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { InputError, TrialError } from '../../../src/core/base/errors';
import { deviceMetrics, deviceOptions } from '../../../src/core/estimator/device-options';
import { trainingOptions } from '../../../src/core/estimator/options';
import type { TrainingSpec } from '../../../src/core/estimator/options';
import { costOf } from '../../../src/core/graph/cost';
import type { Metrics } from '../../../src/core/trial/trial';
import { checkDevice, measureDevice } from '../../../src/tensor/device/measure-device';
import { EnergyCounter } from '../../../src/tensor/device/energy-counter';
import { Network } from '../../../src/tensor/network';
import { taskOf } from '../../../src/tensor/task';
import { folderWith } from '../../support/folder';
import { chain } from '../architectures';
import { start } from '../backends';
import { brightQuarters } from '../datasets';
import { noBreath, StepClock, writeZone } from './fake-machine';

const DATA = brightQuarters();
const ARCHITECTURE = chain([6, 6, 1], 4);

describe.each(['wasm', 'cpu', 'plan'] as const)('the device metrics on %s', (backend) => {
  beforeAll(() => start(backend));

  it.each([
    ['nothing', false, {}],
    ['latency', true, {}],
    ['all that can be had everywhere', true, { batchLatency: true, memory: true, energy: 'estimate' }],
    ['energy where it can be measured', false, { energy: 'auto' }],
  ])('are those that were asked for: %s', async (_, measureLatency, device) => {
    const spec = specOf(measureLatency, device);
    const metrics = await measured(spec);
    expect(
      Object.keys(metrics)
        .filter((name) => name !== 'energyMj')
        .sort(),
    ).toEqual(deviceMetrics(spec).sort());
    expect(Object.values(metrics).every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
  });

  it('leave weights and tensors as they were', async () => {
    const network = Network.create(ARCHITECTURE, taskOf(DATA), 1);
    const before = network.snapshot();
    const tensors = tf.memory().numTensors;
    await measureDevice(network, DATA.train, specOf(true, { batchLatency: true, memory: true }), noBreath);
    expect(tf.memory().numTensors).toBe(tensors);
    expect(network.snapshot()).toEqual(before);
    network.dispose();
  });

  it('count weights, activations and, in training, gradients and the optimizer', async () => {
    const small = await measured(specOf(false, { memory: true }));
    const weights = 4 * costOf(ARCHITECTURE).paramCount;
    expect(small['peakMemoryBytes']).toBeGreaterThan(weights);
    // Weights, their gradients, and the two moments of Adam.
    expect(small['peakTrainMemoryBytes']).toBeGreaterThan(4 * weights);
    const larger = await measured({ ...specOf(false, { memory: true }), batchSize: 64 });
    expect(larger['peakTrainMemoryBytes']).toBeGreaterThan(small['peakTrainMemoryBytes']!);
    expect(larger['peakMemoryBytes']).toBe(small['peakMemoryBytes']);
  });
});

describe('energy that has to be measured', () => {
  const spec = specOf(false, { energy: 'measure' });
  const nowhere = { now: () => performance.now(), openEnergyCounter: () => undefined };

  it('is refused before the first trial where there is no counter', () => {
    expect(() => checkDevice(spec, nowhere)).toThrow(
      new InputError(
        'estimator.device.energy',
        'expected "estimate" or "auto" on this machine, which has no energy counters (RAPL) that may be read, but got "measure"',
      ),
    );
    checkDevice(specOf(false, { energy: 'auto' }), nowhere);
  });

  it('fails a trial when the counter stands still', async () => {
    await start('cpu');
    const powercap = folderWith({});
    writeZone(powercap, { folder: 'intel-rapl:0', name: 'package-0', microjoules: 7 });
    const clock = new StepClock();
    const breathe = (): Promise<void> => {
      clock.pass(100);
      return Promise.resolve();
    };
    const ports = { now: clock.now, openEnergyCounter: () => EnergyCounter.open(powercap) };
    const network = Network.create(ARCHITECTURE, taskOf(DATA), 1);
    const measuring = measureDevice(network, DATA.train, spec, breathe, ports);
    await expect(measuring).rejects.toThrow(
      new TrialError('error', 'the energy could not be measured: the counters (RAPL) stand still'),
    );
    network.dispose();
  });
});

function specOf(measureLatency: boolean, device: Readonly<Record<string, unknown>>): TrainingSpec {
  return trainingOptions.parse({
    kind: 'training',
    batchSize: 8,
    measureLatency,
    device: deviceOptions.parse(device),
  });
}

async function measured(spec: TrainingSpec): Promise<Metrics> {
  const network = Network.create(ARCHITECTURE, taskOf(DATA), 1);
  try {
    return await measureDevice(network, DATA.train, spec, noBreath);
  } finally {
    network.dispose();
  }
}
