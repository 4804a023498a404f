import { InputError } from '../../base/errors';
import type { Architecture } from '../../graph/architecture';
import { GraphBuilder } from '../../graph/graph-builder';
import type { NodeRef } from '../../graph/graph-builder';
import type { Activation, Shape } from '../../graph/operation';
import type { SpaceContext } from '../space';
import { convolutionPairs, densePairs } from './geometry';
import type { Pair } from './geometry';
import type { LayerOptions } from './options';

/** A layer whose kernel is generated. */
export interface GeneratedLayer {
  /** `conv1`, `dense2`, `output`. */
  readonly name: string;
  /** The name of its kernel in the network. */
  readonly weight: string;
  /** The pair of units of each number of the kernel, row-major. */
  readonly pairs: readonly Pair[];
  /** Inputs of one of its units. */
  readonly fanIn: number;
}

/** The network whose weights are generated. */
export interface Substrate {
  readonly architecture: Architecture;
  readonly layers: readonly GeneratedLayer[];
}

/** Each costs a microsecond or two, for each candidate. */
const MAX_WEIGHTS = 200_000;

const FOR_IMAGES: readonly LayerOptions[] = [
  { kind: 'conv2d', filters: 4, kernel: 3, stride: 1, padding: 'same' },
  { kind: 'max_pool2d', size: 2 },
];
const FOR_VECTORS: readonly LayerOptions[] = [{ kind: 'dense', units: 16 }];

/** A chain of layers, biases at 0. Throws `InputError` at `layers` where they do not fit, or have too many weights. */
export function createSubstrate(
  given: readonly LayerOptions[] | undefined,
  activation: Activation,
  { inputShape, outputUnits }: SpaceContext,
): Substrate {
  if (inputShape.length === 2)
    throw new InputError('kind', 'cppn takes images or vectors, but an example is a sequence; use custom');
  const chain = given ?? (inputShape.length === 3 ? FOR_IMAGES : FOR_VECTORS);
  const builder = new ChainBuilder(inputShape, activation);
  chain.forEach((layer, i) => {
    builder.add(layer, `layers[${i}]`);
  });
  return builder.finish(outputUnits);
}

class ChainBuilder {
  readonly #g: GraphBuilder;
  readonly #layers: { name: string; at: NodeRef; pairs: readonly Pair[]; fanIn: number }[] = [];
  readonly #times = new Map<string, number>();
  #x: NodeRef;
  /** What a dense layer sees: of a map that was flattened, the map. */
  #seen: Shape;
  #nWeights = 0;

  constructor(
    inputShape: Shape,
    private readonly activation: Activation,
  ) {
    this.#g = new GraphBuilder(inputShape);
    this.#x = this.#g.input;
    this.#seen = inputShape;
  }

  add(layer: LayerOptions, path: string): void {
    if (layer.kind === 'dense') {
      const name = this.#named('dense');
      this.#dense(name, layer.units, path);
      this.#x = this.#g.group(name, () => this.#g.activation(this.#x, this.activation));
      return;
    }
    if (this.#seen.length !== 3)
      throw new InputError(path, `${layer.kind} takes a map, but there is a vector before it`);
    if (layer.kind === 'conv2d') this.#convolution(layer, path);
    else this.#pool(layer);
    this.#see(path);
  }

  finish(outputUnits: number): Substrate {
    this.#dense('output', outputUnits, 'layers');
    const architecture = this.#g.build();
    return {
      architecture,
      layers: this.#layers.map(({ at, ...layer }) => ({
        ...layer,
        weight: `${architecture.nodes[at]!.name}/kernel`,
      })),
    };
  }

  #convolution(
    { filters, kernel, stride, padding }: Extract<LayerOptions, { kind: 'conv2d' }>,
    path: string,
  ): void {
    const channels = this.#seen[2]!;
    const fanIn = kernel * kernel * channels;
    this.#count(fanIn * filters, path);
    const name = this.#named('conv');
    this.#g.group(name, () => {
      const at = this.#g.conv2d(this.#x, filters, kernel, { stride, padding, useBias: true });
      this.#layers.push({ name, at, pairs: convolutionPairs([kernel, kernel], channels, filters), fanIn });
      this.#x = this.#g.activation(at, this.activation);
    });
  }

  #pool({ kind, size }: Extract<LayerOptions, { size: number }>): void {
    this.#x = this.#g.group(this.#named('pool'), () =>
      kind === 'max_pool2d' ? this.#g.maxPool(this.#x, size) : this.#g.avgPool(this.#x, size),
    );
  }

  #dense(name: string, units: number, path: string): void {
    const source = this.#seen;
    const fanIn = source.reduce((size, n) => size * n, 1);
    this.#count(fanIn * units, path);
    this.#g.group(name, () => {
      const flat = source.length === 3 ? this.#g.flatten(this.#x) : this.#x;
      this.#x = this.#g.dense(flat, units);
      this.#layers.push({ name, at: this.#x, pairs: densePairs(source, units), fanIn });
    });
    this.#seen = [units];
  }

  #see(path: string): void {
    try {
      this.#seen = this.#g.shapeOf(this.#x);
    } catch (error) {
      if (error instanceof InputError) throw new InputError(path, error.problem);
      throw error;
    }
  }

  #named(kind: string): string {
    const times = (this.#times.get(kind) ?? 0) + 1;
    this.#times.set(kind, times);
    return `${kind}${times}`;
  }

  #count(weights: number, path: string): void {
    this.#nWeights += weights;
    if (this.#nWeights <= MAX_WEIGHTS) return;
    throw new InputError(
      path,
      `the layers up to here have ${this.#nWeights} weights, and at most ${MAX_WEIGHTS} can be generated for each candidate`,
    );
  }
}
