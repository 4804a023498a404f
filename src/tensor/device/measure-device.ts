import { InputError, TrialError } from '../../core/base/errors';
import type { Examples } from '../../core/estimator/dataset';
import type { TrainingSpec } from '../../core/estimator/options';
import type { Metrics } from '../../core/trial/trial';
import type { Network } from '../network';
import { EnergyCounter } from './energy-counter';
import { estimateEnergyMj } from './energy-estimate';
import { measureEnergy } from './energy-measurement';
import { enginePeaks } from './engine-memory';
import { timeRepeats } from './timing';
import type { Stopwatch } from './timing';

/** What is asked of the machine; tests have their own. */
export interface DevicePorts {
  readonly now: Stopwatch;
  readonly openEnergyCounter: () => EnergyCounter | undefined;
}

const MACHINE: DevicePorts = {
  now: () => performance.now(),
  openEnergyCounter: () => EnergyCounter.open(),
};

/**
 * Throws `InputError` when `spec` wants energy measured and this machine has no
 * counter that may be read: no candidate of the run would get its metrics.
 */
export function checkDevice({ device }: TrainingSpec, { openEnergyCounter }: DevicePorts = MACHINE): void {
  if (device.energy !== 'measure' || openEnergyCounter()) return;
  throw new InputError(
    'estimator.device.energy',
    'expected "estimate" or "auto" on this machine, which has no energy counters (RAPL) that may be read, but got "measure"',
  );
}

/**
 * Measures a trained network on this machine and backend: how long a prediction
 * takes, how much memory and energy it needs; only what `spec` asks for. The
 * network's weights are afterwards as before. No tensors stay behind.
 *
 * @param examples training examples, in rounds where there are fewer than a batch
 * @param breathe lets others have a turn, rejects when the trial was cancelled
 */
export async function measureDevice(
  network: Network,
  examples: Examples,
  spec: TrainingSpec,
  breathe: () => Promise<void>,
  ports: DevicePorts = MACHINE,
): Promise<Metrics> {
  const { device } = spec;
  const one = batchOf(examples, network.inputSize, 1);
  const predictOne = (): void => {
    network.predictBatch(one, 1);
  };
  return {
    ...(spec.measureLatency && (await latency(predictOne, breathe, ports.now))),
    ...(device.batchLatency && (await batchLatency(network, examples, device.batchSize, breathe, ports.now))),
    ...(device.memory && (await enginePeaks(network, examples, spec))),
    ...(device.energy !== 'none' && (await energy(network, predictOne, device.energy, breathe, ports))),
  };
}

async function latency(run: () => void, breathe: () => Promise<void>, now: Stopwatch): Promise<Metrics> {
  const { medianMs, spreadMs } = await timeRepeats(run, breathe, now);
  return { latencyMs: medianMs, latencySpreadMs: spreadMs };
}

async function batchLatency(
  network: Network,
  examples: Examples,
  size: number,
  breathe: () => Promise<void>,
  now: Stopwatch,
): Promise<Metrics> {
  const batch = batchOf(examples, network.inputSize, size);
  const { medianMs, spreadMs } = await timeRepeats(() => network.predictBatch(batch, size), breathe, now);
  return { latencyBatchMs: medianMs, latencyBatchSpreadMs: spreadMs };
}

async function energy(
  { architecture }: Network,
  run: () => void,
  source: 'estimate' | 'auto' | 'measure',
  breathe: () => Promise<void>,
  { openEnergyCounter, now }: DevicePorts,
): Promise<Metrics> {
  const estimate = { energyEstimateMj: estimateEnergyMj(architecture) };
  const counter = source === 'estimate' ? undefined : openEnergyCounter();
  const energyMj = counter && (await measureEnergy(run, counter, breathe, now));
  if (energyMj !== undefined) return { energyMj, ...estimate };
  if (source === 'measure') {
    throw new TrialError('error', 'the energy could not be measured: the counters (RAPL) stand still');
  }
  return estimate;
}

/** The first `size` examples, beginning again where there are fewer. */
function batchOf({ x, count }: Examples, inputSize: number, size: number): Float32Array {
  if (count >= size) return x.subarray(0, size * inputSize);
  const batch = new Float32Array(size * inputSize);
  for (let i = 0; i < size; i++) {
    batch.set(x.subarray((i % count) * inputSize, ((i % count) + 1) * inputSize), i * inputSize);
  }
  return batch;
}
