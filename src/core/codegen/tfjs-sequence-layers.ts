/** Layers of sequences that the layers API lacks. */
export type SequenceLayer = 'PositionEmbedding' | 'SelfAttention';

const POSITION_EMBEDDING = `/** Adds a learned row to each position. */
class PositionEmbedding extends tf.layers.Layer {
  static className = 'PositionEmbedding';

  build([, positions, features]) {
    const initializer = tf.initializers.randomNormal({ stddev: 1 / Math.sqrt(features) });
    this.table = this.addWeight('table', [positions, features], 'float32', initializer);
    super.build([null, positions, features]);
  }

  computeOutputShape(inputShape) {
    return inputShape;
  }

  call(inputs) {
    const x = Array.isArray(inputs) ? inputs[0] : inputs;
    return tf.tidy(() => tf.add(x, this.table.read()));
  }
}
tf.serialization.registerClass(PositionEmbedding);`;

const SELF_ATTENTION = `/** Scaled dot-product self-attention with several heads. */
class SelfAttention extends tf.layers.Layer {
  static className = 'SelfAttention';

  constructor({ heads, keyUnits, causal = false, useBias = true, ...config }) {
    super(config);
    Object.assign(this, { heads, keyUnits, causal, useBias });
  }

  build([, positions, features]) {
    const inner = this.heads * this.keyUnits;
    const weight = (name, shape) =>
      this.addWeight(name, shape, 'float32', tf.initializers.glorotUniform({}));
    const bias = (name, size) =>
      this.useBias ? this.addWeight(name, [size], 'float32', tf.initializers.zeros()) : undefined;
    this.qkv = weight('qkv', [features, 3 * inner]);
    this.qkvBias = bias('qkvBias', 3 * inner);
    this.outputKernel = weight('output', [inner, features]);
    this.outputBias = bias('outputBias', features);
    super.build([null, positions, features]);
  }

  computeOutputShape(inputShape) {
    return inputShape;
  }

  call(inputs) {
    const x = Array.isArray(inputs) ? inputs[0] : inputs;
    return tf.tidy(() => {
      const [batch, positions, features] = x.shape;
      const inner = this.heads * this.keyUnits;
      const project = (rows, kernel, bias) => {
        const product = tf.matMul(rows, kernel.read());
        return bias === undefined ? product : tf.add(product, bias.read());
      };
      const qkv = project(tf.reshape(x, [-1, features]), this.qkv, this.qkvBias);
      const [queries, keys, values] = tf
        .split(qkv, 3, 1)
        .map((part) => tf.reshape(part, [batch, positions, this.heads, this.keyUnits]))
        .map((part) => tf.transpose(part, [0, 2, 1, 3]));
      let scores = tf.div(tf.matMul(queries, keys, false, true), Math.sqrt(this.keyUnits));
      if (this.causal) {
        const later = tf.sub(1, tf.linalg.bandPart(tf.ones([positions, positions]), -1, 0));
        scores = tf.sub(scores, tf.mul(later, 1e9));
      }
      const mixed = tf.transpose(tf.matMul(tf.softmax(scores), values), [0, 2, 1, 3]);
      const rows = project(tf.reshape(mixed, [-1, inner]), this.outputKernel, this.outputBias);
      return tf.reshape(rows, [batch, positions, features]);
    });
  }

  getConfig() {
    const { heads, keyUnits, causal, useBias } = this;
    return { ...super.getConfig(), heads, keyUnits, causal, useBias };
  }
}
tf.serialization.registerClass(SelfAttention);`;

export const SEQUENCE_LAYERS: Readonly<Record<SequenceLayer, string>> = {
  PositionEmbedding: POSITION_EMBEDDING,
  SelfAttention: SELF_ATTENTION,
};
