import * as z from 'zod';
import type { MetricName } from '../trial/metric';

/** Where the energy of a prediction comes from; see `src/tensor/device`. */
const ENERGY_SOURCES = ['none', 'estimate', 'auto', 'measure'] as const;

/** What is found out about a trained candidate on this machine, beside the latency of one example. */
export const deviceOptions = z
  .strictObject({
    batchLatency: z
      .boolean()
      .default(false)
      .describe('Measure latencyBatchMs, the time of predicting one batch; up to half a second a candidate.'),
    batchSize: z.number().int().positive().default(64).describe('Examples in the batch of latencyBatchMs.'),
    memory: z
      .boolean()
      .default(false)
      .describe('Find out peakMemoryBytes and peakTrainMemoryBytes; about as long as two steps of training.'),
    energy: z
      .enum(ENERGY_SOURCES)
      .default('none')
      .describe(
        'estimate: energyEstimateMj from MACs and memory traffic, for nothing. measure: also energyMj from the counters of the processor (Linux, where they may be read; half a second a candidate, best with one evaluator). auto: energyMj too where it can be measured.',
      ),
  })
  .describe('More measurements of each trained candidate on this machine.');

export type DeviceSpec = z.output<typeof deviceOptions>;

/** The option, as a person writes it, that makes candidates have a metric; those that need none are not here. */
export const OPTION_OF: Readonly<Partial<Record<string, string>>> = {
  latencyMs: '"measureLatency": true',
  latencySpreadMs: '"measureLatency": true',
  latencyBatchMs: '"device": { "batchLatency": true }',
  latencyBatchSpreadMs: '"device": { "batchLatency": true }',
  peakMemoryBytes: '"device": { "memory": true }',
  peakTrainMemoryBytes: '"device": { "memory": true }',
  energyEstimateMj: '"device": { "energy": "estimate" }',
  energyMj: '"device": { "energy": "measure" }',
} satisfies Partial<Record<MetricName, string>>;

/** The metrics that every candidate gets. With `auto` an energy that some machines only can measure is not among them: nothing may depend on it. */
export function deviceMetrics({
  measureLatency,
  device,
}: {
  readonly measureLatency: boolean;
  readonly device: DeviceSpec;
}): MetricName[] {
  return [
    ...(measureLatency ? (['latencyMs', 'latencySpreadMs'] as const) : []),
    ...(device.batchLatency ? (['latencyBatchMs', 'latencyBatchSpreadMs'] as const) : []),
    ...(device.memory ? (['peakMemoryBytes', 'peakTrainMemoryBytes'] as const) : []),
    ...(device.energy === 'none' ? [] : (['energyEstimateMj'] as const)),
    ...(device.energy === 'measure' ? (['energyMj'] as const) : []),
  ];
}
