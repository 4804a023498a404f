// Batch norm and layer norm as their papers define them, in plain loops and double precision.

export const EPSILON = 1e-3;

type Numbers = Float32Array | Float64Array;

export function statistics(x: Numbers, c: number): { mean: Float64Array; variance: Float64Array } {
  const count = x.length / c;
  const mean = new Float64Array(c);
  const variance = new Float64Array(c);
  x.forEach((value, i) => (mean[i % c]! += value / count));
  x.forEach((value, i) => (variance[i % c]! += (value - mean[i % c]!) ** 2 / count));
  return { mean, variance };
}

/** Ioffe and Szegedy 2015, the chain rule of section 3 solved for x. */
export function batchNormGradient(dy: Numbers, x: Numbers, gamma: Numbers, mean: Numbers, inverse: Numbers) {
  const c = gamma.length;
  const count = x.length / c;
  const normal = Float64Array.from(x, (value, i) => (value - mean[i % c]!) * inverse[i % c]!);
  const dbeta = new Float64Array(c);
  const dgamma = new Float64Array(c);
  dy.forEach((value, i) => {
    dbeta[i % c]! += value;
    dgamma[i % c]! += value * normal[i]!;
  });
  const dx = Float64Array.from(dy, (value, i) => {
    const k = i % c;
    return gamma[k]! * inverse[k]! * (value - dbeta[k]! / count - (normal[i]! * dgamma[k]!) / count);
  });
  return { dx, dgamma, dbeta };
}

export function layerStatistics(x: Numbers, c: number): { mean: Float64Array; inverse: Float64Array } {
  const rows = Array.from({ length: x.length / c }, (_, p) => x.slice(p * c, (p + 1) * c));
  const each = rows.map((row) => statistics(row, 1));
  return {
    mean: Float64Array.from(each, ({ mean }) => mean[0]!),
    inverse: Float64Array.from(each, ({ variance }) => 1 / Math.sqrt(variance[0]! + EPSILON)),
  };
}

/** Ba et al. 2016: each pixel is a batch norm over its channels, with `dy * gamma` coming in. */
export function layerNormGradient(dy: Numbers, x: Numbers, gamma: Numbers) {
  const c = gamma.length;
  const { mean, inverse } = layerStatistics(x, c);
  const dbeta = new Float64Array(c);
  const dgamma = new Float64Array(c);
  const dx = new Float64Array(x.length);
  for (let p = 0; p < x.length / c; p++) {
    const normal = Float64Array.from({ length: c }, (_, k) => (x[p * c + k]! - mean[p]!) * inverse[p]!);
    const incoming = normal.map((_, k) => dy[p * c + k]! * gamma[k]!);
    const average = incoming.reduce((a, b) => a + b, 0) / c;
    const slope = incoming.reduce((sum, value, k) => sum + value * normal[k]!, 0) / c;
    normal.forEach((value, k) => {
      dbeta[k]! += dy[p * c + k]!;
      dgamma[k]! += dy[p * c + k]! * value;
      dx[p * c + k] = inverse[p]! * (incoming[k]! - average - value * slope);
    });
  }
  return { dx, dgamma, dbeta };
}

/** The gradient of `f`, by central differences. */
export function finiteDifferences(f: (x: Float64Array) => number, x: Float64Array): Float64Array {
  const step = 1e-5;
  return x.map((value, i) => {
    const moved = (to: number): number => f(x.map((other, j) => (j === i ? to : other)));
    return (moved(value + step) - moved(value - step)) / (2 * step);
  });
}
