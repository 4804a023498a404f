// prettier-ignore
/** Products, convolutions and normalisations; see `Kernels` for what the parameters mean. */
export interface LinearKernels {
  // ---- matmul.c

  /**
   * `C = act(A B + acc + bias)`, batched twice.
   *
   * A is `[m, k]` with rows of `lda` floats, or stored `[k, m]` when `transA`; B
   * likewise `[k, n]`. `bias` (optional) is `[n]`; `acc` (optional) has rows of
   * `ldacc` floats and the batch strides of C. `act`: 0 none, 1 ReLU, 2 ReLU6.
   * The outer batch steps by `outA`, `outB`, `outC` floats, the inner by `inA`, `inB`, `inC`.
   *
   * @param scratch room for `gemmScratchFloats(m, n, k)` floats
   */
  gemm(
    m: number, n: number, k: number,
    a: number, lda: number, transA: number,
    b: number, ldb: number, transB: number,
    c: number, ldc: number,
    acc: number, ldacc: number,
    bias: number, act: number,
    outer: number, outA: number, outB: number, outC: number,
    inner: number, inA: number, inB: number, inC: number,
    scratch: number,
  ): void;

  // ---- convolution.c

  /**
   * Convolution over taps: `y[b, oh, ow, co] = act(sum over kh, kw, ci of x(...) w[kh, kw, ci, co] + acc + bias[co])`.
   *
   * `x` points at the first tap of the first output; the tap (kh, kw) of output
   * (b, oh, ow) begins at `x + b * xImg + oh * xRow + ow * xPix + kh * tapH + kw * tapW`
   * (floats) and has `ci` contiguous floats. All of these must exist: borders are
   * the caller's, filled with zeros. `w` is `[kh, kw, ci]` rows of `ldw` floats, of
   * which the first `co` are used. Output pixels are `yPix` floats apart, `acc`'s
   * `accPix`. Grouped convolution: one call a group. Strided input gradient: one
   * call a phase, see `flipFilter`. A phase without taps (`kh` or `kw` 0) gives `act(acc + bias)`.
   */
  conv(
    batch: number, oh: number, ow: number, kh: number, kw: number, ci: number, co: number,
    x: number, xImg: number, xRow: number, xPix: number, tapH: number, tapW: number,
    w: number, ldw: number,
    y: number, yImg: number, yRow: number, yPix: number,
    acc: number, accImg: number, accRow: number, accPix: number,
    bias: number, act: number,
  ): void;

  /**
   * `dw[kh, kw, ci, co] = sum over b, oh, ow of x(tap) dy[b, oh, ow, co]`, with `x` as in
   * `conv` and rows of `dw` `ldw` floats apart. Overwrites.
   */
  convFilterGradient(
    batch: number, oh: number, ow: number, kh: number, kw: number, ci: number, co: number,
    x: number, xImg: number, xRow: number, xPix: number, tapH: number, tapW: number,
    dy: number, dyImg: number, dyRow: number, dyPix: number,
    dw: number, ldw: number,
  ): void;

  /**
   * The filter of one phase of an input gradient. From `w` `[KH, kwAll, ci]` rows of
   * `ldw` floats, takes `nh` taps `h0, h0 - stepH, ...` and `nw` taps `w0, w0 - stepW, ...`
   * (so: in reverse order) and transposes each:
   * `out[i, j, co, ci] = w[h0 - i * stepH, w0 - j * stepW, ci, co]`, dense.
   */
  flipFilter(
    w: number, kwAll: number, ci: number, co: number, ldw: number,
    h0: number, stepH: number, nh: number, w0: number, stepW: number, nw: number,
    out: number,
  ): void;

  // ---- winograd.c, winograd-gradient.c

  /**
   * The transformed filter that `winogradConv` takes, `16 * ci * co` floats in an order of its own, from `w`
   * `[3, 3, ci]` rows of `ldw` floats, of which the first `co` are used. With `turned` 1: of the filter turned by
   * 180 degrees whose inputs and outputs are swapped, with which `winogradConv` makes an input gradient out of a
   * bordered output gradient. `ci` and `co` must be multiples of 4.
   */
  winogradFilter(ci: number, co: number, w: number, ldw: number, turned: number, u: number): void;

  /**
   * What `conv` computes for 3 x 3 taps next to each other (`tapH = xRow`, `tapW = xPix`), with 16 instead of 36
   * multiplications for 2 x 2 outputs: F(2 x 2, 3 x 3) of Lavin and Gray 2016, "Fast Algorithms for Convolutional
   * Neural Networks". Rounding errors are about as large. Reads exactly the `(oh + 2) x (ow + 2)` pixels from `x` on;
   * an infinity or NaN among them reaches all outputs of its tiles as NaN, also those whose taps do not touch it.
   * `ci` and `co` must be multiples of 4, and no output may lie on a pixel of `x`.
   *
   * @param u what `winogradFilter` wrote for these `ci` and `co`
   * @param scratch room for `winogradScratchFloats(ci, co)` floats
   */
  winogradConv(
    batch: number, oh: number, ow: number, ci: number, co: number,
    x: number, xImg: number, xRow: number, xPix: number,
    u: number,
    y: number, yImg: number, yRow: number, yPix: number,
    acc: number, accImg: number, accRow: number, accPix: number,
    bias: number, act: number,
    scratch: number,
  ): void;

  /**
   * What `convFilterGradient` computes for such taps, by the adjoint of `winogradConv`: as few multiplications, and
   * the same demands. Overwrites `[3, 3, ci]` rows of `ldw` floats.
   *
   * @param scratch room for `winogradScratchFloats(ci, co)` floats
   */
  winogradFilterGradient(
    batch: number, oh: number, ow: number, ci: number, co: number,
    x: number, xImg: number, xRow: number, xPix: number,
    dy: number, dyImg: number, dyRow: number, dyPix: number,
    dw: number, ldw: number,
    scratch: number,
  ): void;

  /** Depthwise convolution: as `conv`, but `y[.., c] = act(sum over kh, kw of x(tap)[c] w[kh, kw, c] + acc + bias[c])`; `w` is `[kh, kw, c]`, dense. */
  depthwise(
    batch: number, oh: number, ow: number, kh: number, kw: number, c: number,
    x: number, xImg: number, xRow: number, xPix: number, tapH: number, tapW: number,
    w: number,
    y: number, yImg: number, yRow: number, yPix: number,
    acc: number, accImg: number, accRow: number, accPix: number,
    bias: number, act: number,
  ): void;

  /** `dw[kh, kw, c] = sum over b, oh, ow of x(tap)[c] dy[b, oh, ow, c]`, overwrites. */
  depthwiseFilterGradient(
    batch: number, oh: number, ow: number, kh: number, kw: number, c: number,
    x: number, xImg: number, xRow: number, xPix: number, tapH: number, tapW: number,
    dy: number, dyImg: number, dyRow: number, dyPix: number,
    dw: number,
  ): void;

  // ---- batch-norm.c

  /**
   * Statistics of a batch for batch norm over all axes but the last. Writes `mean`,
   * `inverse` = 1 / sqrt(biased variance + eps), `scale = gamma * inverse`,
   * `shift = beta - mean * scale`, each `[C]`, and moves `movingMean` and
   * `movingVariance` (biased variance): momentum of the old, the rest of the new.
   */
  batchNormStatistics(
    batch: number, h: number, w: number, c: number,
    x: number, xImg: number, xRow: number,
    gamma: number, beta: number, eps: number,
    mean: number, inverse: number, scale: number, shift: number,
    movingMean: number, movingVariance: number, momentum: number,
  ): void;

  /** For prediction: `scale = gamma / sqrt(variance + eps)`, `shift = beta - mean * scale`, each `[C]`. */
  batchNormFold(
    c: number, gamma: number, beta: number, mean: number, variance: number, eps: number,
    scale: number, shift: number,
  ): void;

  /**
   * Gradients of batch norm with batch statistics. With `act` 1 a ReLU followed, with 2 a ReLU6: `dy` is
   * masked first, where `x * scale + shift` was not let through (`scale` and `shift` as
   * `batchNormStatistics` gives them; reading them is cheaper than reading what came out).
   * Overwrites `dgamma` and `dbeta`; `dx` gets the result plus `acc`.
   *
   * @param scratch `3 * C` floats
   */
  batchNormGradient(
    batch: number, h: number, w: number, c: number,
    dy: number, dyImg: number, dyRow: number,
    act: number, scale: number, shift: number,
    x: number, xImg: number, xRow: number,
    mean: number, inverse: number, gamma: number,
    dgamma: number, dbeta: number,
    acc: number, accImg: number, accRow: number,
    dx: number, dxImg: number, dxRow: number,
    scratch: number,
  ): void;

  // ---- layer-norm.c

  /** Layer norm over the last axis: `y = (x - mean) * inverse * gamma + beta`; writes mean and inverse of each pixel, dense `[B, H, W]`. */
  layerNorm(
    batch: number, h: number, w: number, c: number,
    x: number, xImg: number, xRow: number,
    gamma: number, beta: number, eps: number,
    y: number, yImg: number, yRow: number,
    mean: number, inverse: number,
  ): void;

  /** Gradients of `layerNorm`; overwrites `dgamma` and `dbeta`. */
  layerNormGradient(
    batch: number, h: number, w: number, c: number,
    dy: number, dyImg: number, dyRow: number,
    x: number, xImg: number, xRow: number,
    mean: number, inverse: number, gamma: number,
    dgamma: number, dbeta: number,
    acc: number, accImg: number, accRow: number,
    dx: number, dxImg: number, dxRow: number,
  ): void;
}

/** Floats of scratch that `gemm` needs. */
export function gemmScratchFloats(_m: number, n: number, k: number): number {
  const depth = Math.min(k, 384);
  return depth * (n + 8) + depth * 48 + 64;
}

/** Floats of scratch that `winogradConv` and `winogradFilterGradient` need. */
export function winogradScratchFloats(ci: number, co: number): number {
  const tiles = Math.max(32, 4 * Math.floor(192 / (ci + co)));
  return 17 * tiles * (ci + co) + 16 * ci * co;
}
