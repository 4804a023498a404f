import { InputError } from '../../core/base/errors';
import { createArchitecture } from '../../core/graph/architecture';
import type { Architecture } from '../../core/graph/architecture';
import type { NetworkTask } from '../network';
import { fragmentsOf, keyOf } from './fragments';
import type { Fragment } from './fragments';
import { gradientError, WRONG } from './gradient-error';

/** What has passed before on this backend, version and machine. */
export interface PassedTests {
  has(key: string): boolean;
  add(keys: readonly string[]): void;
}

export type TaskKind = NetworkTask['kind'];

/** Other numbers are drawn for another try: a kink of the loss may lie in the way. */
const SEEDS = [1, 2, 3, 4, 5];

const TASKS: Readonly<Record<TaskKind, NetworkTask>> = {
  classes: { kind: 'classes', names: ['a', 'b', 'c'] },
  values: { kind: 'values', names: ['a', 'b', 'c'], mean: [0, 0, 0], deviation: [1, 1, 1] },
};

const LOSSES: Readonly<Record<TaskKind, Fragment>> = {
  classes: lossFragment('dense + cross-entropy'),
  values: lossFragment('dense + squared error'),
};

/**
 * Compares the gradients of every operation of an architecture with finite
 * differences, on whatever trains here, unless it has passed before: each alone,
 * and with what follows it, since compiled plans make one operation of several.
 * A few milliseconds for each new form of an operation.
 *
 * @throws InputError at `execution.backend` that names the first operation that
 * is wrong: nothing trained on such a backend could be trusted
 */
export function requireRightGradients(
  architecture: Architecture,
  task: TaskKind,
  backend: string,
  passed: PassedTests,
): void {
  const untested = [LOSSES[task], ...fragmentsOf(architecture)].filter(
    (fragment) => !passed.has(testKey(task, fragment)),
  );
  for (const fragment of untested) {
    const error = smallestError(fragment, TASKS[task]);
    if (!(error < WRONG)) throw wrongGradient(backend, fragment, error);
  }
  if (untested.length > 0) passed.add(untested.map((fragment) => testKey(task, fragment)));
}

/** Remembers what has passed for as long as the process lives. */
export function passedInMemory(): PassedTests {
  const keys = new Set<string>();
  return {
    has: (key) => keys.has(key),
    add(more) {
      for (const key of more) keys.add(key);
    },
  };
}

function smallestError(fragment: Fragment, task: NetworkTask): number {
  let smallest = Infinity;
  for (const seed of SEEDS) {
    smallest = Math.min(smallest, gradientError(fragment, task, seed));
    if (smallest < WRONG) break;
  }
  return smallest;
}

function wrongGradient(backend: string, { kinds, label }: Fragment, error: number): InputError {
  const off = Number.isFinite(error) ? `off by ${(100 * error).toFixed(0)} %` : 'not a number';
  return new InputError(
    'execution.backend',
    `the backend ${backend} computes a wrong gradient of ${kinds.length === 0 ? label : kinds.join(' + ')} (${label}: ${off}); choose another backend`,
  );
}

function testKey(task: TaskKind, fragment: Fragment): string {
  return `${task} ${keyOf(fragment)}`;
}

/** A loss after a dense layer is the end of every fragment, so it comes first. */
function lossFragment(label: string): Fragment {
  return {
    label,
    kinds: [],
    architecture: createArchitecture([
      { name: 'input', operation: { kind: 'input', shape: [3] }, inputs: [] },
      { name: 'node1', operation: { kind: 'dense', units: 5, useBias: true }, inputs: [0] },
      { name: 'node2', operation: { kind: 'dense', units: 3, useBias: true }, inputs: [1] },
    ]),
  };
}
