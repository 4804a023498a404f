import { ACTIVATIONS } from '../../src/core/graph/operation';
import type { Activation } from '../../src/core/graph/operation';
import { gemmScratchFloats } from '../../src/tensor/wasm/linear-kernels';
import type { KernelRoom } from './kernel-room';

/** One call of a kernel on numbers that are typical for small networks. */
export interface KernelCase {
  readonly kernel: string;
  readonly title: string;
  readonly unit: 'GFLOP/s' | 'GB/s';
  /** Multiplications and additions of a call, or bytes that it must at least read and write. */
  readonly work: number;
  readonly run: () => void;
}

const BATCH = 64;
const FLOAT = 4;

/** Sizes as in NAS-Bench-201 networks of 8 channels, a perceptron, and a transformer of width 64 with 4 heads. */
export function linearCases(room: KernelRoom): KernelCase[] {
  return [
    ...[
      { m: 64, n: 64, k: 64 },
      { m: 256, n: 256, k: 256 },
      { m: 512, n: 512, k: 512 },
      { m: 512, n: 512, k: 512, transA: 1 },
      { m: 512, n: 512, k: 512, transB: 1 },
      { m: 128, n: 256, k: 784 },
      { m: 784, n: 256, k: 128, transA: 1 },
      { m: 128, n: 784, k: 256, transB: 1 },
      { m: 128, n: 10, k: 128 },
      { m: 1024, n: 192, k: 64 },
      { m: 1024, n: 64, k: 64 },
      { m: 32, n: 10, k: 32 },
      { m: 1, n: 10, k: 32 },
      { m: 1, n: 256, k: 784 },
    ].map((shape) => gemmCase(room, shape)),
    attentionCase(room, 'scores'),
    attentionCase(room, 'values'),
    ...[
      { size: 16, ci: 3, co: 8, k: 3 },
      { size: 16, ci: 8, co: 8, k: 3 },
      { size: 8, ci: 16, co: 16, k: 3 },
      { size: 4, ci: 32, co: 32, k: 3 },
      { size: 16, ci: 32, co: 32, k: 3 },
      { size: 16, ci: 8, co: 8, k: 1 },
      { size: 8, ci: 16, co: 16, k: 1 },
      { size: 4, ci: 32, co: 32, k: 1 },
      { size: 28, ci: 1, co: 8, k: 5 },
      { size: 16, ci: 8, co: 8, k: 3, stride: 2 },
      { size: 16, ci: 8, co: 8, k: 3, dilation: 2 },
    ].flatMap((shape) => convCases(room, shape)),
    ...[
      { size: 16, ci: 32, k: 3 },
      { size: 8, ci: 16, k: 3 },
      { size: 16, ci: 32, k: 3, stride: 2 },
      { size: 16, ci: 32, k: 3, dilation: 2 },
      { size: 16, ci: 16, k: 5 },
    ].flatMap((shape) => depthwiseCases(room, shape)),
  ];
}

interface GemmShape {
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly transA?: number;
  readonly transB?: number;
}

function gemmCase(room: KernelRoom, { m, n, k, transA = 0, transB = 0 }: GemmShape): KernelCase {
  const [a, b, c] = [room.floats(m * k), room.floats(k * n), room.floats(m * n)];
  const scratch = room.floats(gemmScratchFloats(m, n, k));
  const [lda, ldb] = [transA ? m : k, transB ? k : n];
  const marks = `${transA ? "A'" : 'A'} ${transB ? "B'" : 'B'}`;
  return {
    kernel: 'gemm',
    title: `${m} x ${k} x ${n}, ${marks}`,
    unit: 'GFLOP/s',
    work: 2 * m * n * k,
    run: () =>
      room.kernels.gemm(
        ...([m, n, k, a, lda, transA, b, ldb, transB, c, n, 0, 0, 0, 0] as const),
        ...([1, 0, 0, 0, 1, 0, 0, 0, scratch] as const),
      ),
  };
}

/** 32 sequences x 4 heads in one call, out of rows that hold query, key and value next to each other. */
function attentionCase(room: KernelRoom, part: 'scores' | 'values'): KernelCase {
  const [sequences, heads, length, width] = [32, 4, 32, 16];
  const dim = heads * width;
  const qkv = room.floats(sequences * length * 3 * dim);
  const scores = room.floats(sequences * heads * length * length);
  const output = room.floats(sequences * length * dim);
  const scratch = room.floats(gemmScratchFloats(length, length, length));
  const [ofSequence, ofScores] = [length * 3 * dim, length * length];
  const { kernels } = room;
  return {
    kernel: 'gemm',
    title:
      part === 'scores'
        ? `${sequences} x ${heads} x (32 x 16 x 32), A B' of an interleaved qkv`
        : `${sequences} x ${heads} x (32 x 32 x 16), A B of an interleaved qkv`,
    unit: 'GFLOP/s',
    work: 2 * sequences * heads * length * length * width,
    run:
      part === 'scores'
        ? () =>
            kernels.gemm(
              ...([length, length, width, qkv, 3 * dim, 0, qkv + FLOAT * dim, 3 * dim, 1] as const),
              ...([scores, length, 0, 0, 0, 0] as const),
              ...([sequences, ofSequence, ofSequence, heads * ofScores] as const),
              ...([heads, width, width, ofScores, scratch] as const),
            )
        : () =>
            kernels.gemm(
              ...([length, width, length, scores, length, 0, qkv + 2 * FLOAT * dim, 3 * dim, 0] as const),
              ...([output, dim, 0, 0, 0, 0] as const),
              ...([sequences, heads * ofScores, ofSequence, length * dim] as const),
              ...([heads, ofScores, width, width, scratch] as const),
            ),
  };
}

interface ConvShape {
  readonly size: number;
  readonly ci: number;
  readonly k: number;
  readonly stride?: number;
  readonly dilation?: number;
}

/** Words of a `same` convolution over an image with a border of zeros. */
function layout(room: KernelRoom, { size, ci, k, stride = 1, dilation = 1 }: ConvShape) {
  const border = ((k - 1) * dilation) / 2;
  const row = (size + 2 * border) * ci;
  const img = (size + 2 * border) * row;
  const out = Math.ceil(size / stride);
  const x = room.floats(BATCH * img);
  const steps = stride === 1 && dilation === 1 ? '' : ` stride ${stride} dilation ${dilation}`;
  return {
    out,
    text: `${BATCH} x ${size} x ${size} x ${ci}, ${k} x ${k}${steps}`,
    walk: [BATCH, out, out, k, k] as const,
    taps: [x, img, stride * row, stride * ci, dilation * row, dilation * ci] as const,
  };
}

function convCases(room: KernelRoom, shape: ConvShape & { readonly co: number }): KernelCase[] {
  const { ci, co, k } = shape;
  const { out, text, walk, taps } = layout(room, shape);
  const [w, y, dw] = [
    room.floats(k * k * ci * co),
    room.floats(BATCH * out * out * co),
    room.floats(k * k * ci * co),
  ];
  const title = `${text} to ${co}`;
  const work = 2 * BATCH * out * out * k * k * ci * co;
  const pixels = [y, out * out * co, out * co, co] as const;
  return [
    {
      kernel: 'conv',
      title,
      unit: 'GFLOP/s',
      work,
      run: () => room.kernels.conv(...walk, ci, co, ...taps, w, co, ...pixels, 0, 0, 0, 0, 0, 0),
    },
    {
      kernel: 'convFilterGradient',
      title,
      unit: 'GFLOP/s',
      work,
      run: () => room.kernels.convFilterGradient(...walk, ci, co, ...taps, ...pixels, dw, co),
    },
  ];
}

function depthwiseCases(room: KernelRoom, shape: ConvShape): KernelCase[] {
  const { ci, k } = shape;
  const { out, text, walk, taps } = layout(room, shape);
  const [w, y, dw] = [room.floats(k * k * ci), room.floats(BATCH * out * out * ci), room.floats(k * k * ci)];
  const work = 2 * BATCH * out * out * k * k * ci;
  const pixels = [y, out * out * ci, out * ci, ci] as const;
  return [
    {
      kernel: 'depthwise',
      title: text,
      unit: 'GFLOP/s',
      work,
      run: () => room.kernels.depthwise(...walk, ci, ...taps, w, ...pixels, 0, 0, 0, 0, 0, 0),
    },
    {
      kernel: 'depthwiseFilterGradient',
      title: text,
      unit: 'GFLOP/s',
      work,
      run: () => room.kernels.depthwiseFilterGradient(...walk, ci, ...taps, ...pixels, dw),
    },
  ];
}

export const kindOf = (activation: Activation): number => ACTIVATIONS.indexOf(activation);
