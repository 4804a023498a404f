import { SEQUENCE_LAYERS } from './tfjs-sequence-layers';
import type { SequenceLayer } from './tfjs-sequence-layers';

/** What a module may need beside the layers API. */
export type HelperName = 'groupedConv2d' | LayerHelper;

/** Layers that the API lacks. */
export type LayerHelper = PlainLayer | SequenceLayer;

/** Those without weights. */
type PlainLayer = 'Zero' | 'HardSigmoid' | 'HardSwish';

const BODIES: Readonly<Record<PlainLayer, { doc: string; result: string }>> = {
  Zero: { doc: 'Zeros in the shape of the input: a missing edge.', result: 'tf.zerosLike(x)' },
  HardSigmoid: {
    doc: "relu6(x + 3) / 6; the layers API's own hardSigmoid has another slope.",
    result: 'tf.div(tf.relu6(tf.add(x, 3)), 6)',
  },
  HardSwish: { doc: 'x relu6(x + 3) / 6.', result: 'tf.mul(x, tf.div(tf.relu6(tf.add(x, 3)), 6))' },
};

/** Source of a layer, registered so that a saved model can be loaded. */
export function layerClass(name: LayerHelper): string {
  return name === 'PositionEmbedding' || name === 'SelfAttention' ? SEQUENCE_LAYERS[name] : plainLayer(name);
}

function plainLayer(name: PlainLayer): string {
  const { doc, result } = BODIES[name];
  return `/** ${doc} */
class ${name} extends tf.layers.Layer {
  static className = '${name}';

  computeOutputShape(inputShape) {
    return inputShape;
  }

  call(inputs) {
    const x = Array.isArray(inputs) ? inputs[0] : inputs;
    return tf.tidy(() => ${result});
  }
}
tf.serialization.registerClass(${name});`;
}

export const GROUPED_CONV = `/** Grouped convolution: slices the channels, convolves each slice with its own filters, joins the results. */
function groupedConv2d(x, { groups, filters, name, ...options }) {
  const [, height, width, channels] = x.shape;
  const size = channels / groups;
  const flat = tf.layers
    .reshape({ targetShape: [height * width, channels, 1], name: \`\${name}_flat\` })
    .apply(x);
  const parts = [];
  for (let group = 0; group < groups; group++) {
    const cropping = [[0, 0], [group * size, channels - (group + 1) * size]];
    const slice = tf.layers.cropping2D({ cropping, name: \`\${name}_slice\${group}\` }).apply(flat);
    const image = tf.layers
      .reshape({ targetShape: [height, width, size], name: \`\${name}_image\${group}\` })
      .apply(slice);
    const part = tf.layers.conv2d({ ...options, filters: filters / groups, name: \`\${name}_group\${group}\` });
    parts.push(part.apply(image));
  }
  return tf.layers.concatenate({ name: \`\${name}_join\` }).apply(parts);
}`;

/** Keywords, globals that a reader would miss, and the names that the module itself uses. */
export const JS_WORDS: ReadonlySet<string> = new Set(
  (
    'arguments async await break case catch class const continue debugger default delete do else enum eval export ' +
    'extends false finally for function if implements import in instanceof interface let new null of package private ' +
    'protected public return static super switch this throw true try typeof undefined var void while with yield NaN ' +
    'Infinity Array Object Math Number tf createModel groupedConv2d Zero HardSigmoid HardSwish PositionEmbedding SelfAttention'
  ).split(' '),
);
