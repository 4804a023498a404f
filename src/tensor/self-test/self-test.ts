import { InputError } from '../../core/base/errors';
import { createArchitecture } from '../../core/graph/architecture';
import type { Architecture } from '../../core/graph/architecture';
import type { NetworkTask } from '../network';
import { fragmentsOf, keyOf } from './fragments';
import type { Fragment } from './fragments';
import { gradientErrors, RIGHT } from './gradient-error';

/** What has passed before on this backend, version and machine. */
export interface PassedTests {
  has(key: string): boolean;
  add(keys: readonly string[]): void;
}

export type TaskKind = NetworkTask['kind'];

/**
 * Other numbers are drawn for another try: where a loss has kinks, as with ReLU,
 * there may be one in the way of every small step.
 */
const TRIES = 9;

/** Half of the errors of a tensor are smaller than this, or its gradient is wrong; kinks are in the way more rarely. */
const WRONG = 0.25;

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
 * and with what is computed together with it. A millisecond or two for each new
 * form of an operation on compiled kernels, some ten on others.
 */
export class GradientTest {
  /** What this process has looked at, for each kind of task. */
  readonly #seen: Readonly<Record<TaskKind, Set<string>>> = { classes: new Set(), values: new Set() };

  constructor(
    private readonly backend: string,
    private readonly passed: PassedTests,
  ) {}

  /**
   * @throws InputError at `execution.backend` that names the first operation that
   * is wrong: nothing trained on such a backend could be trusted
   */
  require(architecture: Architecture, task: TaskKind): void {
    const seen = new Set(this.#seen[task]);
    const untested = [LOSSES[task], ...fragmentsOf(architecture, seen)].filter(
      (fragment) => !this.passed.has(testKey(task, fragment)),
    );
    for (const fragment of untested) {
      const error = errorOf(fragment, TASKS[task]);
      if (!(error < WRONG)) throw wrongGradient(this.backend, fragment, error);
    }
    if (untested.length > 0) this.passed.add(untested.map((fragment) => testKey(task, fragment)));
    for (const key of seen) this.#seen[task].add(key);
  }
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

/** Below `WRONG` where every gradient is right: at once in most cases, by the median over all tries else. */
function errorOf(fragment: Fragment, task: NetworkTask): number {
  const tries: (readonly number[])[] = [];
  for (let seed = 1; seed <= TRIES; seed++) {
    const errors = gradientErrors(fragment, task, seed);
    if (errors.every((error) => error < RIGHT)) return 0;
    tries.push(errors);
  }
  const medians = tries[0]!.map((_, i) => median(tries.map((errors) => errors[i]!)));
  return Math.max(...medians);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[(values.length - 1) / 2]!;
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
