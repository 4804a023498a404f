// prettier-ignore
/** Everything that works value by value, row by row or window by window; see `Kernels` for what the parameters mean. */
export interface PointKernels {
  // ---- affine-sum.c

  /**
   * `v = sum over terms of (x_i * scale_i + shift_i)`; stores `v` in `y` and `act(v)` in
   * `r` (each optional, one at least). Terms are `n` (1 to 4) records of five 32-bit
   * words at `terms`: address, img, row, scale, shift; scale and shift are addresses
   * of `[C]` vectors, or both 0 for a plain term. `act`: 1 ReLU, 2 ReLU6.
   */
  affineSum(
    batch: number, h: number, w: number, c: number,
    terms: number, n: number,
    y: number, yImg: number, yRow: number,
    r: number, rImg: number, rRow: number, act: number,
  ): void;

  // ---- elementwise.c

  /** `out = x + acc` (or a copy where `acc` is 0). */
  accumulate(
    batch: number, h: number, w: number, c: number,
    x: number, xImg: number, xRow: number,
    acc: number, accImg: number, accRow: number,
    out: number, outImg: number, outRow: number,
  ): void;

  /** Copies `c` channels of each pixel between pixels `xPix` and `outPix` floats apart: `out = x + acc`. */
  copyChannels(
    batch: number, h: number, w: number, c: number,
    x: number, xImg: number, xRow: number, xPix: number,
    acc: number, accImg: number, accRow: number, accPix: number,
    out: number, outImg: number, outRow: number, outPix: number,
  ): void;

  /** Zeros `n` contiguous floats. */
  fillZero(p: number, n: number): void;

  /** `y[m, j] = x[m, j] + v[j]` for dense rows. */
  addRow(m: number, n: number, x: number, v: number, y: number): void;

  /** `sum[c] = sum over b, h, w of x`; overwrites. */
  channelSum(
    batch: number, h: number, w: number, c: number,
    x: number, xImg: number, xRow: number,
    sum: number,
  ): void;

  /**
   * Backward of `act(z + bias)`: `dz = dr` where `r > 0` (ReLU; with `six`, where
   * `0 < r < 6`), else 0; and `dbias[c] = sum of dz` where `dbias` is given. `dz` gets `acc` added.
   */
  reluGradient(
    batch: number, h: number, w: number, c: number,
    dr: number, drImg: number, drRow: number,
    r: number, rImg: number, rRow: number, six: number,
    acc: number, accImg: number, accRow: number,
    dz: number, dzImg: number, dzRow: number,
    dbias: number,
  ): void;

  // ---- activation.c

  /** `y = f(x)`; `kind` is the position in `ACTIVATIONS` (softmax not among them). */
  activate(
    kind: number, batch: number, h: number, w: number, c: number,
    x: number, xImg: number, xRow: number,
    y: number, yImg: number, yRow: number,
  ): void;

  /** `dx = dy * f'(x) + acc`, from the input `x` of the activation. */
  activateGradient(
    kind: number, batch: number, h: number, w: number, c: number,
    dy: number, dyImg: number, dyRow: number,
    x: number, xImg: number, xRow: number,
    acc: number, accImg: number, accRow: number,
    dx: number, dxImg: number, dxRow: number,
  ): void;

  /** `y = f(x)` and `slope = f'(x)` in one pass, for activations whose slope is as expensive as their value. */
  activateWithSlope(
    kind: number, batch: number, h: number, w: number, c: number,
    x: number, xImg: number, xRow: number,
    y: number, yImg: number, yRow: number,
    slope: number, slopeImg: number, slopeRow: number,
  ): void;

  /** `dx = dy * slope + acc`. */
  slopeGradient(
    batch: number, h: number, w: number, c: number,
    dy: number, dyImg: number, dyRow: number,
    slope: number, slopeImg: number, slopeRow: number,
    acc: number, accImg: number, accRow: number,
    dx: number, dxImg: number, dxRow: number,
  ): void;

  // ---- softmax.c

  /**
   * Rows of `n` floats, `m` of them, dense: `y = softmax(scale * x)`; may work in place.
   * With `causal` > 0 the rows come in blocks of `causal`, and row i of a block sees
   * its first i + 1 elements only (the others become 0).
   */
  softmax(m: number, n: number, x: number, y: number, scale: number, causal: number): void;

  /** `dx = scale * y * (dy - sum(y * dy))`, rows as above; `dx` may be `dy`. */
  softmaxGradient(m: number, n: number, y: number, dy: number, dx: number, scale: number): void;

  /**
   * For `m` rows of `n` logits: `losses[i] = -weights[i] * sum_c targets[i, c] * log softmax(logits)[i, c]`
   * and `gradient[i, c] = weights[i] * (softmax[i, c] * sum(targets[i]) - targets[i, c])`. `gradient` is optional.
   */
  softmaxCrossEntropy(
    m: number, n: number, logits: number, targets: number, weights: number,
    losses: number, gradient: number,
  ): void;

  /** `losses[i] = weights[i] * mean_c (y - t)^2`, `gradient[i, c] = weights[i] * 2 (y - t) / n`. `gradient` is optional. */
  squaredError(
    m: number, n: number, outputs: number, targets: number, weights: number,
    losses: number, gradient: number,
  ): void;

  // ---- average-pooling.c

  /** Mean over the window's pixels inside the image (padding is left out). Window (oh, ow) begins at row `oh * sh - padTop`, column `ow * sw - padLeft`. */
  avgPool(
    batch: number, h: number, w: number, c: number, oh: number, ow: number,
    kh: number, kw: number, sh: number, sw: number, padTop: number, padLeft: number,
    x: number, xImg: number, xRow: number,
    y: number, yImg: number, yRow: number,
  ): void;

  /** `dx = gradient + acc`. */
  avgPoolGradient(
    batch: number, h: number, w: number, c: number, oh: number, ow: number,
    kh: number, kw: number, sh: number, sw: number, padTop: number, padLeft: number,
    dy: number, dyImg: number, dyRow: number,
    acc: number, accImg: number, accRow: number,
    dx: number, dxImg: number, dxRow: number,
  ): void;

  // ---- max-pooling.c

  /**
   * Largest of the window, the first of equals row by row; NaN wins. `taps` (optional) gets for each
   * output the 32-bit position `i * kw + j` in its window, dense `[B, OH, OW, C]`.
   */
  maxPool(
    batch: number, h: number, w: number, c: number, oh: number, ow: number,
    kh: number, kw: number, sh: number, sw: number, padTop: number, padLeft: number,
    x: number, xImg: number, xRow: number,
    y: number, yImg: number, yRow: number,
    taps: number,
  ): void;

  /** `dx = gradient + acc`, from the positions that `maxPool` wrote. */
  maxPoolGradient(
    batch: number, h: number, w: number, c: number, oh: number, ow: number,
    kh: number, kw: number, sh: number, sw: number, padTop: number, padLeft: number,
    dy: number, dyImg: number, dyRow: number,
    taps: number,
    acc: number, accImg: number, accRow: number,
    dx: number, dxImg: number, dxRow: number,
  ): void;

  // ---- noise.c

  /**
   * Dropout: element i (in dense order) is 0 with probability `rate`, else times
   * `1 / (1 - rate)`; plus `acc`. Draws xorshift32 from the 32-bit seed at address
   * `seed` (0 counts as 1), one draw an element, exactly as `dropoutMask` in `lowering/dropout.ts`.
   * The same call with `dy` for `x` is its gradient.
   */
  dropout(
    batch: number, h: number, w: number, c: number,
    x: number, xImg: number, xRow: number,
    acc: number, accImg: number, accRow: number,
    y: number, yImg: number, yRow: number,
    seed: number, rate: number,
  ): void;

  /** As `dropout` with one draw an example: a whole example stays or goes (drop-path, stochastic depth). */
  dropExamples(
    batch: number, h: number, w: number, c: number,
    x: number, xImg: number, xRow: number,
    acc: number, accImg: number, accRow: number,
    y: number, yImg: number, yRow: number,
    seed: number, rate: number,
  ): void;

  // ---- embedding.c

  /** `y[i] = table[id_i]`, rows of `d` floats; ids are floats, rounded, and clamped to 0 .. vocabulary - 1. */
  embedding(n: number, d: number, vocabulary: number, ids: number, table: number, y: number): void;

  /** `dtable = 0`, then `dtable[id_i] += dy[i]`. */
  embeddingGradient(n: number, d: number, vocabulary: number, ids: number, dy: number, dtable: number): void;

  // ---- optimizer.c
  // Each moves all weights in one call. `table` holds `count` records of eight 32-bit words: address of the
  // weights, of their gradient, of two moments (0 where a rule has none), number of floats, L2 decay (float),
  // decoupled decay (float), reserved. `gradientScale` multiplies every gradient first (clipping).

  /** Sum over all gradients of their squares; in double precision. */
  sumOfSquares(table: number, count: number): number;

  /** `g = scale * grad + l2 * w; v = momentum * v + g; w -= lr * (nesterov ? g + momentum * v : v)`. */
  sgd(table: number, count: number, rate: number, momentum: number, nesterov: number, gradientScale: number): void;

  /** Kingma and Ba 2015; `unbias1 = 1 / (1 - beta1^t)`, likewise 2: `w -= lr * (m * unbias1 / (sqrt(v * unbias2) + eps) + decoupled * w)`. */
  adam(
    table: number, count: number, rate: number, beta1: number, beta2: number,
    unbias1: number, unbias2: number, eps: number, gradientScale: number,
  ): void;

  /** `s = decay * s + (1 - decay) * g^2; w -= lr * g / (sqrt(s) + eps)`. */
  rmsprop(table: number, count: number, rate: number, decay: number, eps: number, gradientScale: number): void;
}
