/**
 * The four kinds of failure, named by whose turn it is.
 *
 * | class             | means                                     | receiver                          |
 * |-------------------|-------------------------------------------|-----------------------------------|
 * | `InputError`      | a file, setting or argument is wrong      | show it at the place, don't retry |
 * | `TrialError`      | this candidate cannot be measured         | record as failed, go on           |
 * | `WorkerLostError` | a process is gone                         | restart it, resume from journal   |
 * | `Bug`             | we broke a promise                        | log with its stack, report        |
 */
export abstract class NasError extends Error {
  /** Survives a process boundary, where the class does not. */
  abstract readonly code: ErrorCode;
}

export type ErrorCode = 'input' | 'trial' | 'worker-lost' | 'bug';

/** Something a person wrote is wrong; `path` says where, the message says what was expected and what came. */
export class InputError extends NasError {
  override readonly name = 'InputError';
  readonly code = 'input';

  constructor(
    readonly path: string,
    readonly problem: string,
  ) {
    super(path === '' ? problem : `${path}: ${problem}`);
  }
}

/** Why a trial has no measurement; as journals write it. */
export const FAILURE_CODES = ['diverged', 'timeout', 'crashed', 'memory', 'invalid', 'error'] as const;

export type FailureCode = (typeof FAILURE_CODES)[number];

/** This candidate cannot be measured; others can. */
export class TrialError extends NasError {
  override readonly name = 'TrialError';
  readonly code = 'trial';

  constructor(
    readonly failure: FailureCode,
    message: string,
  ) {
    super(message);
  }
}

/** The process at the other end is gone; `reason` is the true one (signal, exit code, last line of stderr). */
export class WorkerLostError extends NasError {
  override readonly name = 'WorkerLostError';
  readonly code = 'worker-lost';

  constructor(readonly reason: string) {
    super(reason);
  }
}

/** A promise of ours was broken. */
export class Bug extends NasError {
  override readonly name = 'Bug';
  readonly code = 'bug';
}

/** The one sentence that every rejected value gets: where, what was expected, what came. */
export function expected(path: string, what: string, got: unknown): InputError {
  return new InputError(path, `expected ${what}, but got ${show(got)}`);
}

/** A value as it appears in an error: short, on one line. */
export function show(value: unknown, limit = 60): string {
  const text = textOf(value);
  return text.length > limit ? `${text.slice(0, limit - 1)}…` : text;
}

function textOf(value: unknown): string {
  switch (typeof value) {
    case 'undefined':
      return 'nothing';
    case 'function':
      return 'a function';
    case 'number': // JSON has no NaN and no infinity
    case 'bigint':
    case 'symbol':
      return String(value);
    default:
      return jsonOf(value) ?? 'something that JSON cannot write';
  }
}

/** An error must not fail while it is made: circles and a thousand brackets are no JSON. */
function jsonOf(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

export function assert(condition: boolean, promise: string): asserts condition {
  if (!condition) throw new Bug(promise);
}

/** Ends every `switch` over a union: a new variant becomes a compile error. */
export function unreachable(value: never): never {
  throw new Bug(`unreachable: ${show(value)}`);
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Runs `step`, whose errors' paths are inside `part`. */
export function within<T>(part: string, step: () => T): T {
  try {
    return step();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(error.path === '' ? part : `${part}.${error.path}`, error.problem);
  }
}
