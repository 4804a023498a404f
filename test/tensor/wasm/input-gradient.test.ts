import fc from 'fast-check';
import { expect, it } from 'vitest';

import type { Epilogue, Walk } from './convolution-cases';
import { Target, epilogues, forEachTap, inputSizes, walks, wholeNumbers } from './convolution-cases';
import type { Placed, Sizes } from './harness';
import { KernelMemory, NO_BORDER, difference, product, seed } from './harness';

const memory = new KernelMemory();
const { kernels } = memory;

const channels = fc.record({ ci: fc.integer({ min: 1, max: 9 }), co: fc.integer({ min: 1, max: 9 }) });

it('flipFilter and conv give the input gradient of any stride, dilation and padding, phase by phase', () => {
  fc.assert(
    fc.property(walks, channels, epilogues, seed, (walk, { ci, co }, epilogue, from) => {
      memory.clear();
      const w = wholeNumbers([...walk.kernel, ci, co], from);
      const { dy, slopes, target, real, pads } = arranged(walk, ci, co, epilogue, from);
      const filter = memory.vector(w);
      const flipped = memory.vector(w.length);

      forEachPhase(walk, pads, real, (down, across) => {
        const taken = [down.tap, down.step, down.taps, across.tap, across.step, across.taps] as const;
        kernels.flipFilter(filter.address, walk.kernel[1], ci, co, co, ...taken, flipped.address);
        kernels.conv(
          ...[walk.batch, down.count, across.count, down.taps, across.taps, co, ci],
          ...slopeWords(slopes, walk, down, across, co),
          ...[flipped.address, ci],
          ...phaseOf(target, walk, down, across),
        );
      });

      const sums = inputGradient(walk, pads, real, ci, (at, output, tap) => {
        for (let i = 0; i < ci; i++)
          for (let o = 0; o < co; o++) at(i, dy[output * co + o]! * w[(tap * ci + i) * co + o]!);
      });
      expect(difference(target.y.read(), target.expected(sums))).toBe(0);
      expect(memory.trespasses()).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

it('flipFilter and depthwise give the input gradient of a depthwise convolution', () => {
  fc.assert(
    fc.property(walks, fc.integer({ min: 1, max: 13 }), epilogues, seed, (walk, c, epilogue, from) => {
      memory.clear();
      const w = wholeNumbers([...walk.kernel, c], from);
      const { dy, slopes, target, real, pads } = arranged(walk, c, c, epilogue, from);
      const filter = memory.vector(w);
      const flipped = memory.vector(w.length);

      forEachPhase(walk, pads, real, (down, across) => {
        const taken = [down.tap, down.step, down.taps, across.tap, across.step, across.taps] as const;
        kernels.flipFilter(filter.address, walk.kernel[1], c, 1, 1, ...taken, flipped.address);
        kernels.depthwise(
          ...[walk.batch, down.count, across.count, down.taps, across.taps, c],
          ...slopeWords(slopes, walk, down, across, c),
          flipped.address,
          ...phaseOf(target, walk, down, across),
        );
      });

      const sums = inputGradient(walk, pads, real, c, (at, output, tap) => {
        for (let i = 0; i < c; i++) at(i, dy[output * c + i]! * w[tap * c + i]!);
      });
      expect(difference(target.y.read(), target.expected(sums))).toBe(0);
      expect(memory.trespasses()).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

type Pair = readonly [number, number];

/**
 * Along one axis, every `stride`-th pixel from `first` on sees the same taps: `taps` of them, from `tap` down in
 * steps of `step`. The first of these pixels meets `tap` at output `from`, and the next tap `apart` outputs later.
 */
interface Phase {
  readonly first: number;
  readonly count: number;
  readonly tap: number;
  readonly step: number;
  readonly taps: number;
  readonly from: number;
  readonly apart: number;
}

function phases(walk: Walk, axis: 0 | 1, pad: number, length: number): Phase[] {
  const [kernel, stride, dilation] = [walk.kernel[axis], walk.stride[axis], walk.dilation[axis]];
  return Array.from({ length: Math.min(stride, length) }, (_, first) => {
    const seen = Array.from({ length: kernel }, (_, tap) => tap).filter(
      (tap) => (first + pad - tap * dilation) % stride === 0,
    );
    const tap = seen.at(-1) ?? 0;
    const step = seen.length > 1 ? seen[1]! - seen[0]! : 1;
    return {
      first,
      count: Math.ceil((length - first) / stride),
      tap,
      step,
      taps: seen.length,
      from: seen.length > 0 ? (first + pad - tap * dilation) / stride : 0,
      apart: Math.ceil((step * dilation) / stride),
    };
  });
}

function forEachPhase(walk: Walk, pads: Pair, real: Pair, call: (down: Phase, across: Phase) => void): void {
  for (const down of phases(walk, 0, pads[0], real[0]))
    for (const across of phases(walk, 1, pads[1], real[1])) call(down, across);
}

/** Output gradient with zeros around it, in which every tap of every phase exists, and room for the input gradient. */
function arranged(
  walk: Walk,
  ci: number,
  co: number,
  epilogue: Epilogue,
  from: number,
): { dy: Float32Array; slopes: Placed; target: Target; real: Pair; pads: Pair } {
  const [, height, width] = inputSizes(walk, ci);
  // Padding before; after it, some rows and columns that the last window does not reach.
  const pads = [from % walk.kernel[0], from % walk.kernel[1]] as const;
  const real = [Math.max(1, height - pads[0] + 1), Math.max(1, width - pads[1] + (from % 3))] as const;
  const dy = wholeNumbers([walk.batch, ...walk.out, co], from + 7);
  const [rows, columns] = zeroFrame(walk);
  const framed: Sizes = [walk.batch, walk.out[0] + 2 * rows, walk.out[1] + 2 * columns, co];
  const values = new Float32Array(product(framed));
  dy.forEach((value, i) => {
    const [pixel, c] = [Math.floor(i / co), i % co];
    const [b, h] = [Math.floor(pixel / product(walk.out)), Math.floor(pixel / walk.out[1]) % walk.out[0]];
    values[((b * framed[1] + h + rows) * framed[2] + (pixel % walk.out[1]) + columns) * co + c] = value;
  });
  const slopes = memory.image(framed, NO_BORDER, values);
  const target = new Target(memory, [walk.batch, ...real, ci], { ...epilogue, hasBias: false, act: 0 }, from);
  return { dy, slopes, target, real, pads };
}

function zeroFrame({ kernel, dilation }: Walk): [number, number] {
  return [kernel[0] * dilation[0] + 3, kernel[1] * dilation[1] + 3];
}

function slopeWords(
  { address, img, row }: Placed,
  walk: Walk,
  down: Phase,
  across: Phase,
  pixel: number,
): [number, number, number, number, number, number] {
  const [rows, columns] = zeroFrame(walk);
  const start = address + 4 * ((down.from + rows) * row + (across.from + columns) * pixel);
  return [start, img, row, pixel, down.apart * row, across.apart * pixel];
}

function phaseOf(target: Target, { stride }: Walk, down: Phase, across: Phase): ReturnType<Target['words']> {
  const [y, yImg, yRow, yPix, acc, accImg, accRow, accPix, bias, act] = target.words();
  const start = (p: number, row: number, pixel: number): number =>
    p && p + 4 * (down.first * row + across.first * pixel);
  return [
    start(y, yRow, yPix),
    yImg,
    stride[0] * yRow,
    stride[1] * yPix,
    start(acc, accRow, accPix),
    accImg,
    stride[0] * accRow,
    stride[1] * accPix,
    bias,
    act,
  ];
}

/** By definition: every output sends its gradient back through its taps, but not into the padding. */
function inputGradient(
  walk: Walk,
  pads: Pair,
  real: Pair,
  channels: number,
  send: (at: (channel: number, value: number) => void, output: number, tap: number) => void,
): Float32Array {
  const sums = new Float32Array(walk.batch * product(real) * channels);
  const [, height, width] = inputSizes(walk, 1);
  forEachTap(walk, (pixel, output, tap) => {
    const b = Math.floor(pixel / (height * width));
    const row = (Math.floor(pixel / width) % height) - pads[0];
    const column = (pixel % width) - pads[1];
    if (row < 0 || row >= real[0] || column < 0 || column >= real[1]) return;
    const start = ((b * real[0] + row) * real[1] + column) * channels;
    send((channel, value) => (sums[start + channel]! += value), output, tap);
  });
  return sums;
}
