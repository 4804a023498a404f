import { createRng } from '../core/base/random';
import type { Examples } from '../core/estimator/dataset';

export interface Batch {
  /** `[size, ...inputShape]` */
  readonly x: Float32Array;
  /** As `Examples.y`. */
  readonly y: Float32Array;
  readonly size: number;
}

/** The training examples in a seeded order, cut into batches; the last one may be smaller. */
export class Batches {
  readonly count: number;
  readonly #x: Float32Array;
  readonly #y: Float32Array;
  readonly #targets: number;
  #order: readonly number[] = [];

  constructor(
    private readonly examples: Examples,
    private readonly batchSize: number,
    private readonly inputSize: number,
  ) {
    this.count = Math.ceil(examples.count / batchSize);
    this.#targets = examples.y.length / examples.count;
    this.#x = new Float32Array(batchSize * inputSize);
    this.#y = new Float32Array(batchSize * this.#targets);
  }

  /** The order depends on the seed and the epoch only. */
  shuffle(seed: number, epoch: number): void {
    const all = Array.from({ length: this.examples.count }, (_, i) => i);
    this.#order = createRng(seed).fork(`order ${epoch}`).shuffled(all);
  }

  /** Views that hold until the next call. */
  at(batch: number): Batch {
    const rows = this.#order.slice(batch * this.batchSize, (batch + 1) * this.batchSize);
    rows.forEach((row, i) => {
      copy(this.examples.x, row, this.#x, i, this.inputSize);
      copy(this.examples.y, row, this.#y, i, this.#targets);
    });
    return {
      x: this.#x.subarray(0, rows.length * this.inputSize),
      y: this.#y.subarray(0, rows.length * this.#targets),
      size: rows.length,
    };
  }
}

function copy(from: Float32Array, row: number, to: Float32Array, at: number, size: number): void {
  to.set(from.subarray(row * size, (row + 1) * size), at * size);
}
