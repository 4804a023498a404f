import source from './compare-worker?bundle';
import type { Architecture } from '../../src/core/graph/architecture';
import { WorkerLine } from '../shared/worker-line';
import type { Comparison } from './comparison';
import { compare } from './comparison';

/** Networks up to this size are compared in a few frames on this thread; larger ones in a worker. */
const LARGE = 150;

export interface CompareJob {
  readonly architectures: readonly Architecture[];
  readonly reference: number;
}

const line = new WorkerLine<CompareJob, Comparison>(source, ({ architectures, reference }) =>
  compare(architectures, reference),
);

/** `compare`; the page stays alive meanwhile, whatever the size. */
export async function compareSoon(
  architectures: readonly Architecture[],
  reference: number,
): Promise<Comparison> {
  const largest = Math.max(...architectures.map(({ nodes }) => nodes.length));
  return largest > LARGE ? line.ask({ architectures, reference }) : compare(architectures, reference);
}
