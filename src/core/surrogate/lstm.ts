export interface LstmShape {
  /** Inputs are one of so many tokens, each step one. */
  readonly nTokens: number;
  /** H: length of the output of each layer. */
  readonly units: number;
  readonly layers: number;
  /** Longest sequence. */
  readonly maxSteps: number;
}

/** What a layer computed at one step; what the backward pass needs of it. */
interface Moment {
  /** `[4H]`: input, forget and output gates in (0, 1), and the candidate in (-1, 1), in the order i, f, o, g. */
  readonly gates: Float64Array;
  readonly cell: Float64Array;
  /** tanh of the cell. */
  readonly squashed: Float64Array;
  readonly output: Float64Array;
}

/** Places of a layer's weights in the flat array. */
interface Layer {
  /** `[inputs, 4H]`: tokens in the first layer, the outputs of the layer below in the others. */
  readonly input: number;
  /** `[H, 4H]` */
  readonly recurrent: number;
  /** `[4H]` */
  readonly bias: number;
}

/**
 * Layers of long short-term memory over a sequence of tokens, with their gradient.
 *
 * Hochreiter and Schmidhuber 1997, with forget gates (Gers et al. 2000) and without peepholes: c' = f c + i g,
 * h = o tanh(c'). A token goes in as one-hot, so its product with the input weights is a row of them.
 *
 * Weights and their gradient are flat arrays that the caller owns (`size` numbers); the object keeps one sequence, which the next one
 * overwrites. About 8 H² multiplications a step and layer forward, three times that backward.
 */
export class Lstm {
  /** How many weights there are. */
  readonly size: number;
  readonly #shape: LstmShape;
  readonly #layers: readonly Layer[];
  /** `[layer][step]` */
  readonly #moments: readonly (readonly Moment[])[];
  readonly #tokens: Int32Array;
  readonly #zeros: Float64Array;
  readonly #gateGradient: Float64Array;

  constructor(shape: LstmShape) {
    this.#shape = shape;
    const { nTokens, units, layers, maxSteps } = shape;
    let size = 0;
    const take = (n: number): number => (size += n) - n;
    this.#layers = Array.from({ length: layers }, (_, layer) => ({
      input: take((layer === 0 ? nTokens : units) * 4 * units),
      recurrent: take(units * 4 * units),
      bias: take(4 * units),
    }));
    this.size = size;
    this.#moments = Array.from({ length: layers }, () =>
      Array.from({ length: maxSteps }, () => ({
        gates: new Float64Array(4 * units),
        cell: new Float64Array(units),
        squashed: new Float64Array(units),
        output: new Float64Array(units),
      })),
    );
    this.#tokens = new Int32Array(maxSteps);
    this.#zeros = new Float64Array(units);
    this.#gateGradient = new Float64Array(4 * units);
  }

  /**
   * Reads `token` as step `step` of the sequence, whose earlier steps were read before; step 0 begins a new one.
   *
   * @returns `[H]`: the last layer's output; overwritten when the same step is read again
   */
  forward(weights: Float64Array, step: number, token: number): Float64Array {
    this.#tokens[step] = token;
    let below: Float64Array | undefined;
    for (let layer = 0; layer < this.#layers.length; layer++)
      below = this.#layer(weights, layer, step, below);
    return below!;
  }

  #layer(weights: Float64Array, layer: number, step: number, below: Float64Array | undefined): Float64Array {
    const { input, recurrent, bias } = this.#layers[layer]!;
    const { units } = this.#shape;
    const width = 4 * units;
    const { gates, cell, squashed, output } = this.#moments[layer]![step]!;
    const before = step === 0 ? undefined : this.#moments[layer]![step - 1]!;
    for (let j = 0; j < width; j++) gates[j] = weights[bias + j]!;
    if (below) addProduct(gates, below, weights, input);
    else addRow(gates, weights, input + this.#tokens[step]! * width);
    if (before) addProduct(gates, before.output, weights, recurrent);
    for (let j = 0; j < 3 * units; j++) gates[j] = 1 / (1 + Math.exp(-gates[j]!));
    for (let j = 3 * units; j < width; j++) gates[j] = Math.tanh(gates[j]!);
    const old = before?.cell ?? this.#zeros;
    for (let k = 0; k < units; k++) {
      const c = gates[units + k]! * old[k]! + gates[k]! * gates[3 * units + k]!;
      cell[k] = c;
      squashed[k] = Math.tanh(c);
      output[k] = gates[2 * units + k]! * squashed[k]!;
    }
    return output;
  }

  /**
   * Adds to `gradient` the gradient of a number whose derivatives by the outputs of the first `nSteps` steps are
   * `outputGradients` (`[nSteps][H]`, overwritten), at the weights of the forward pass.
   */
  backward(
    weights: Float64Array,
    outputGradients: readonly Float64Array[],
    nSteps: number,
    gradient: Float64Array,
  ): void {
    for (let layer = this.#layers.length - 1; layer >= 0; layer--) {
      this.#layerBackward(weights, layer, outputGradients, nSteps, gradient);
    }
  }

  /** Leaves in `outputGradients` the derivatives by the outputs of the layer below. */
  #layerBackward(
    weights: Float64Array,
    layer: number,
    outputGradients: readonly Float64Array[],
    nSteps: number,
    gradient: Float64Array,
  ): void {
    const { input, recurrent, bias } = this.#layers[layer]!;
    const width = 4 * this.#shape.units;
    const ofGates = this.#gateGradient;
    const ofCell = new Float64Array(this.#shape.units);
    for (let step = nSteps - 1; step >= 0; step--) {
      const before = step === 0 ? undefined : this.#moments[layer]![step - 1]!;
      const ofOutput = outputGradients[step]!;
      this.#gatesBackward(this.#moments[layer]![step]!, before?.cell ?? this.#zeros, ofOutput, ofCell);
      for (let j = 0; j < width; j++) gradient[bias + j]! += ofGates[j]!;
      if (before) {
        addOuter(gradient, recurrent, before.output, ofGates);
        addTransposed(outputGradients[step - 1]!, weights, recurrent, ofGates);
      }
      if (layer === 0) {
        const row = input + this.#tokens[step]! * width;
        for (let j = 0; j < width; j++) gradient[row + j]! += ofGates[j]!;
      } else {
        addOuter(gradient, input, this.#moments[layer - 1]![step]!.output, ofGates);
        ofOutput.fill(0);
        addTransposed(ofOutput, weights, input, ofGates);
      }
    }
  }

  /** Fills the derivatives by the gates before their squashing, and turns those by this cell into those by the cell before. */
  #gatesBackward(
    { gates, squashed }: Moment,
    oldCell: Float64Array,
    ofOutput: Float64Array,
    ofCell: Float64Array,
  ): void {
    const { units } = this.#shape;
    const of = this.#gateGradient;
    for (let k = 0; k < units; k++) {
      const [i, f] = [gates[k]!, gates[units + k]!];
      const [o, g] = [gates[2 * units + k]!, gates[3 * units + k]!];
      const c = ofCell[k]! + ofOutput[k]! * o * (1 - squashed[k]! ** 2);
      of[k] = c * g * i * (1 - i);
      of[units + k] = c * oldCell[k]! * f * (1 - f);
      of[2 * units + k] = ofOutput[k]! * squashed[k]! * o * (1 - o);
      of[3 * units + k] = c * i * (1 - g * g);
      ofCell[k] = c * f;
    }
  }
}

function addRow(to: Float64Array, weights: Float64Array, row: number): void {
  for (let j = 0; j < to.length; j++) to[j]! += weights[row + j]!;
}

/** to += x W, with W `[x, to]` from `offset` on. */
function addProduct(to: Float64Array, x: Float64Array, weights: Float64Array, offset: number): void {
  const width = to.length;
  for (let k = 0; k < x.length; k++) {
    const factor = x[k]!;
    const row = offset + k * width;
    for (let j = 0; j < width; j++) to[j]! += factor * weights[row + j]!;
  }
}

/** to += W y, with W `[to, y]`. */
function addTransposed(to: Float64Array, weights: Float64Array, offset: number, y: Float64Array): void {
  const width = y.length;
  for (let k = 0; k < to.length; k++) {
    const row = offset + k * width;
    let sum = 0;
    for (let j = 0; j < width; j++) sum += weights[row + j]! * y[j]!;
    to[k]! += sum;
  }
}

/** W += x yᵀ, with W `[x, y]`. */
function addOuter(gradient: Float64Array, offset: number, x: Float64Array, y: Float64Array): void {
  const width = y.length;
  for (let k = 0; k < x.length; k++) {
    const factor = x[k]!;
    const row = offset + k * width;
    for (let j = 0; j < width; j++) gradient[row + j]! += factor * y[j]!;
  }
}
