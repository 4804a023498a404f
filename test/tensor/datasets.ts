import { createRng } from '../../src/core/base/random';
import type { Dataset, Examples } from '../../src/core/estimator/dataset';
import type { Shape } from '../../src/core/graph/operation';

/** Noisy images whose class is the quarter of the picture that is bright. */
export function brightQuarters(counts = { train: 200, validation: 80, test: 80 }): Dataset {
  const shape: Shape = [6, 6, 1];
  const rng = createRng(2).fork('quarters');
  const part = (count: number): Examples => {
    const x = new Float32Array(count * 36);
    const y = new Float32Array(count);
    for (let n = 0; n < count; n++) {
      const quarter = rng.below(4);
      y[n] = quarter;
      for (let p = 0; p < 36; p++) {
        const inside = (p < 18 ? 0 : 2) + (p % 6 < 3 ? 0 : 1) === quarter;
        x[n * 36 + p] = (inside ? 1 : 0) + 0.7 * rng.normal();
      }
    }
    return { count, x, y };
  };
  return {
    name: 'quarters',
    inputShape: shape,
    target: { kind: 'classes', names: ['nw', 'ne', 'sw', 'se'] },
    train: part(counts.train),
    validation: part(counts.validation),
    test: part(counts.test),
  };
}

/** `u = 1000 + 50 (a - b)` and `v = a b`, from three features of which one is noise. */
export function twoValues(): Dataset {
  const rng = createRng(2).fork('values');
  const part = (count: number): Examples => {
    const x = Float32Array.from({ length: 3 * count }, () => rng.normal());
    const y = Float32Array.from({ length: 2 * count }, (_, i) => {
      const first = 3 * Math.floor(i / 2);
      const a = x[first]!;
      const b = x[first + 1]!;
      return i % 2 === 0 ? 1000 + 50 * (a - b) : a * b;
    });
    return { count, x, y };
  };
  return {
    name: 'values',
    inputShape: [3],
    target: { kind: 'values', names: ['u', 'v'] },
    train: part(300),
    validation: part(100),
    test: part(100),
  };
}

/** Eight tokens of twelve; the class is which of 0, 1 and 2 is among them, once, anywhere. */
export function markedTokens(counts = { train: 300, validation: 90 }): Dataset {
  const rng = createRng(2).fork('tokens');
  const part = (count: number): Examples => {
    const x = Float32Array.from({ length: 8 * count }, () => 3 + rng.below(9));
    const y = Float32Array.from({ length: count }, () => rng.below(3));
    y.forEach((mark, n) => (x[8 * n + rng.below(8)] = mark));
    return { count, x, y };
  };
  return {
    name: 'tokens',
    inputShape: [8],
    target: { kind: 'classes', names: ['zero', 'one', 'two'] },
    train: part(counts.train),
    validation: part(counts.validation),
    test: part(0),
  };
}
