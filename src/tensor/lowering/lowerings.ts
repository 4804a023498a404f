import type { Operation, OperationKind, OperationOf } from '../../core/graph/operation';
import { activation } from './activation';
import { multiHeadAttention } from './attention';
import { conv2d, separableConv2d } from './convolution';
import { dense } from './dense';
import { dropPath, dropout } from './dropout';
import { embedding, positionEmbedding } from './embedding';
import type { Lowering } from './lowering';
import { batchNorm, layerNorm } from './normalization';
import { avgPool2d, globalAvgPool1d, globalAvgPool2d, globalMaxPool2d, maxPool2d } from './pooling';
import { add, concat, flatten, identity, input, reshape, zero } from './wiring';

/** How each kind of operation becomes tensors; a new kind does not compile before it is here. */
const LOWERINGS: { readonly [K in OperationKind]: Lowering<OperationOf<K>> } = {
  input,
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
  identity,
  zero,
};

export function loweringOf(operation: Operation): Lowering<Operation> {
  return LOWERINGS[operation.kind];
}
