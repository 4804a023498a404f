import { spawnSync } from 'node:child_process';

import type { Verdict } from './report';

/** Prints every kernel beside what the processor reaches from WebAssembly; nothing is promised of one alone. */
export function benchKernels(): Promise<Verdict[]> {
  const { status } = spawnSync(process.execPath, ['test/bench/run.mjs', 'test/bench/kernels.ts'], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const claim = 'kernels: GFLOP/s beside the ceiling of WebAssembly are printed';
  return Promise.resolve([{ claim, measured: `exit code ${status}`, holds: status === 0 }]);
}
