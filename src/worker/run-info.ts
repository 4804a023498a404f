import { availableParallelism, cpus, totalmem } from 'node:os';
import type { RunInfo } from '../core/search/search-types';
import type { Prepared } from './prepare';
import { PRODUCT_VERSION } from './version';

/** What the first line of a journal says of this machine and the data. */
export function runInfoOf(
  { context }: Pick<Prepared, 'context'>,
  runId: string,
  experimentName: string,
  evaluators: number,
): RunInfo {
  return {
    runId,
    experimentName,
    context: { inputShape: [...context.inputShape], outputUnits: context.outputUnits },
    product: PRODUCT_VERSION,
    evaluators,
    machine: {
      platform: process.platform,
      arch: process.arch,
      cpu: cpus()[0]?.model ?? 'unknown',
      cores: availableParallelism(),
      memoryBytes: totalmem(),
      node: process.version,
    },
  };
}
