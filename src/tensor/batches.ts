import { createRng } from '../core/base/random';
import type { Examples } from '../core/estimator/dataset';
import type { TrainingSpec } from '../core/estimator/options';
import type { Shape } from '../core/graph/operation';
import { changesImages, ImageAugmentation, mixUp } from './augmentation';
import type { TrainingBatch } from './learner';
import { Noise } from './noise';
import type { WriteTarget } from './targets';

/** 2^32 over the golden ratio: seeds of batches that follow each other differ in many bits. */
const GOLDEN = 0x9e3779b9;

/** Floats from which on a row is copied through a view. */
const LONG_ROW = 128;

export interface BatchesOptions {
  readonly examples: Pick<Examples, 'count' | 'x'>;
  /** Of one example. */
  readonly inputShape: Shape;
  /** Outputs that one example has targets for. */
  readonly units: number;
  readonly writeTarget: WriteTarget;
  readonly spec: Pick<TrainingSpec, 'batchSize' | 'augmentation'>;
  readonly seed: number;
}

/**
 * The training examples in a seeded order, augmented and cut into batches; the
 * last one may be smaller. Order and augmentation depend on the seed, the epoch
 * and the batch only, so that training can go on from any of them.
 */
export class Batches {
  readonly count: number;
  readonly #whole: TrainingBatch;
  readonly #last: TrainingBatch;
  readonly #order: Uint32Array;
  readonly #inputSize: number;
  readonly #images: ImageAugmentation | undefined;
  readonly #noise = new Noise();
  #noiseSeed = 0;

  constructor(private readonly options: BatchesOptions) {
    const { examples, inputShape, units, spec } = options;
    const { batchSize, augmentation } = spec;
    this.count = Math.ceil(examples.count / batchSize);
    this.#inputSize = inputShape.reduce((size, n) => size * n, 1);
    this.#order = new Uint32Array(examples.count);
    this.#images = changesImages(augmentation) ? new ImageAugmentation(augmentation, inputShape) : undefined;

    const size = Math.min(batchSize, examples.count);
    this.#whole = {
      size,
      x: new Float32Array(size * this.#inputSize),
      targets: new Float32Array(size * units),
      weights: new Float32Array(size),
    };
    this.#last = firstOf(this.#whole, examples.count - (this.count - 1) * batchSize);
  }

  /** Makes the order of an epoch. */
  shuffle(epoch: number): void {
    const order = this.#order;
    const root = createRng(this.options.seed);
    const rng = root.fork(`order ${epoch}`);
    for (let i = 0; i < order.length; i++) order[i] = i;
    for (let i = order.length - 1; i > 0; i--) {
      const j = rng.below(i + 1);
      const other = order[j]!;
      order[j] = order[i]!;
      order[i] = other;
    }
    this.#noiseSeed = root.fork(`augmentation ${epoch}`).seed;
  }

  /** Batch number `batch` of the epoch, from 0. Holds until the next call, which writes into the same memory. */
  at(batch: number): TrainingBatch {
    const { spec, writeTarget } = this.options;
    const drawn = batch === this.count - 1 ? this.#last : this.#whole;
    const { size, targets, weights } = drawn;
    const units = targets.length / size;
    this.#noise.seed(this.#noiseSeed + Math.imul(batch, GOLDEN));
    for (let row = 0; row < size; row++) {
      const example = this.#order[batch * spec.batchSize + row]!;
      this.#drawInput(example, drawn.x, row * this.#inputSize);
      weights[row] = writeTarget(example, targets, row * units) / size;
    }
    const { mixup } = spec.augmentation;
    if (mixup > 0) mixUp(drawn, size, this.#noise.beta(mixup));
    return drawn;
  }

  #drawInput(example: number, to: Float32Array, at: number): void {
    const { x } = this.options.examples;
    const start = example * this.#inputSize;
    if (this.#images) {
      this.#images.draw(this.#noise, x, start, to, at);
      return;
    }
    // A view is a hundred bytes for a moment, and copies five times faster than a loop unless rows are short.
    if (this.#inputSize >= LONG_ROW) to.set(x.subarray(start, start + this.#inputSize), at);
    else for (let i = 0; i < this.#inputSize; i++) to[at + i] = x[start + i]!;
  }
}

/** The first `size` rows of a batch, in its memory. */
function firstOf({ size: all, x, targets, weights }: TrainingBatch, size: number): TrainingBatch {
  const part = (values: Float32Array): Float32Array => values.subarray(0, (values.length / all) * size);
  return { size, x: part(x), targets: part(targets), weights: part(weights) };
}
