import type { OperationOf, Shape } from '../core/graph/operation';
import type { LayerGraph } from './layer-graph';

type Conv2d = OperationOf<'conv2d'>;

interface ConvolutionNode {
  readonly name: string;
  readonly operation: Conv2d;
  readonly inputs: readonly string[];
  readonly inputShapes: readonly Shape[];
}

/**
 * A convolution in layers of TensorFlow.js, which has none with groups: one
 * channel a group is a DepthwiseConv2D, other groups are slices, one Conv2D
 * each, and their concatenation.
 */
export function emitConvolution(graph: LayerGraph, node: ConvolutionNode): string {
  const { name, operation, inputs, inputShapes } = node;
  const [height, width, channels] = inputShapes[0] as [number, number, number];
  const { groups } = operation;
  if (groups === 1) {
    plain(
      graph,
      node,
      name,
      inputs[0]!,
      channels,
      { kind: 'weight', name: `${name}/kernel` },
      operation.filters,
    );
    if (operation.useBias) bias(graph, node, name, 0, operation.filters);
    return name;
  }
  if (groups === channels) return depthwise(graph, node, channels);

  // Channels are sliced as the columns of a one-channel picture: there is no layer that slices them.
  const inner = channels / groups;
  const outer = operation.filters / groups;
  const picture = graph.layer('Reshape', `${name}-flat`, inputs, {
    target_shape: [height * width, channels, 1],
  });
  const parts = Array.from({ length: groups }, (_, g) => {
    const cut = graph.layer('Cropping2D', `${name}-cut${g}`, [picture], {
      cropping: [
        [0, 0],
        [g * inner, channels - (g + 1) * inner],
      ],
      data_format: 'channels_last',
    });
    const image = graph.layer('Reshape', `${name}-part${g}`, [cut], { target_shape: [height, width, inner] });
    const layer = `${name}-group${g}`;
    const positions = columnsOf(operation, inner, g * outer, outer);
    plain(graph, node, layer, image, inner, { kind: 'gathered', name: `${name}/kernel`, positions }, outer);
    if (operation.useBias) bias(graph, node, layer, g * outer, outer);
    return layer;
  });
  return graph.layer('Concatenate', name, parts, { axis: -1 });
}

function plain(
  graph: LayerGraph,
  { operation }: ConvolutionNode,
  layer: string,
  input: string,
  channels: number,
  source: Parameters<LayerGraph['weight']>[3],
  filters: number,
): void {
  graph.layer('Conv2D', layer, [input], {
    filters,
    kernel_size: operation.kernel,
    strides: operation.stride,
    padding: operation.padding,
    dilation_rate: operation.dilation,
    data_format: 'channels_last',
    activation: 'linear',
    use_bias: operation.useBias,
  });
  graph.weight(layer, 'kernel', [...operation.kernel, channels, filters], source);
}

function depthwise(
  graph: LayerGraph,
  { name, operation, inputs }: ConvolutionNode,
  channels: number,
): string {
  const { kernel, dilation, filters, useBias } = operation;
  // The layer ignores dilation, so the zeros between the taps are written out.
  const reach = [(kernel[0] - 1) * dilation[0] + 1, (kernel[1] - 1) * dilation[1] + 1] as const;
  graph.layer('DepthwiseConv2D', name, inputs, {
    kernel_size: reach,
    depth_multiplier: filters / channels,
    strides: operation.stride,
    padding: operation.padding,
    data_format: 'channels_last',
    activation: 'linear',
    use_bias: useBias,
  });
  const positions = new Int32Array(reach[0] * reach[1] * filters).fill(-1);
  for (let i = 0; i < kernel[0]; i++) {
    for (let j = 0; j < kernel[1]; j++) {
      const to = (i * dilation[0] * reach[1] + j * dilation[1]) * filters;
      const from = (i * kernel[1] + j) * filters;
      for (let f = 0; f < filters; f++) positions[to + f] = from + f;
    }
  }
  graph.weight(name, 'depthwise_kernel', [...reach, channels, filters / channels], {
    kind: 'gathered',
    name: `${name}/kernel`,
    positions,
  });
  if (useBias) graph.weight(name, 'bias', [filters], { kind: 'weight', name: `${name}/bias` });
  return name;
}

function bias(
  graph: LayerGraph,
  { name }: ConvolutionNode,
  layer: string,
  first: number,
  count: number,
): void {
  graph.weight(layer, 'bias', [count], {
    kind: 'gathered',
    name: `${name}/bias`,
    positions: Int32Array.from({ length: count }, (_, i) => first + i),
  });
}

/** Positions of `count` filters from `first` on within a kernel of all filters. */
function columnsOf({ kernel, filters }: Conv2d, channels: number, first: number, count: number): Int32Array {
  const rows = kernel[0] * kernel[1] * channels;
  return Int32Array.from(
    { length: rows * count },
    (_, i) => Math.floor(i / count) * filters + first + (i % count),
  );
}
