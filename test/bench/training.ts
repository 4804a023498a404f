/**
 * Images per second of steady training: the NAS-Bench-201 network (16 to 64
 * channels divided by 2, one cell a stage, 16x16x3, batch 64) and a perceptron,
 * on each backend that starts. Medians over steps after warm-up, and ratios to wasm.
 *
 * Run: npm run bench:training [seconds per case]
 */
import path from 'node:path';

import { createRng } from '../../src/core/base/random';
import { trainingOptions } from '../../src/core/estimator/options';
import type { Architecture } from '../../src/core/graph/architecture';
import { startBackend } from '../../src/tensor/backend';
import { crossEntropy } from '../../src/tensor/loss';
import { Network } from '../../src/tensor/network';
import { TrainingStep } from '../../src/tensor/training-step';
import { mlp, nasBench201 } from '../tensor/architectures';

const BATCH = 64;
const WARM_UP = 3;
const seconds = Number(process.argv[2] ?? 5);
const CASES = [
  { title: 'NAS-Bench-201, C=8, N=1, 16x16x3', architecture: nasBench201(8, [16, 16, 3], 10) },
  { title: 'NAS-Bench-201, C=8, N=1, 8x8x1', architecture: nasBench201(8, [8, 8, 1], 10) },
  { title: 'perceptron 64-128-128-10', architecture: mlp(64, 10, [128, 128]) },
];

async function main(): Promise<void> {
  const options = { wasmFolder: path.resolve('node_modules/@tensorflow/tfjs-backend-wasm/dist') };
  const wasm = new Map<string, number>();
  for (const choice of ['wasm', 'cpu', 'tensorflow'] as const) {
    try {
      await startBackend(choice, options);
    } catch (error) {
      console.log(`${choice}: ${error instanceof Error ? error.message : String(error)}`);
      continue;
    }
    for (const { title, architecture } of CASES) {
      const { median, steps } = medianStepMs(architecture);
      const rate = (1000 * BATCH) / median;
      if (choice === 'wasm') wasm.set(title, rate);
      const ratio = rate / wasm.get(title)!;
      console.log(
        `${choice.padEnd(10)} ${title.padEnd(34)} ${rate.toFixed(0).padStart(7)} images/s  ${median.toFixed(2).padStart(8)} ms a step (median of ${steps})  ${ratio.toFixed(3)} of wasm`,
      );
    }
  }
}

function medianStepMs(architecture: Architecture): { median: number; steps: number } {
  const names = Array.from({ length: 10 }, (_, i) => `${i}`);
  const network = Network.create(architecture, { kind: 'classes', names }, 1);
  const spec = trainingOptions.parse({ kind: 'training' });
  const step = new TrainingStep(network, crossEntropy(10, 0), spec, 1);
  const rng = createRng(1);
  const x = Float32Array.from({ length: BATCH * network.inputSize }, () => rng.normal());
  const y = Float32Array.from({ length: BATCH }, () => rng.below(10));
  const times: number[] = [];
  const end = performance.now() + 1000 * seconds;
  for (let i = 0; i < WARM_UP + 2 || performance.now() < end; i++) {
    const start = performance.now();
    step.run(x, y, BATCH, 1e-3);
    if (i >= WARM_UP) times.push(performance.now() - start);
  }
  network.dispose();
  times.sort((a, b) => a - b);
  return { median: times[Math.floor(times.length / 2)]!, steps: times.length };
}

void main();
