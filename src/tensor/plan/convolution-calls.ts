import type { Geometry, Phase, Window } from './convolution-geometry';
import { place, sizes } from './gradient';
import type { Border, Image } from './image';
import { borderCovers, createImage, hasBorder, pixelAt } from './image';
import type { PlanBuilder } from './plan-builder';
import type { Argument } from './program';

/** One kernel's worth of a convolution: which filter, and which channels of input and output. */
export interface FilterPart {
  readonly kind: 'dense' | 'depthwise';
  readonly ci: number;
  readonly co: number;
  /** First channel in the input and in the output. */
  readonly fromInput: number;
  readonly fromOutput: number;
}

/** Groups of a convolution; one input and one output channel each is the depthwise kernel's job. */
export function partsOf(channels: number, filters: number, groups: number): FilterPart[] {
  if (groups === channels && filters === channels && groups > 1) {
    return [{ kind: 'depthwise', ci: channels, co: channels, fromInput: 0, fromOutput: 0 }];
  }
  const ci = channels / groups;
  const co = filters / groups;
  return Array.from({ length: groups }, (_, g) => ({
    kind: 'dense',
    ci,
    co,
    fromInput: g * ci,
    fromOutput: g * co,
  }));
}

interface Taps {
  readonly oh: number;
  readonly ow: number;
  readonly kh: number;
  readonly kw: number;
  readonly x: Argument;
  readonly xImg: number;
  readonly xRow: number;
  readonly xPix: number;
  readonly tapH: number;
  readonly tapW: number;
}

/** Where the taps of a forward convolution lie. */
function forwardTaps(x: Image, part: FilterPart, window: Window, geometry: Geometry): Taps {
  const { oh, ow, padTop, padLeft } = geometry;
  const { kernel, stride, dilation } = window;
  return {
    oh,
    ow,
    kh: kernel[0],
    kw: kernel[1],
    x: pixelAt(x, -padTop, -padLeft, part.fromInput),
    xImg: x.img,
    xRow: stride[0] * x.row,
    xPix: stride[1] * x.c,
    tapH: dilation[0] * x.row,
    tapW: dilation[1] * x.c,
  };
}

/** Filters and the floats between their rows. */
export interface Filter {
  readonly at: Argument;
  readonly row: number;
}

interface Strided {
  readonly at: Argument;
  readonly img: number;
  readonly row: number;
  readonly pix: number;
}

/**
 * `conv`, or `depthwise`; a 1x1 convolution of whole images becomes one long row.
 */
function emit(
  plan: PlanBuilder,
  part: Pick<FilterPart, 'kind' | 'ci' | 'co'>,
  taps: Taps,
  filter: Filter,
  y: Strided,
  acc: Strided | undefined,
  bias: Argument,
  act: number,
): void {
  const flat = isFlat(taps, [{ img: taps.xImg, row: taps.xRow, pix: taps.xPix }, y, ...(acc ? [acc] : [])]);
  const [batch, oh, ow] = flat ? [1, 1, plan.batch * taps.oh * taps.ow] : [plan.batch, taps.oh, taps.ow];
  const input = [taps.x, taps.xImg, taps.xRow, taps.xPix, taps.tapH, taps.tapW] as const;
  const output = [y.at, y.img, y.row, y.pix] as const;
  const added = acc ? ([acc.at, acc.img, acc.row, acc.pix] as const) : ([0, 0, 0, 0] as const);
  const { program } = plan;
  if (part.kind === 'depthwise') {
    const { kh, kw } = taps;
    program.call(
      'depthwise',
      batch,
      oh,
      ow,
      kh,
      kw,
      part.co,
      ...input,
      filter.at,
      ...output,
      ...added,
      bias,
      act,
    );
  } else {
    program.call(
      'conv',
      ...([batch, oh, ow, taps.kh, taps.kw, part.ci, part.co] as const),
      ...input,
      filter.at,
      filter.row,
      ...output,
      ...added,
      bias,
      act,
    );
  }
}

function isFlat(
  { oh, ow, kh, kw }: Taps,
  all: readonly { readonly img: number; readonly row: number; readonly pix: number }[],
): boolean {
  return kh * kw === 1 && all.every(({ img, row, pix }) => row === ow * pix && img === oh * row);
}

export function forwardConvolution(
  plan: PlanBuilder,
  part: FilterPart,
  x: Image,
  filter: Filter,
  y: Image,
  window: Window,
  geometry: Geometry,
  bias: Argument,
  act: number,
): void {
  const taps = forwardTaps(x, part, window, geometry);
  const output = { at: pixelAt(y, 0, 0, part.fromOutput), img: y.img, row: y.row, pix: y.c };
  emit(plan, part, taps, filter, output, undefined, bias, act);
}

export function filterGradient(
  plan: PlanBuilder,
  part: FilterPart,
  x: Image,
  dz: Image,
  dw: Filter,
  window: Window,
  geometry: Geometry,
): void {
  const taps = forwardTaps(x, part, window, geometry);
  const flat = isFlat(taps, [
    { img: taps.xImg, row: taps.xRow, pix: taps.xPix },
    { img: dz.img, row: dz.row, pix: dz.c },
  ]);
  const [batch, oh, ow] = flat ? [1, 1, plan.batch * taps.oh * taps.ow] : [plan.batch, taps.oh, taps.ow];
  const input = [taps.x, taps.xImg, taps.xRow, taps.xPix, taps.tapH, taps.tapW] as const;
  const output = [pixelAt(dz, 0, 0, part.fromOutput), dz.img, dz.row, dz.c] as const;
  const { program } = plan;
  const { kh, kw } = taps;
  if (part.kind === 'depthwise') {
    program.call('depthwiseFilterGradient', batch, oh, ow, kh, kw, part.co, ...input, ...output, dw.at);
  } else {
    const { ci, co } = part;
    program.call('convFilterGradient', batch, oh, ow, kh, kw, ci, co, ...input, ...output, dw.at, dw.row);
  }
}

/** Adds the gradient by the input to `dx`: one convolution of `dz` a phase, with the phase's taps turned round. */
export function inputGradient(
  plan: PlanBuilder,
  part: FilterPart,
  dz: Image,
  filter: Filter,
  kernelWidth: number,
  phases: { readonly vertical: readonly Phase[]; readonly horizontal: readonly Phase[] },
  dx: Image,
  acc: Image | undefined,
): void {
  for (const v of phases.vertical) {
    for (const h of phases.horizontal) {
      if (v.taps === 0 || h.taps === 0) continue;
      const turned = plan.temporary(v.taps * h.taps * part.ci * (part.kind === 'depthwise' ? 1 : part.co));
      const [ci, co] = part.kind === 'depthwise' ? [1, part.co] : [part.ci, part.co];
      plan.program.call(
        'flipFilter',
        ...([filter.at, kernelWidth, ci, co, filter.row] as const),
        ...([v.firstTap, v.step, v.taps, h.firstTap, h.step, h.taps] as const),
        turned,
      );
      const taps: Taps = {
        oh: v.count,
        ow: h.count,
        kh: v.taps,
        kw: h.taps,
        x: pixelAt(dz, v.start, h.start, part.fromOutput),
        xImg: dz.img,
        xRow: dz.row,
        xPix: dz.c,
        tapH: v.spacing * dz.row,
        tapW: h.spacing * dz.c,
      };
      const strided = (image: Image): Strided => ({
        at: pixelAt(image, v.phase, h.phase, part.fromInput),
        img: image.img,
        row: v.step * image.row,
        pix: h.step * image.c,
      });
      const turnedPart = { kind: part.kind, ci: part.co, co: part.ci };
      emit(plan, turnedPart, taps, { at: turned, row: part.ci }, strided(dx), acc && strided(acc), 0, 0);
    }
  }
}

/** Where a phase has no taps its pixels get nothing; then `dx` has to hold `acc`, or zeros, beforehand. */
export function hasEmptyPhase(phases: {
  readonly vertical: readonly Phase[];
  readonly horizontal: readonly Phase[];
}): boolean {
  return [...phases.vertical, ...phases.horizontal].some(({ taps }) => taps === 0);
}

/** The image itself where its border is wide enough, else a copy with the border. */
export function withBorder(plan: PlanBuilder, image: Image, border: Border): Image {
  if (!hasBorder(border) || borderCovers(image.border, border)) return image;
  const copy = createImage(image.batch, image, border);
  plan.program.call('accumulate', ...sizes(copy), ...place(image), ...place(undefined), ...place(copy));
  return copy;
}
