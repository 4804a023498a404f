import { Bug } from '../../../core/base/errors';
import type { Operation, OperationKind, OperationOf } from '../../../core/graph/operation';
import type { Border, Size } from '../image';
import { NO_BORDER } from '../image';
import { activation } from './activation';
import { multiHeadAttention } from './attention';
import { batchNorm } from './batch-norm';
import { conv2d, convolutionBorder, separableConv2d } from './convolution';
import { dense } from './dense';
import { embedding, positionEmbedding } from './embedding';
import { fallback } from './fallback';
import { layerNorm } from './layer-norm';
import type { PlanLowering } from './lowering';
import { dropout, dropPath } from './noise';
import { avgPool2d, globalAvgPool1d, globalAvgPool2d, globalMaxPool2d, maxPool2d } from './pooling';
import { add } from './sum';
import { concat, flatten, reshape, zero } from './wiring';

const neverLowered: PlanLowering<Operation> = ({ kind }) => {
  throw new Bug(`${kind} is no step of a plan`);
};

/** How each kind of operation becomes kernel calls; a kind that has none yet is `undefined` and runs on tfjs. */
const PLAN_LOWERINGS: { readonly [K in OperationKind]: PlanLowering<OperationOf<K>> | undefined } = {
  input: neverLowered,
  identity: neverLowered,
  conv2d,
  separable_conv2d: separableConv2d,
  dense,
  max_pool2d: maxPool2d,
  avg_pool2d: avgPool2d,
  global_avg_pool2d: globalAvgPool2d,
  global_max_pool2d: globalMaxPool2d,
  global_avg_pool1d: globalAvgPool1d,
  embedding,
  position_embedding: positionEmbedding,
  multi_head_attention: multiHeadAttention,
  batch_norm: batchNorm,
  layer_norm: layerNorm,
  activation,
  dropout,
  drop_path: dropPath,
  add,
  concat,
  flatten,
  reshape,
  zero,
};

export function planLoweringOf(operation: Operation): PlanLowering<Operation> {
  return PLAN_LOWERINGS[operation.kind] ?? fallback;
}

/** The zeros that an operation needs around its input. */
export function borderFor(operation: Operation, input: Size): Border {
  return operation.kind === 'conv2d' || operation.kind === 'separable_conv2d'
    ? convolutionBorder(operation, input)
    : NO_BORDER;
}
