export interface AdamOptions {
  readonly learningRate: number;
  /** Decay of the mean of gradients. */
  readonly beta1?: number;
  /** Decay of the mean of their squares. */
  readonly beta2?: number;
  readonly epsilon?: number;
}

/**
 * Adam: steps of about the learning rate, whatever the scale of the gradient.
 *
 * Kingma and Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015 (arXiv:1412.6980), algorithm 1 with its
 * defaults beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8.
 */
export class Adam {
  readonly #mean: Float64Array;
  readonly #square: Float64Array;
  readonly #options: Required<AdamOptions>;
  #nSteps = 0;

  constructor(size: number, { learningRate, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 }: AdamOptions) {
    this.#mean = new Float64Array(size);
    this.#square = new Float64Array(size);
    this.#options = { learningRate, beta1, beta2, epsilon };
  }

  /** Moves `parameters` down `gradient`, in place. */
  descend(parameters: Float64Array, gradient: Float64Array): void {
    this.#step(parameters, gradient, -1);
  }

  /** Moves `parameters` up `gradient`, in place. */
  ascend(parameters: Float64Array, gradient: Float64Array): void {
    this.#step(parameters, gradient, 1);
  }

  #step(parameters: Float64Array, gradient: Float64Array, sign: number): void {
    const { learningRate, beta1, beta2, epsilon } = this.#options;
    const mean = this.#mean;
    const square = this.#square;
    this.#nSteps++;
    const rate = (sign * learningRate) / (1 - beta1 ** this.#nSteps);
    const squareShare = 1 / (1 - beta2 ** this.#nSteps);
    for (let i = 0; i < parameters.length; i++) {
      const g = gradient[i]!;
      const m = (mean[i] = beta1 * mean[i]! + (1 - beta1) * g);
      const v = (square[i] = beta2 * square[i]! + (1 - beta2) * g * g);
      parameters[i]! += (rate * m) / (Math.sqrt(v * squareShare) + epsilon);
    }
  }
}
