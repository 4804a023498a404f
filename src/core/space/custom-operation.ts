import type { Activation, Padding, Pair } from '../graph/operation';
import type { Part } from './custom-cell';
import type { Choosable, Layer } from './custom-schema';
import type { Choice, Condition, KnobList } from './knob-list';
import { normalise, type NORMS } from './skeleton';
import type { KnobValue } from './space';

type OperationLayer = Exclude<Layer, { readonly kind: 'cell' | 'branches' | 'choice' }>;
type LayerOf<K extends OperationLayer['kind']> = Extract<OperationLayer, { readonly kind: K }>;
type Norm = (typeof NORMS)[number];
type Extent = number | string;

/** Declares the knobs of one layer's fields. */
export interface Fields {
  choose<T extends KnobValue>(field: string, value: Choosable<T>): Choice<T>;
}

export function fieldsOf(name: string, list: KnobList, under: Condition): Fields {
  return {
    choose(field, value) {
      const values = valuesOf(value);
      return list.choose(`${name}.${field}`, values, { ordinal: isAscending(values), under });
    },
  };
}

/** Declares the knobs of a layer that is one operation, and says how it is added. */
export function planOperation(layer: OperationLayer, fields: Fields): Part {
  switch (layer.kind) {
    case 'conv2d':
    case 'separable_conv2d':
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
    case 'dropout': {
      const rate = fields.choose('rate', layer.rate);
      return (g, x, genotype) => g.dropout(x, rate.of(genotype));
    }
    default:
      return planFixed(layer);
  }
}

/** Layers without a field to choose. */
function planFixed(
  layer: Exclude<
    OperationLayer,
    {
      readonly kind:
        'conv2d' | 'separable_conv2d' | 'dense' | 'max_pool2d' | 'avg_pool2d' | 'activation' | 'dropout';
    }
  >,
): Part {
  switch (layer.kind) {
    case 'batch_norm':
      return (g, x) => g.batchNorm(x);
    case 'layer_norm':
      return (g, x) => g.layerNorm(x);
    case 'reshape':
      return (g, x) => g.node({ kind: layer.kind, shape: layer.shape }, [x]);
    case 'global_avg_pool2d':
    case 'global_max_pool2d':
    case 'flatten':
    case 'identity':
      return (g, x) => g.node({ kind: layer.kind }, [x]);
  }
}

function planDense(layer: LayerOf<'dense'>, fields: Fields): Part {
  const units = fields.choose('units', layer.units);
  const useBias = fields.choose('useBias', layer.useBias);
  const finish = planFinish(layer, fields);
  return (g, x, genotype) => finish(g, g.dense(x, units.of(genotype), useBias.of(genotype)), genotype);
}

function planConvolution(layer: LayerOf<'conv2d' | 'separable_conv2d'>, fields: Fields): Part {
  const filters = fields.choose('filters', layer.filters);
  const kernel = fields.choose<Extent>('kernel', layer.kernel);
  const stride = fields.choose<Extent>('stride', layer.stride);
  const padding = fields.choose<Padding>('padding', layer.padding);
  const dilation = fields.choose<Extent>('dilation', layer.dilation);
  const groups = layer.kind === 'conv2d' ? fields.choose('groups', layer.groups) : undefined;
  const useBias = fields.choose('useBias', layer.useBias);
  const finish = planFinish(layer, fields);
  return (g, x, genotype) => {
    const window = {
      stride: pairOf(stride.of(genotype)),
      padding: padding.of(genotype),
      dilation: pairOf(dilation.of(genotype)),
      useBias: useBias.of(genotype),
    };
    const size = pairOf(kernel.of(genotype));
    const y = groups
      ? g.conv2d(x, filters.of(genotype), size, { ...window, groups: groups.of(genotype) })
      : g.separableConv2d(x, filters.of(genotype), size, window);
    return finish(g, y, genotype);
  };
}

function planPooling(layer: LayerOf<'max_pool2d' | 'avg_pool2d'>, fields: Fields): Part {
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
): Part {
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
