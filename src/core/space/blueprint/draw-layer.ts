import type { OperationLayer } from '../custom-layers';
import type { Choice } from '../knob-list';
import type { KnobValue } from '../space';
import type { BlueprintRole } from './blueprint';
import type { BlueprintBuilder, BlueprintRef } from './blueprint-builder';

const LABELS: Readonly<Record<OperationLayer['kind'], readonly [label: string, role: BlueprintRole]>> = {
  conv2d: ['conv', 'convolution'],
  separable_conv2d: ['separable conv', 'convolution'],
  depthwise_conv2d: ['depthwise conv', 'convolution'],
  dense: ['dense', 'dense'],
  embedding: ['embedding', 'attention'],
  position_embedding: ['position embedding', 'attention'],
  multi_head_attention: ['attention', 'attention'],
  max_pool2d: ['max pooling', 'pooling'],
  avg_pool2d: ['average pooling', 'pooling'],
  global_avg_pool2d: ['global average', 'pooling'],
  global_max_pool2d: ['global maximum', 'pooling'],
  global_avg_pool1d: ['average over positions', 'pooling'],
  batch_norm: ['batch norm', 'norm'],
  layer_norm: ['layer norm', 'norm'],
  activation: ['activation', 'activation'],
  dropout: ['dropout', 'pass'],
  drop_path: ['drop path', 'pass'],
  flatten: ['flatten', 'pass'],
  reshape: ['reshape', 'pass'],
  identity: ['identity', 'pass'],
};

/** Draws a layer that is one operation. */
export function drawLayer(
  b: BlueprintBuilder,
  layer: OperationLayer,
  { useBias, ...fields }: Readonly<Record<string, Choice<KnobValue>>>,
  x: BlueprintRef,
): BlueprintRef {
  const [label, role] = LABELS[layer.kind];
  const detail = layer.kind === 'reshape' ? layer.shape.join(' by ') : '';
  return b.node(
    {
      name: layer.name ?? layer.kind,
      label: layer.name === undefined ? label : `${layer.name}: ${label}`,
      role,
      detail,
      fields: { ...fields, ...(useBias && { bias: useBias }) },
    },
    [x],
  );
}
