import type { Network } from './network';

const WARM_UP = 5;
const REPEATS = 21;

/** Median wall time in ms of predicting one example. */
export function measureLatency(network: Network, example: Float32Array): number {
  const times: number[] = [];
  for (let i = 0; i < WARM_UP + REPEATS; i++) {
    const start = performance.now();
    network.predictBatch(example, 1);
    if (i >= WARM_UP) times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[(REPEATS - 1) / 2]!;
}
