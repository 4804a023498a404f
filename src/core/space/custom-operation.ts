import type { GraphBuilder, NodeRef } from '../graph/graph-builder';
import type { Activation, Padding, Pair } from '../graph/operation';
import type { AddPart, Part } from './custom-cell';
import { drawLayer } from './blueprint/draw-layer';
import type { Choosable, OperationLayer } from './custom-layers';
import type { Choice, Condition, KnobList } from './knob-list';
import { normalise, type NORMS } from './skeleton';
import type { Genotype, KnobValue } from './space';

type LayerOf<K extends OperationLayer['kind']> = Extract<OperationLayer, { readonly kind: K }>;
type Norm = (typeof NORMS)[number];
type Extent = number | string;

/** Declares the knobs of one layer's fields. */
interface Fields {
  choose<T extends KnobValue>(field: string, value: Choosable<T>): Choice<T>;
}

/** Declares the knobs of a layer that is one operation, and says how it is added and drawn. */
export function planOperation(layer: OperationLayer, name: string, list: KnobList, under: Condition): Part {
  const declared: Record<string, Choice<KnobValue>> = {};
  const add = planAdding(layer, {
    choose(field, value) {
      const values = valuesOf(value);
      const choice = list.choose(`${name}.${field}`, values, { ordinal: isAscending(values), under });
      declared[field] = choice;
      return choice;
    },
  });
  return { add, draw: (b, x) => drawLayer(b, layer, declared, x) };
}

function planAdding(layer: OperationLayer, fields: Fields): AddPart {
  switch (layer.kind) {
    case 'conv2d':
    case 'separable_conv2d':
    case 'depthwise_conv2d':
      return planConvolution(layer, fields);
    case 'dense':
      return planDense(layer, fields);
    case 'max_pool2d':
    case 'avg_pool2d':
      return planPooling(layer, fields);
    case 'activation': {
      const activation = fields.choose<Activation>('activation', layer.activation);
      return (g, x, genotype) => g.activation(x, activation.of(genotype));
    }
    case 'dropout':
    case 'drop_path': {
      const { kind } = layer;
      const rate = fields.choose('rate', layer.rate);
      return (g, x, genotype) => g.node({ kind, rate: rate.of(genotype) }, [x]);
    }
    case 'embedding': {
      const units = fields.choose('units', layer.units);
      return (g, x, genotype) => g.embedding(x, layer.vocabulary, units.of(genotype));
    }
    case 'multi_head_attention':
      return planAttention(layer, fields);
    default:
      return planFixed(layer);
  }
}

/** Layers without a field to choose. */
type FixedLayer = LayerOf<
  | 'batch_norm'
  | 'layer_norm'
  | 'reshape'
  | 'global_avg_pool2d'
  | 'global_max_pool2d'
  | 'global_avg_pool1d'
  | 'position_embedding'
  | 'flatten'
  | 'identity'
>;

function planFixed(layer: FixedLayer): AddPart {
  switch (layer.kind) {
    case 'batch_norm':
      return (g, x) => g.batchNorm(x);
    case 'layer_norm':
      return (g, x) => g.layerNorm(x);
    case 'reshape':
      return (g, x) => g.node({ kind: layer.kind, shape: layer.shape }, [x]);
    case 'global_avg_pool2d':
    case 'global_max_pool2d':
    case 'global_avg_pool1d':
    case 'position_embedding':
    case 'flatten':
    case 'identity':
      return (g, x) => g.node({ kind: layer.kind }, [x]);
  }
}

function planDense(layer: LayerOf<'dense'>, fields: Fields): AddPart {
  const units = fields.choose<number | 'same'>('units', layer.units);
  const useBias = fields.choose('useBias', layer.useBias);
  const finish = planFinish(layer, fields);
  return (g, x, genotype, start) => {
    const chosen = units.of(genotype);
    const count = chosen === 'same' ? g.shapeOf(start).at(-1)! : chosen;
    return finish(g, g.dense(x, count, useBias.of(genotype)), genotype);
  };
}

function planAttention(layer: LayerOf<'multi_head_attention'>, fields: Fields): AddPart {
  const heads = fields.choose('heads', layer.heads);
  const keyUnits = layer.keyUnits === undefined ? undefined : fields.choose('keyUnits', layer.keyUnits);
  const causal = fields.choose('causal', layer.causal);
  const useBias = fields.choose('useBias', layer.useBias);
  return (g, x, genotype) =>
    g.multiHeadAttention(x, heads.of(genotype), {
      ...(keyUnits && { keyUnits: keyUnits.of(genotype) }),
      causal: causal.of(genotype),
      useBias: useBias.of(genotype),
    });
}

function planConvolution(
  layer: LayerOf<'conv2d' | 'separable_conv2d' | 'depthwise_conv2d'>,
  fields: Fields,
): AddPart {
  const { kind } = layer;
  const channels =
    kind === 'depthwise_conv2d'
      ? fields.choose('multiplier', layer.multiplier)
      : fields.choose('filters', layer.filters);
  const kernel = fields.choose<Extent>('kernel', layer.kernel);
  const stride = fields.choose<Extent>('stride', layer.stride);
  const padding = fields.choose<Padding>('padding', layer.padding);
  const dilation = fields.choose<Extent>('dilation', layer.dilation);
  const groups = kind === 'conv2d' ? fields.choose('groups', layer.groups) : undefined;
  const useBias = fields.choose('useBias', layer.useBias);
  const finish = planFinish(layer, fields);
  return (g, x, genotype) => {
    const window = {
      stride: pairOf(stride.of(genotype)),
      padding: padding.of(genotype),
      dilation: pairOf(dilation.of(genotype)),
      useBias: useBias.of(genotype),
    };
    const count = channels.of(genotype);
    const size = pairOf(kernel.of(genotype));
    const y = groups
      ? g.conv2d(x, count, size, { ...window, groups: groups.of(genotype) })
      : kind === 'depthwise_conv2d'
        ? g.depthwiseConv2d(x, size, { ...window, multiplier: count })
        : g.separableConv2d(x, count, size, window);
    return finish(g, y, genotype);
  };
}

function planPooling(layer: LayerOf<'max_pool2d' | 'avg_pool2d'>, fields: Fields): AddPart {
  const size = fields.choose<Extent>('size', layer.size);
  const stride = layer.stride === undefined ? size : fields.choose<Extent>('stride', layer.stride);
  const padding = fields.choose<Padding>('padding', layer.padding);
  return (g, x, genotype) => {
    const window = { stride: pairOf(stride.of(genotype)), padding: padding.of(genotype) };
    return layer.kind === 'max_pool2d'
      ? g.maxPool(x, pairOf(size.of(genotype)), window)
      : g.avgPool(x, pairOf(size.of(genotype)), window);
  };
}

/** Normalisation and activation after a layer with weights. */
function planFinish(
  layer: { readonly norm: Choosable<Norm>; readonly activation: Choosable<Activation> },
  fields: Fields,
): (g: GraphBuilder, x: NodeRef, genotype: Genotype) => NodeRef {
  const norm = fields.choose<Norm>('norm', layer.norm);
  const activation = fields.choose<Activation>('activation', layer.activation);
  return (g, x, genotype) => {
    const y = normalise(g, x, norm.of(genotype));
    return activation.of(genotype) === 'linear' ? y : g.activation(y, activation.of(genotype));
  };
}

function pairOf(extent: Extent): Pair {
  if (typeof extent === 'number') return [extent, extent];
  const [height, width] = extent.split('x').map(Number);
  return [height!, width!];
}

export function valuesOf<T extends KnobValue>(value: Choosable<T>): readonly T[] {
  return typeof value === 'object' ? value.choose : [value];
}

function isAscending(values: readonly KnobValue[]): boolean {
  return values.every((value, i) => typeof value === 'number' && (i === 0 || Number(values[i - 1]) < value));
}
