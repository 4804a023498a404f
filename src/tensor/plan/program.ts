import type { Network } from '../network';
import type { Kernels } from '../wasm/kernels';
import type { Address, Buffer } from './image';

/** Something of the network that outlives the plan: its address is known when the plan is bound. */
export interface WeightAddress {
  /** Position in `Network.weights`. */
  readonly weight: number;
  /** In floats. */
  readonly offset?: number;
}

/** 32-bit words that a kernel reads from memory, written once when the plan is bound. */
export interface Table {
  readonly buffer: Buffer;
  readonly words: readonly Word[];
}

export type Word = number | Address;

export type Argument = number | Address | WeightAddress | Table;

type KernelName = keyof Kernels;

type ArgumentFor<T extends readonly unknown[]> = { [I in keyof T]: Argument };

type Arguments<K extends KernelName> = ArgumentFor<Parameters<Kernels[K]>>;

/** One call of a kernel. */
export interface KernelCall {
  readonly kernel: KernelName;
  readonly args: readonly Argument[];
}

/** What work between kernels may use. */
export interface Host {
  /** A view of `count` floats, valid until something is allocated. */
  floats(address: Address, count: number): Float32Array;
  readonly network: Network;
  /** The seed of a node's noise in this step. */
  noiseSeed(node: number): number;
}

/** Work that is done between kernels, on tensors of tfjs. */
export interface HostCall {
  run(host: Host): void;
  readonly touches: readonly Address[];
}

export type Call = KernelCall | HostCall;

/** Calls in the order in which they run. */
export class Program {
  readonly #calls: Call[] = [];

  get calls(): readonly Call[] {
    return this.#calls;
  }

  call<K extends KernelName>(kernel: K, ...args: Arguments<K>): void {
    this.#calls.push({ kernel, args });
  }

  host(call: HostCall): void {
    this.#calls.push(call);
  }
}

/** From the first to the last call that touches a buffer. */
export interface Lifetime {
  first: number;
  last: number;
}

/** Lifetimes of all buffers in the calls; lasting ones live from before the first call to after the last. */
export function lifetimesOf(calls: readonly Call[]): Map<Buffer, Lifetime> {
  const lifetimes = new Map<Buffer, Lifetime>();
  calls.forEach((call, i) => {
    for (const buffer of buffersOf(call)) {
      const lifetime = lifetimes.get(buffer);
      if (lifetime) lifetime.last = i;
      else lifetimes.set(buffer, { first: i, last: i });
    }
  });
  for (const [buffer, lifetime] of lifetimes) {
    if (buffer.lasting !== true) continue;
    lifetime.first = -1;
    lifetime.last = calls.length;
  }
  return lifetimes;
}

function* buffersOf(call: Call): Generator<Buffer> {
  if (!('kernel' in call)) {
    for (const { buffer } of call.touches) yield buffer;
    return;
  }
  for (const argument of call.args) {
    if (typeof argument === 'number' || !('buffer' in argument)) continue;
    yield argument.buffer;
    if (!('words' in argument)) continue;
    for (const word of argument.words) {
      if (typeof word !== 'number' && 'buffer' in word) yield word.buffer;
    }
  }
}
