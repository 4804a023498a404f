import type { OperationOf } from '../../../core/graph/operation';
import {
  filterGradient,
  forwardConvolution,
  hasEmptyPhase,
  inputGradient,
  partsOf,
  withBorder,
} from '../convolution-calls';
import type { FilterPart } from '../convolution-calls';
import type { Geometry, Phase, Window } from '../convolution-geometry';
import { geometryOf, gradientBorder, phasesOf } from '../convolution-geometry';
import type { Gradient } from '../gradient';
import { place, sizes } from '../gradient';
import type { Border, Image, Size } from '../image';
import { createImage, NO_BORDER } from '../image';
import { preActivationGradient } from '../pre-activation';
import type { PlanBuilder } from '../plan-builder';
import {
  filterGradientByWinograd,
  forwardWinograd,
  inputGradientByWinograd,
  isForWinograd,
} from '../winograd-calls';
import type { PlanLowering } from './lowering';

export const conv2d: PlanLowering<OperationOf<'conv2d'>> = (operation, node, plan) => {
  const x = plan.input(node);
  const fused = plan.analysis.activations.get(node);
  const layer = layerOf(
    plan,
    node,
    'kernel',
    x.image.c,
    operation.filters,
    operation.groups,
    operation,
    x.image,
  );
  const border = x.gradient ? layer.gradientBorder : NO_BORDER;
  const value = plan.define(fused?.node ?? node, fused ? NO_BORDER : border);
  const bias = operation.useBias ? plan.weight(node, 'bias') : 0;
  const input = withBorder(plan, x.image, layer.geometry.inputBorder);
  run(plan, layer, input, value.image, bias, fused?.act ?? 0);
  plan.onBackward(() => {
    const dz = preActivationGradient(plan, value, {
      border,
      act: fused?.act,
      biasGradient: operation.useBias ? plan.weightGradient(node, 'bias') : undefined,
    });
    if (dz) goBack(plan, layer, input, dz, x.gradient);
  });
};

/** Depthwise into an image of its own, then 1x1. */
export const separableConv2d: PlanLowering<OperationOf<'separable_conv2d'>> = (operation, node, plan) => {
  const x = plan.input(node);
  const { c } = x.image;
  const spatial = layerOf(plan, node, 'depthwise', c, c, c, operation, x.image);
  const { oh, ow } = spatial.geometry;
  const middle = createImage(plan.batch, { h: oh, w: ow, c }, NO_BORDER);
  const input = withBorder(plan, x.image, spatial.geometry.inputBorder);
  run(plan, spatial, input, middle, 0, 0);

  const fused = plan.analysis.activations.get(node);
  const pointwise = layerOf(plan, node, 'pointwise', c, operation.filters, 1, POINTWISE, middle);
  const value = plan.define(fused?.node ?? node);
  const bias = operation.useBias ? plan.weight(node, 'bias') : 0;
  run(plan, pointwise, middle, value.image, bias, fused?.act ?? 0);
  plan.onBackward(() => {
    const dz = preActivationGradient(plan, value, {
      border: NO_BORDER,
      act: fused?.act,
      biasGradient: operation.useBias ? plan.weightGradient(node, 'bias') : undefined,
    });
    if (!dz) return;
    const inner = plan.innerGradient(middle, x.gradient ? spatial.gradientBorder : NO_BORDER);
    goBack(plan, pointwise, middle, dz, inner);
    goBack(plan, spatial, input, inner.image!, x.gradient);
  });
};

/** The zeros that a convolution needs around its input. */
export function convolutionBorder(
  operation: OperationOf<'conv2d' | 'separable_conv2d'>,
  input: Size,
): Border {
  return geometryOf(input, operation).inputBorder;
}

const POINTWISE: Window = { kernel: [1, 1], stride: [1, 1], dilation: [1, 1], padding: 'valid' };

/** A convolution without its bias. */
interface Layer {
  readonly node: number;
  readonly weight: string;
  readonly filters: number;
  readonly parts: readonly FilterPart[];
  readonly window: Window;
  readonly geometry: Geometry;
  readonly phases: { readonly vertical: readonly Phase[]; readonly horizontal: readonly Phase[] };
  /** Zeros that the gradient by the input needs around the gradient by the output. */
  readonly gradientBorder: Border;
  readonly isForWinograd: boolean;
}

function layerOf(
  plan: PlanBuilder,
  node: number,
  weight: string,
  channels: number,
  filters: number,
  groups: number,
  window: Window,
  input: Size,
): Layer {
  const geometry = geometryOf(input, window);
  const along = (axis: 0 | 1, size: number, before: number): Phase[] =>
    phasesOf(size, window.kernel[axis], window.stride[axis], window.dilation[axis], before);
  const vertical = along(0, input.h, geometry.padTop);
  const horizontal = along(1, input.w, geometry.padLeft);
  const parts = partsOf(channels, filters, groups);
  return {
    node,
    weight,
    filters,
    parts,
    isForWinograd: isForWinograd(parts, window, geometry),
    window,
    geometry,
    phases: { vertical, horizontal },
    gradientBorder: plan.isTraining ? gradientBorder(geometry, vertical, horizontal) : NO_BORDER,
  };
}

function run(
  plan: PlanBuilder,
  { node, weight, filters, parts, window, geometry, isForWinograd: byWinograd }: Layer,
  x: Image,
  y: Image,
  bias: ReturnType<PlanBuilder['weight']> | 0,
  act: number,
): void {
  for (const part of parts) {
    const filter = { at: { ...plan.weight(node, weight), offset: part.fromOutput }, row: filters };
    const partBias = bias === 0 ? 0 : { ...bias, offset: part.fromOutput };
    if (byWinograd) forwardWinograd(plan, part, x, filter, y, geometry, partBias, act);
    else forwardConvolution(plan, part, x, filter, y, window, geometry, partBias, act);
  }
}

function goBack(plan: PlanBuilder, layer: Layer, x: Image, dz: Image, dx: Gradient | undefined): void {
  const { node, weight, filters, parts, window, geometry, phases } = layer;
  const dw = plan.weightGradient(node, weight);
  for (const part of parts) {
    const at = { buffer: dw.buffer, offset: part.fromOutput };
    const gradient = { at, row: filters };
    if (layer.isForWinograd) filterGradientByWinograd(plan, part, x, dz, gradient, geometry);
    else filterGradient(plan, part, x, dz, gradient, window, geometry);
  }
  dx?.contribute((out, acc) => {
    const bordered = withBorder(plan, dz, layer.gradientBorder);
    const base = hasEmptyPhase(phases) ? prefilled(plan, out, acc) : acc;
    for (const part of parts) {
      const filter = { at: { ...plan.weight(node, weight), offset: part.fromOutput }, row: filters };
      if (layer.isForWinograd) inputGradientByWinograd(plan, part, bordered, filter, phases, out, base);
      else inputGradient(plan, part, bordered, filter, window.kernel[1], phases, out, base);
    }
  });
}

/** Puts `acc`, or zeros, into `out`, for pixels that no tap reaches. */
function prefilled(plan: PlanBuilder, out: Image, acc: Image | undefined): Image {
  if (acc === out) return out;
  if (acc) plan.program.call('accumulate', ...sizes(out), ...place(acc), ...place(undefined), ...place(out));
  else plan.program.call('fillZero', { buffer: out.at.buffer, offset: 0 }, out.at.buffer.floats);
  return out;
}
