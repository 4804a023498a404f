import type { OperationOf, Shape } from '../core/graph/operation';
import type { LayerGraph } from './layer-graph';

interface AttentionNode {
  readonly name: string;
  readonly operation: OperationOf<'multi_head_attention'>;
  readonly inputs: readonly string[];
  readonly inputShapes: readonly Shape[];
}

/** Added to the scores of what may not be seen, which makes its share 0. */
const HIDDEN = -1e9;

/**
 * Attention in layers of TensorFlow.js, which cannot load its own
 * MultiHeadAttention: three Dense layers a head, the products as Dot layers
 * (which take no more than one head), and a Dense layer over the heads side by side.
 */
export function emitAttention(graph: LayerGraph, node: AttentionNode): string {
  const { name, operation, inputShapes } = node;
  const { heads, keyUnits, causal, useBias } = operation;
  const [positions, features] = inputShapes[0] as [number, number];
  const outputs = Array.from({ length: heads }, (_, head) => {
    const layer = `${name}-head${head}`;
    const queries = projection(graph, node, `${layer}-queries`, head);
    const keys = projection(graph, node, `${layer}-keys`, heads + head);
    const values = projection(graph, node, `${layer}-values`, 2 * heads + head);
    const scaled = graph.layer('Rescaling', `${layer}-scaled`, [queries], {
      scale: 1 / Math.sqrt(keyUnits),
      offset: 0,
    });
    const scores = graph.layer('Dot', `${layer}-scores`, [scaled, keys], { axes: [2, 2], normalize: false });
    const seen = causal ? hideLater(graph, `${layer}-seen`, scores, positions) : scores;
    const shares = graph.layer('Softmax', `${layer}-shares`, [seen], { axis: -1 });
    return graph.layer('Dot', layer, [shares, values], { axes: [2, 1], normalize: false });
  });
  const [first] = outputs;
  const joined = heads === 1 ? first! : graph.layer('Concatenate', `${name}-heads`, outputs, { axis: -1 });
  graph.layer('Dense', name, [joined], { units: features, activation: 'linear', use_bias: useBias });
  graph.weight(name, 'kernel', [heads * keyUnits, features], { kind: 'weight', name: `${name}/output` });
  if (useBias) graph.weight(name, 'bias', [features], { kind: 'weight', name: `${name}/outputBias` });
  return name;
}

/** The queries, keys or values of one head: block `block` of the columns of `qkv`. */
function projection(
  graph: LayerGraph,
  { name, operation: { heads, keyUnits, useBias }, inputs, inputShapes }: AttentionNode,
  layer: string,
  block: number,
): string {
  const features = inputShapes[0]![1]!;
  const columns = 3 * heads * keyUnits;
  const block0 = block * keyUnits;
  graph.layer('Dense', layer, inputs, { units: keyUnits, activation: 'linear', use_bias: useBias });
  graph.weight(layer, 'kernel', [features, keyUnits], {
    kind: 'gathered',
    name: `${name}/qkv`,
    positions: Int32Array.from(
      { length: features * keyUnits },
      (_, i) => Math.floor(i / keyUnits) * columns + block0 + (i % keyUnits),
    ),
  });
  if (useBias)
    graph.weight(layer, 'bias', [keyUnits], {
      kind: 'gathered',
      name: `${name}/qkvBias`,
      positions: Int32Array.from({ length: keyUnits }, (_, i) => block0 + i),
    });
  return layer;
}

/** Hides from each position the scores of those after it. */
function hideLater(graph: LayerGraph, name: string, scores: string, positions: number): string {
  const values = Array.from({ length: positions * positions }, (_, i) =>
    i % positions > Math.floor(i / positions) ? HIDDEN : 0,
  );
  return addTable(graph, name, scores, [positions, positions], { kind: 'constant', values }, false);
}

/**
 * Adds a table to a value of its shape. No layer does just that: the value
 * becomes the one pixel of an image with many channels, and the table the bias
 * of a depthwise convolution whose kernel is 1.
 */
export function addTable(
  graph: LayerGraph,
  name: string,
  input: string,
  shape: Shape,
  table: Parameters<LayerGraph['weight']>[3],
  trainable: boolean,
): string {
  const size = shape.reduce((product, n) => product * n, 1);
  const pixel = graph.layer('Reshape', `${name}-pixel`, [input], { target_shape: [1, 1, size] });
  const sum = graph.layer('DepthwiseConv2D', `${name}-sum`, [pixel], {
    kernel_size: [1, 1],
    depth_multiplier: 1,
    strides: [1, 1],
    padding: 'valid',
    data_format: 'channels_last',
    activation: 'linear',
    use_bias: true,
    trainable,
  });
  const ones = Array.from({ length: size }, () => 1);
  graph.weight(sum, 'depthwise_kernel', [1, 1, size, 1], { kind: 'constant', values: ones });
  graph.weight(sum, 'bias', [size], table);
  return graph.layer('Reshape', name, [sum], { target_shape: shape });
}
