import { winogradScratchFloats } from '../wasm/linear-kernels';
import type { FilterPart, Filter } from './convolution-calls';
import type { Geometry, Phase, Window } from './convolution-geometry';
import { pixels } from './gradient';
import type { Image } from './image';
import { pixelAt } from './image';
import type { PlanBuilder } from './plan-builder';
import type { Argument } from './program';

/** Fewer channels than this, and transforming costs more than the multiplications that it saves. */
const LEAST_CHANNELS = 8;

/** The same for what is left of the channels when tiles reach over the edge of a map with odd sides. */
const LEAST_FILLED_CHANNELS = 7;

/**
 * On smaller maps many gradients are exactly 0, as nothing but padding and
 * closed ReLUs meets a tap; the transforms would leave 1e-9 there, which Adam
 * takes for a direction. Curves would no longer agree with other backends.
 */
const LEAST_SIDE = 4;

/**
 * Whether a convolution is one for Winograd's kernels: 3 x 3 taps next to each
 * other, all channels together, and large enough to gain (1.03 to 2 times, as
 * `npm run bench:kernels` shows).
 */
export function isForWinograd(
  parts: readonly FilterPart[],
  { kernel, stride, dilation }: Window,
  { oh, ow }: Geometry,
): boolean {
  const [part] = parts;
  if (parts.length !== 1 || part!.kind !== 'dense') return false;
  const isPlain3x3 =
    kernel.every((size) => size === 3) && [...stride, ...dilation].every((step) => step === 1);
  const channels = Math.min(part!.ci, part!.co);
  const filled = (oh * ow) / (4 * Math.ceil(oh / 2) * Math.ceil(ow / 2));
  return (
    isPlain3x3 &&
    part!.ci % 4 === 0 &&
    part!.co % 4 === 0 &&
    channels >= LEAST_CHANNELS &&
    channels * filled >= LEAST_FILLED_CHANNELS &&
    Math.min(oh, ow) >= LEAST_SIDE
  );
}

export function forwardWinograd(
  plan: PlanBuilder,
  { ci, co }: FilterPart,
  x: Image,
  filter: Filter,
  y: Image,
  { oh, ow, padTop, padLeft }: Geometry,
  bias: Argument,
  act: number,
): void {
  const u = plan.temporary(16 * ci * co);
  plan.program.call('winogradFilter', ci, co, filter.at, filter.row, 0, u);
  plan.program.call(
    'winogradConv',
    ...([plan.batch, oh, ow, ci, co] as const),
    ...([pixelAt(x, -padTop, -padLeft), x.img, x.row, x.c] as const),
    u,
    ...pixels(y),
    ...pixels(undefined),
    bias,
    act,
    plan.temporary(winogradScratchFloats(ci, co)),
  );
}

export function filterGradientByWinograd(
  plan: PlanBuilder,
  { ci, co }: FilterPart,
  x: Image,
  dz: Image,
  dw: Filter,
  { oh, ow, padTop, padLeft }: Geometry,
): void {
  plan.program.call(
    'winogradFilterGradient',
    ...([plan.batch, oh, ow, ci, co] as const),
    ...([pixelAt(x, -padTop, -padLeft), x.img, x.row, x.c] as const),
    ...pixels(dz),
    dw.at,
    dw.row,
    plan.temporary(winogradScratchFloats(ci, co)),
  );
}

/** Adds the gradient by the input to `dx`: the convolution of `dz`, border and all, with the filter turned round. */
export function inputGradientByWinograd(
  plan: PlanBuilder,
  { ci, co }: FilterPart,
  dz: Image,
  filter: Filter,
  { vertical, horizontal }: { readonly vertical: readonly Phase[]; readonly horizontal: readonly Phase[] },
  dx: Image,
  acc: Image | undefined,
): void {
  const u = plan.temporary(16 * ci * co);
  plan.program.call('winogradFilter', ci, co, filter.at, filter.row, 1, u);
  plan.program.call(
    'winogradConv',
    ...([plan.batch, dx.h, dx.w, co, ci] as const),
    ...([pixelAt(dz, vertical[0]!.start, horizontal[0]!.start), dz.img, dz.row, dz.c] as const),
    u,
    ...pixels(dx),
    ...pixels(acc),
    0,
    0,
    plan.temporary(winogradScratchFloats(co, ci)),
  );
}
