import { Bug } from '../../core/base/errors';
import type { Architecture } from '../../core/graph/architecture';
import type { Operation, Shape } from '../../core/graph/operation';
import type { Analysis, FusedActivation, Mode } from './analysis';
import { Gradient } from './gradient';
import type { Address, Border, Buffer, Image, Size } from './image';
import { createImage, NO_BORDER, sizeOf, widerBorder } from './image';
import type { Table, WeightAddress, Word } from './program';
import { Program } from './program';

/** What a node computes, for those who take it. */
export interface Value {
  readonly image: Image;
  /** Absent where nothing before the value has weights, and in prediction. */
  readonly gradient: Gradient | undefined;
}

/** `scale * x + shift`, a value that its consumer computes. */
export interface AffineTerm {
  readonly x: Image;
  readonly scale: Address;
  readonly shift: Address;
  /** Passes the gradient of the term on, through the ReLU `act` after it. */
  back(dy: Image, act?: FusedActivation): void;
}

/** Where a node's noise comes from. */
export interface NoiseSource {
  readonly node: number;
  readonly seed: Address;
}

/** Everything about the network that a lowering may ask. */
export interface PlanNetwork {
  readonly architecture: Architecture;
  /** Position in `Network.weights`, by name. */
  positionOf(name: string): number;
  readonly weightSizes: readonly number[];
  /** Border that an operation needs around its input. */
  borderFor(operation: Operation, input: Size): Border;
}

/** Collects the calls of a plan while nodes are lowered one after another. */
export class PlanBuilder {
  readonly program = new Program();
  /** Gradient buffers by position of the weight. */
  readonly weightGradients = new Map<number, Address>();
  readonly noise: NoiseSource[] = [];
  readonly fallbacks = new Set<string>();
  readonly #values = new Map<number, Value>();
  readonly #terms = new Map<number, AffineTerm>();
  readonly #backward: (() => void)[] = [];

  constructor(
    readonly batch: number,
    readonly mode: Mode,
    readonly analysis: Analysis,
    private readonly network: PlanNetwork,
  ) {}

  get isTraining(): boolean {
    return this.mode === 'training';
  }

  /** Input `position` of a node. */
  input(node: number, position = 0): Value {
    return this.value(this.analysis.inputs[node]![position]!);
  }

  value(node: number): Value {
    const value = this.#values.get(node);
    if (!value) throw new Bug(`node ${node} has no value yet`);
    return value;
  }

  has(node: number): boolean {
    return this.#values.has(node);
  }

  shape(node: number): Shape {
    return this.network.architecture.shapes[node]!;
  }

  /**
   * Makes the value of a node, with the border that its consumers need.
   *
   * @param gradientBorder that whoever reads the value's gradient needs
   */
  define(node: number, gradientBorder = NO_BORDER): Value {
    const image = createImage(this.batch, sizeOf(this.shape(node)), this.borderOf(node), this.#lasts(node));
    return this.adopt(node, image, gradientBorder);
  }

  /** The same for an image that exists. */
  adopt(node: number, image: Image, gradientBorder = NO_BORDER): Value {
    const value: Value = { image, gradient: this.#gradientOf(node, image, gradientBorder) };
    this.#values.set(node, value);
    return value;
  }

  adoptTerm(node: number, term: AffineTerm): void {
    this.#terms.set(node, term);
  }

  term(node: number): AffineTerm | undefined {
    return this.#terms.get(node);
  }

  /** A gradient of something inside an operation. */
  innerGradient(size: Size, border = NO_BORDER): Gradient {
    return new Gradient(this.program, this.batch, size, border);
  }

  /** The border that those who take the value of a node need. */
  borderOf(node: number): Border {
    let border = NO_BORDER;
    for (const consumer of this.analysis.consumers.get(node) ?? []) {
      const { operation } = this.network.architecture.nodes[consumer]!;
      border = widerBorder(border, this.network.borderFor(operation, sizeOf(this.shape(node))));
    }
    return border;
  }

  weight(node: number, name: string): WeightAddress {
    return { weight: this.#positionOf(node, name) };
  }

  /** Where the gradient of a weight goes. */
  weightGradient(node: number, name: string): Address {
    const position = this.#positionOf(node, name);
    const known = this.weightGradients.get(position);
    if (known) return known;
    const address = this.temporary(this.network.weightSizes[position]!);
    this.weightGradients.set(position, address);
    return address;
  }

  /** Memory for as long as calls touch it. */
  temporary(floats: number): Address {
    return { buffer: { floats }, offset: 0 };
  }

  /** Words that a kernel reads. */
  table(words: readonly Word[]): Table {
    const buffer: Buffer = { floats: words.length, lasting: true };
    return { buffer, words };
  }

  /** The seed of a node's noise, written before each step. */
  noiseSeed(node: number): Address {
    const seed: Address = { buffer: { floats: 1, lasting: true }, offset: 0 };
    this.noise.push({ node, seed });
    return seed;
  }

  /** Runs when the consumers of the node's value have passed their gradients. */
  onBackward(step: () => void): void {
    if (this.isTraining) this.#backward.push(step);
  }

  /** Emits the backward calls, from the last node to the first. */
  goBack(): void {
    for (const step of this.#backward.reverse()) step();
  }

  #lasts(node: number): boolean {
    return node === this.analysis.output || node === 0;
  }

  #gradientOf(node: number, size: Size, border: Border): Gradient | undefined {
    return this.isTraining && this.analysis.weighted[node]! ? this.innerGradient(size, border) : undefined;
  }

  #positionOf(node: number, name: string): number {
    return this.network.positionOf(`${this.network.architecture.nodes[node]!.name}/${name}`);
  }
}
