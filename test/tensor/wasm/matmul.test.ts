import fc from 'fast-check';
import { expect, it } from 'vitest';

import { gemmScratchFloats } from '../../../src/tensor/wasm/linear-kernels';
import { activated, wholeNumbers } from './convolution-cases';
import { KernelMemory, difference, seed } from './harness';

const memory = new KernelMemory();
const { kernels } = memory;

interface Product {
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly transA: boolean;
  readonly transB: boolean;
  /** Floats between rows beyond what a row needs; for A, B and C. */
  readonly gaps: readonly number[];
  readonly outer: number;
  readonly inner: number;
  readonly addend: 'none' | 'itself' | 'another';
  readonly hasBias: boolean;
  readonly act: 0 | 1 | 2;
}

const upTo = (max: number): fc.Arbitrary<number> => fc.integer({ min: 1, max });
/** Around the sizes of tiles and blocks as well as small ones. */
const length = fc.oneof(upTo(13), fc.constantFrom(16, 24, 32, 48, 49, 57));

const products: fc.Arbitrary<Product> = fc.record({
  m: length,
  n: length,
  k: fc.oneof({ weight: 5, arbitrary: length }, { weight: 1, arbitrary: fc.constantFrom(384, 385, 770) }),
  transA: fc.boolean(),
  transB: fc.boolean(),
  gaps: fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3)),
  outer: upTo(2),
  inner: upTo(3),
  addend: fc.constantFrom('none', 'itself', 'another'),
  hasBias: fc.boolean(),
  act: fc.constantFrom(0, 1, 2),
});

it('gemm multiplies batches of matrices, plain or transposed, adds and activates', () => {
  fc.assert(
    fc.property(products, seed, (p, from) => {
      memory.clear();
      const { m, n, k, outer, inner } = p;
      const a = batches(p.transA ? k : m, p.transA ? m : k, p, 0, from);
      const b = batches(p.transB ? n : k, p.transB ? k : n, p, 1, from + 1);
      const c = batches(m, n, p, 2, from + 2);
      const bias = p.hasBias ? wholeNumbers([n], from + 3) : undefined;
      const placed = {
        a: memory.vector(a.values),
        b: memory.vector(b.values),
        c: memory.vector(c.values),
        another: p.addend === 'another' ? memory.vector(c.values) : undefined,
        bias: bias ? memory.vector(bias).address : 0,
        scratch: memory.vector(gemmScratchFloats(m, n, k)),
      };
      const addend = p.addend === 'itself' ? placed.c : placed.another;

      kernels.gemm(
        ...([m, n, k] as const),
        ...([placed.a.address, a.step, Number(p.transA)] as const),
        ...([placed.b.address, b.step, Number(p.transB)] as const),
        ...([placed.c.address, c.step] as const),
        ...([addend?.address ?? 0, c.step] as const),
        ...([placed.bias, p.act] as const),
        ...([outer, a.outer, b.outer, c.outer] as const),
        ...([inner, a.inner, b.inner, c.inner] as const),
        placed.scratch.address,
      );

      const wanted = expectedProduct(p, a, b, c, bias);
      expect(difference(placed.c.read(), wanted)).toBe(0);
      expect([difference(placed.a.read(), a.values), difference(placed.b.read(), b.values)]).toEqual([0, 0]);
      expect(memory.trespasses()).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

it.each([0, 1, 2])('gemm lets a NaN through activation %i, so that divergence is seen', (act) => {
  memory.clear();
  const a = memory.vector([1, NaN, 1, -1, 2, 1]);
  const b = memory.vector([2, 3]);
  const c = memory.vector(3);
  const scratch = memory.vector(gemmScratchFloats(3, 1, 2)).address;
  kernels.gemm(
    ...([3, 1, 2, a.address, 2, 0, b.address, 1, 0, c.address, 1, 0, 0, 0, act] as const),
    ...([1, 0, 0, 0, 1, 0, 0, 0, scratch] as const),
  );
  expect([...c.read()]).toEqual([NaN, act === 0 ? -1 : 0, act === 2 ? 6 : 7]);
});

interface Batches {
  readonly values: Float32Array;
  readonly step: number;
  readonly outer: number;
  readonly inner: number;
}

function expectedProduct(p: Product, a: Batches, b: Batches, c: Batches, bias?: Float32Array): Float32Array {
  const wanted = c.values.slice();
  for (let batch = 0; batch < p.outer * p.inner; batch++) {
    const start = ({ outer, inner }: Batches): number =>
      Math.floor(batch / p.inner) * outer + (batch % p.inner) * inner;
    const left = (i: number, q: number): number =>
      a.values[start(a) + (p.transA ? q * a.step + i : i * a.step + q)]!;
    const right = (q: number, j: number): number =>
      b.values[start(b) + (p.transB ? j * b.step + q : q * b.step + j)]!;
    for (let i = 0; i < p.m; i++) {
      for (let j = 0; j < p.n; j++) {
        const at = start(c) + i * c.step + j;
        let sum = (p.addend === 'none' ? 0 : c.values[at]!) + (bias?.[j] ?? 0);
        for (let q = 0; q < p.k; q++) sum += left(i, q) * right(q, j);
        wanted[at] = activated(sum, p.act);
      }
    }
  }
  return wanted;
}

/**
 * Matrices for each outer and inner batch. Rows of the inner ones alternate, as the heads of a transformer do,
 * so that whatever is written beyond a row lands in another matrix.
 */
function batches(
  rows: number,
  columns: number,
  { gaps, outer, inner }: Product,
  gap: number,
  from: number,
): Batches {
  const width = columns + gaps[gap]!;
  const step = width * inner;
  return { values: wholeNumbers([outer, rows, step], from), step, outer: rows * step, inner: width };
}
