import { winogradScratchFloats } from '../../src/tensor/wasm/linear-kernels';
import type { KernelCase } from './kernel-cases';
import type { KernelRoom } from './kernel-room';

const BATCH = 64;

interface Shape {
  readonly size: number;
  readonly ci: number;
  readonly co: number;
}

/** The sizes of a NAS-Bench-201 network of 8 channels, and larger ones; each beside the direct convolution. */
const SHAPES: readonly Shape[] = [
  { size: 16, ci: 8, co: 8 },
  { size: 8, ci: 16, co: 16 },
  { size: 4, ci: 32, co: 32 },
  { size: 28, ci: 16, co: 32 },
  { size: 8, ci: 64, co: 64 },
];

/** GFLOP/s of 3 x 3 convolutions, counted as the direct convolution's: what is saved counts as speed. */
export function winogradCases(room: KernelRoom): KernelCase[] {
  return SHAPES.flatMap((shape) => casesOf(room, shape));
}

function casesOf(room: KernelRoom, { size, ci, co }: Shape): KernelCase[] {
  const { kernels } = room;
  const row = (size + 2) * ci;
  const x = [room.floats(BATCH * (size + 2) * row), (size + 2) * row, row, ci] as const;
  const y = [room.floats(BATCH * size * size * co), size * size * co, size * co, co] as const;
  const [w, dw, u] = [room.floats(9 * ci * co), room.floats(9 * ci * co), room.floats(16 * ci * co)];
  const scratch = room.floats(winogradScratchFloats(ci, co));
  const [sizes, taps] = [[BATCH, size, size] as const, [row, ci] as const];
  kernels.winogradFilter(ci, co, w, co, 0, u);
  const title = `${BATCH} x ${size} x ${size} x ${ci}, 3 x 3 to ${co}`;
  const one = (kernel: string, run: () => void): KernelCase => {
    return { kernel, title, unit: 'GFLOP/s', work: 2 * BATCH * size * size * 9 * ci * co, run };
  };
  return [
    one('conv (direct, 3 x 3)', () =>
      kernels.conv(...sizes, 3, 3, ci, co, ...x, ...taps, w, co, ...y, 0, 0, 0, 0, 0, 0),
    ),
    one('winogradConv', () =>
      kernels.winogradConv(...sizes, ci, co, ...x, u, ...y, 0, 0, 0, 0, 0, 0, scratch),
    ),
    one('winogradFilter and -Conv', () => {
      kernels.winogradFilter(ci, co, w, co, 1, u);
      kernels.winogradConv(...sizes, ci, co, ...x, u, ...y, 0, 0, 0, 0, 0, 0, scratch);
    }),
    one('filter gradient (direct)', () =>
      kernels.convFilterGradient(...sizes, 3, 3, ci, co, ...x, ...taps, ...y, dw, co),
    ),
    one('winogradFilterGradient', () =>
      kernels.winogradFilterGradient(...sizes, ci, co, ...x, ...y, dw, co, scratch),
    ),
  ];
}
