import type { Rng } from '../base/random';

/** Rows by their entries that are not zero: row r has those from `starts[r]` to `starts[r + 1]`. */
export interface SparseRows {
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  readonly entries: Float64Array;
}

export function sparseRows(rows: readonly Float64Array[]): SparseRows {
  const starts = new Int32Array(rows.length + 1);
  const columns: number[] = [];
  const entries: number[] = [];
  for (const [r, row] of rows.entries()) {
    for (const [column, entry] of row.entries()) {
      if (entry === 0) continue;
      columns.push(column);
      entries.push(entry);
    }
    starts[r + 1] = columns.length;
  }
  return { starts, columns: Int32Array.from(columns), entries: Float64Array.from(entries) };
}

/** A layer's numbers: weights `[inputs, outputs]` row-major in the flat array, then its biases. */
interface Layer {
  readonly inputs: number;
  readonly outputs: number;
  readonly weights: number;
  readonly biases: number;
}

/**
 * A small fully connected network with ReLU between its layers and one output, and its gradient.
 *
 * Weights and their gradient are flat arrays that the caller owns (`size` numbers). Zeros cost nothing: neither those of the
 * input, which is mostly one-hot, nor those that ReLU leaves, which are half of the rest. With 4 entries and three layers of 20
 * units, forward and backward take about 1 µs each.
 */
export class MlpNetwork {
  /** How many weights there are. */
  readonly size: number;
  readonly #layers: readonly Layer[];
  /** Outputs of each hidden layer for the last row, and their gradient. */
  readonly #outputs: readonly Float64Array[];
  readonly #gradients: readonly Float64Array[];

  /** @param widths units of each hidden layer */
  constructor(nInputs: number, widths: readonly number[]) {
    let size = 0;
    const sizes = [nInputs, ...widths, 1];
    this.#layers = sizes.slice(1).map((outputs, i) => {
      const inputs = sizes[i]!;
      const weights = size;
      const biases = weights + inputs * outputs;
      size = biases + outputs;
      return { inputs, outputs, weights, biases };
    });
    this.size = size;
    this.#outputs = sizes.slice(1).map((outputs) => new Float64Array(outputs));
    this.#gradients = sizes.slice(1).map((outputs) => new Float64Array(outputs));
  }

  /** He et al. 2015: normal with variance 2 / inputs; biases are 0. The first layer counts `nEntries` inputs, those that are not zero. */
  initialize(weights: Float64Array, nEntries: number, rng: Rng): void {
    weights.fill(0);
    for (const [i, { inputs, outputs, weights: start }] of this.#layers.entries()) {
      const sd = Math.sqrt(2 / (i === 0 ? Math.max(1, nEntries) : inputs));
      for (let k = start; k < start + inputs * outputs; k++) weights[k] = sd * rng.normal();
    }
  }

  /** The output for row r. */
  forward(weights: Float64Array, { starts, columns, entries }: SparseRows, r: number): number {
    const [first, ...rest] = this.#layers as [Layer, ...Layer[]];
    let values = this.#begin(weights, first, 0);
    for (let k = starts[r]!; k < starts[r + 1]!; k++)
      addRow(values, weights, first.weights + columns[k]! * first.outputs, entries[k]!);
    for (const [i, layer] of rest.entries()) {
      const before = values;
      values = this.#begin(weights, layer, i + 1);
      for (let k = 0; k < layer.inputs; k++) {
        const value = before[k]!;
        if (value > 0) addRow(values, weights, layer.weights + k * layer.outputs, value);
        else before[k] = 0;
      }
    }
    return values[0]!;
  }

  #begin(weights: Float64Array, { biases, outputs }: Layer, i: number): Float64Array {
    const values = this.#outputs[i]!;
    for (let j = 0; j < outputs; j++) values[j] = weights[biases + j]!;
    return values;
  }

  /** Adds to `gradient` that of the row that went forward last, the loss having the slope `slope` at its output. */
  backward(
    weights: Float64Array,
    { starts, columns, entries }: SparseRows,
    r: number,
    slope: number,
    gradient: Float64Array,
  ): void {
    const last = this.#layers.length - 1;
    this.#gradients[last]![0] = slope;
    for (let i = last; i > 0; i--) this.#backThrough(i, weights, gradient);
    const { weights: start, biases, outputs } = this.#layers[0]!;
    const above = this.#gradients[0]!;
    for (let j = 0; j < outputs; j++) gradient[biases + j]! += above[j]!;
    for (let k = starts[r]!; k < starts[r + 1]!; k++) {
      const row = start + columns[k]! * outputs;
      const entry = entries[k]!;
      for (let j = 0; j < outputs; j++) gradient[row + j]! += entry * above[j]!;
    }
  }

  #backThrough(i: number, weights: Float64Array, gradient: Float64Array): void {
    const { inputs, outputs, weights: start, biases } = this.#layers[i]!;
    const above = this.#gradients[i]!;
    const below = this.#gradients[i - 1]!;
    const values = this.#outputs[i - 1]!;
    for (let j = 0; j < outputs; j++) gradient[biases + j]! += above[j]!;
    for (let k = 0; k < inputs; k++) {
      const value = values[k]!;
      let sum = 0;
      if (value > 0) {
        const row = start + k * outputs;
        for (let j = 0; j < outputs; j++) {
          gradient[row + j]! += value * above[j]!;
          sum += weights[row + j]! * above[j]!;
        }
      }
      below[k] = sum;
    }
  }
}

function addRow(to: Float64Array, weights: Float64Array, row: number, factor: number): void {
  for (let j = 0; j < to.length; j++) to[j]! += factor * weights[row + j]!;
}
