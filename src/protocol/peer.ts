import { Bug, InputError, messageOf, NasError, TrialError, WorkerLostError } from '../core/base/errors';
import type { FailureCode } from '../core/base/errors';

/** No requests, or no events: an object without keys, which is what `{}` does not say. */
// eslint-disable-next-line @typescript-eslint/no-generated-empty-object-type -- the one place that means it
export type Nothing = Record<never, never>;

/** What one side offers the other: requests that it answers and events that it sends. */
export interface Offer {
  requests: Nothing | Record<string, { params: unknown; result: unknown }>;
  events: Nothing | Record<string, unknown>;
}

/** What a parent offers a process of its own: nothing but its life. */
export interface OnlyLife {
  requests: Nothing;
  events: Nothing;
}

type Params<O extends Offer, M extends keyof O['requests']> = O['requests'][M] extends { params: infer P }
  ? P
  : never;
type Result<O extends Offer, M extends keyof O['requests']> = O['requests'][M] extends { result: infer R }
  ? R
  : never;

export type Handlers<O extends Offer> = {
  readonly [M in keyof O['requests']]: (params: Params<O, M>) => Promise<Result<O, M>> | Result<O, M>;
};

/** An error as it crosses a process boundary, rebuilt as its class at the other end. */
interface WireError {
  readonly code: string;
  readonly message: string;
  readonly path?: string;
  readonly failure?: FailureCode;
  readonly stack?: string;
}

export type Message =
  | { readonly kind: 'request'; readonly id: number; readonly method: string; readonly params: unknown }
  | { readonly kind: 'result'; readonly id: number; readonly result: unknown }
  | { readonly kind: 'error'; readonly id: number; readonly error: WireError }
  | { readonly kind: 'event'; readonly event: string; readonly payload: unknown };

/**
 * One end of a conversation: answers `Mine`, asks `Theirs`.
 *
 * Every request settles in one of three ways: a result, the other side's error
 * as its class, or `WorkerLostError` when the channel closes. Messages of a kind
 * that this build does not know are ignored; an unknown method is answered with
 * an error.
 */
export class Peer<Mine extends Offer, Theirs extends Offer> {
  readonly #waiting = new Map<
    number,
    {
      readonly resolve: (result: unknown) => void;
      readonly reject: (error: Error) => void;
    }
  >();
  readonly #listeners = new Map<string, Set<(payload: never) => void>>();
  #handlers: Handlers<Mine> | undefined;
  #nextId = 1;
  #closed: WorkerLostError | undefined;

  /**
   * @param post hands a message to the channel; may throw when the channel is gone
   * @param handlers a function is asked for them with the first request: for an end that is not yet whole
   */
  constructor(
    private readonly post: (message: Message) => void,
    private readonly handlers: Handlers<Mine> | (() => Handlers<Mine>),
  ) {}

  request<M extends keyof Theirs['requests'] & string>(
    method: M,
    params: Params<Theirs, M>,
  ): Promise<Result<Theirs, M>> {
    return new Promise((resolve, reject) => {
      if (this.#closed) {
        reject(this.#closed);
        return;
      }
      const id = this.#nextId++;
      this.#waiting.set(id, { resolve: resolve as (result: unknown) => void, reject });
      try {
        this.post({ kind: 'request', id, method, params });
      } catch (error) {
        this.#waiting.delete(id);
        reject(new WorkerLostError(messageOf(error)));
      }
    });
  }

  /** Sends an event; nothing happens once the channel is closed. */
  emit<E extends keyof Mine['events'] & string>(event: E, payload: Mine['events'][E]): void {
    if (this.#closed) return;
    try {
      this.post({ kind: 'event', event, payload });
    } catch (error) {
      this.close(messageOf(error));
    }
  }

  /** Calls `listener` for each `event`; returns what ends it. */
  on<E extends keyof Theirs['events'] & string>(
    event: E,
    listener: (payload: Theirs['events'][E]) => void,
  ): () => void {
    const set = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, set);
    set.add(listener);
    return () => set.delete(listener);
  }

  /** Takes what came over the channel; anything that is not a message is ignored. */
  receive(raw: unknown): void {
    const message = asMessage(raw);
    switch (message?.kind) {
      case undefined:
        return;
      case 'request':
        void this.#answer(message.id, message.method, message.params);
        return;
      case 'event':
        for (const listener of this.#listeners.get(message.event) ?? []) listener(message.payload as never);
        return;
      case 'result':
        this.#settle(message.id)?.resolve(message.result);
        return;
      case 'error':
        this.#settle(message.id)?.reject(fromWire(message.error));
    }
  }

  /** Rejects everything that is waiting with `WorkerLostError(reason)`, now and from now on. */
  close(reason: string): void {
    if (this.#closed) return;
    this.#closed = new WorkerLostError(reason);
    for (const { reject } of this.#waiting.values()) reject(this.#closed);
    this.#waiting.clear();
  }

  #settle(id: number) {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }

  async #answer(id: number, method: string, params: unknown): Promise<void> {
    let reply: Message;
    try {
      this.#handlers ??= typeof this.handlers === 'function' ? this.handlers() : this.handlers;
      const handler = Object.hasOwn(this.#handlers, method)
        ? (this.#handlers[method as keyof Mine['requests']] as (params: unknown) => unknown)
        : undefined;
      if (!handler) throw new Bug(`there is no request ${method}`);
      reply = { kind: 'result', id, result: await handler(params) };
    } catch (error) {
      reply = { kind: 'error', id, error: toWire(error) };
    }
    if (this.#closed) return;
    try {
      this.post(reply);
    } catch (error) {
      this.close(messageOf(error));
    }
  }
}

function asMessage(raw: unknown): Message | undefined {
  if (typeof raw !== 'object' || raw === null || !('kind' in raw)) return undefined;
  const { kind, id, method, event, error } = raw as Readonly<Record<string, unknown>>;
  const isMessage =
    kind === 'event'
      ? typeof event === 'string'
      : typeof id === 'number' &&
        (kind === 'result' ||
          (kind === 'request' && typeof method === 'string') ||
          (kind === 'error' && isWireError(error)));
  return isMessage ? (raw as Message) : undefined;
}

function isWireError(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    typeof error.code === 'string' &&
    'message' in error &&
    typeof error.message === 'string'
  );
}

function toWire(error: unknown): WireError {
  const wire = {
    code: error instanceof NasError ? error.code : 'bug',
    message: messageOf(error),
    ...(error instanceof Error && error.stack !== undefined ? { stack: error.stack } : {}),
  };
  if (error instanceof InputError) return { ...wire, message: error.problem, path: error.path };
  if (error instanceof TrialError) return { ...wire, failure: error.failure };
  return wire;
}

function fromWire(wire: WireError): Error {
  switch (wire.code) {
    case 'input':
      return new InputError(wire.path ?? '', wire.message);
    case 'trial':
      return new TrialError(wire.failure ?? 'error', wire.message);
    case 'worker-lost':
      return new WorkerLostError(wire.message);
    default:
      return Object.assign(new Bug(wire.message), { stack: wire.stack ?? wire.message });
  }
}
