import { assert } from '../../core/base/errors';
import { createRng } from '../../core/base/random';
import type { Network } from '../network';
import { addressOf } from '../wasm/heap';
import type { Kernels } from '../wasm/kernels';
import type { SharedKernels } from '../wasm/shared-kernels';
import type { CompiledPlan } from './compile';
import type { Address, Buffer, Image } from './image';
import { hasBorder } from './image';
import type { Argument, Host, Table, Word } from './program';

type Step = () => void;

/** A plan whose every address is known: can be run. */
export class BoundPlan implements Host {
  readonly #steps: readonly Step[];
  readonly #tables: readonly Table[];
  #seeds = new Map<number, number>();

  /** @param base address in bytes of the block that `plan.layout` describes */
  constructor(
    readonly plan: CompiledPlan,
    readonly network: Network,
    private readonly shared: SharedKernels,
    readonly base: number,
  ) {
    const tables: Table[] = [];
    const weights = network.weights.map(({ variable }) => addressOf(variable));
    const kernels: Readonly<Record<keyof Kernels, (...args: number[]) => unknown>> = shared.kernels;
    this.#steps = plan.calls.map((call): Step => {
      if (!('kernel' in call)) {
        return () => {
          call.run(this);
        };
      }
      for (const argument of call.args) {
        if (typeof argument !== 'number' && 'words' in argument) tables.push(argument);
      }
      const kernel = kernels[call.kernel];
      const args = call.args.map((argument) => this.#resolve(argument, weights));
      return () => {
        kernel(...args);
      };
    });
    this.#tables = tables;
  }

  /** To be called when something else has used the block in the meantime: restores zero borders and tables. */
  enter(): void {
    const { zeroedFloats } = this.plan.layout;
    new Float32Array(this.shared.memory.buffer, this.base, zeroedFloats).fill(0);
    for (const { buffer, words } of this.#tables) {
      this.ints({ buffer, offset: 0 }, words.length).set(words.map((word) => this.#word(word)));
    }
  }

  forward(): void {
    this.#run(0, this.plan.backward);
  }

  backward(): void {
    this.#run(this.plan.backward, this.#steps.length);
  }

  /** Writes the examples of a batch, `[batch, ...inputShape]`. */
  feed(x: Float32Array): void {
    const { input } = this.plan;
    const { h, w, c, img, row } = input;
    const floats = this.#view(input.at, input.batch * img);
    if (!hasBorder(input.border)) {
      floats.set(x);
      return;
    }
    const line = w * c;
    for (let i = 0, from = 0; i < input.batch; i++) {
      for (let y = 0; y < h; y++, from += line) {
        floats.set(x.subarray(from, from + line), i * img + y * row);
      }
    }
  }

  /** Seeds the noise of one step. */
  seedNoise(seed: number, step: number): void {
    if (this.plan.noise.length === 0 && this.plan.fallbacks.length === 0) return;
    const rng = createRng(seed).fork(`step ${step}`);
    this.#seeds = new Map();
    this.#nodeSeed = (node) => rng.fork(this.network.architecture.nodes[node]!.name).seed;
    for (const { node, seed: place } of this.plan.noise) this.ints(place, 1)[0] = this.noiseSeed(node);
  }

  #nodeSeed: (node: number) => number = () => 0;

  noiseSeed(node: number): number {
    let seed = this.#seeds.get(node);
    if (seed === undefined) {
      seed = this.#nodeSeed(node);
      this.#seeds.set(node, seed);
    }
    return seed;
  }

  floats(address: Address, count: number): Float32Array {
    return new Float32Array(this.shared.memory.buffer, this.addressOf(address), count);
  }

  ints(address: Address, count: number): Int32Array {
    return new Int32Array(this.shared.memory.buffer, this.addressOf(address), count);
  }

  addressOf({ buffer, offset }: Address): number {
    return this.base + 4 * (this.#offsetOf(buffer) + offset);
  }

  output(): Float32Array {
    const { output } = this.plan;
    return this.floats(output.at, imageFloats(output));
  }

  /** Like `floats`, but begins where the address says and may reach over the border. */
  #view(address: Address, count: number): Float32Array {
    const reach = Math.min(count, address.buffer.floats - address.offset);
    return this.floats(address, reach);
  }

  #run(from: number, to: number): void {
    for (let i = from; i < to; i++) this.#steps[i]!();
  }

  #resolve(argument: Argument, weights: readonly number[]): number {
    if (typeof argument === 'number') return argument;
    if ('weight' in argument) return weights[argument.weight]! + 4 * (argument.offset ?? 0);
    return this.addressOf({ buffer: argument.buffer, offset: 'offset' in argument ? argument.offset : 0 });
  }

  #word(word: Word): number {
    return typeof word === 'number' ? word : this.addressOf(word);
  }

  #offsetOf(buffer: Buffer): number {
    const offset = this.plan.layout.offsets.get(buffer);
    assert(offset !== undefined, 'every buffer that is addressed has a place');
    return offset;
  }
}

function imageFloats({ batch, h, w, c }: Image): number {
  return batch * h * w * c;
}
