/** A layer of a Keras functional model as `model.json` writes it. */
export interface LayerConfig {
  readonly class_name: string;
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly inbound_nodes: readonly unknown[];
}

/** A tensor of `weights.bin`. */
export interface LayerWeight {
  /** `<layer>/kernel`, as TensorFlow.js names it. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly source: WeightSource;
}

/**
 * Where the values come from: a weight of the network in its own order, the
 * same gathered by position (-1 is a zero that the layer needs and the network
 * does not have), or constants.
 */
export type WeightSource =
  | { readonly kind: 'weight'; readonly name: string }
  | { readonly kind: 'gathered'; readonly name: string; readonly positions: Int32Array }
  | { readonly kind: 'constant'; readonly values: readonly number[] };

/** Collects the layers of a functional model in order. A layer is known by its name. */
export class LayerGraph {
  readonly layers: LayerConfig[] = [];
  readonly weights: LayerWeight[] = [];

  /** Adds a layer of the Keras class `className`; gives its name. */
  layer(
    className: string,
    name: string,
    inputs: readonly string[],
    config: Readonly<Record<string, unknown>> = {},
  ): string {
    this.layers.push({
      class_name: className,
      name,
      config: { name, trainable: true, ...config },
      inbound_nodes: inputs.length === 0 ? [] : [inputs.map((input) => [input, 0, 0, {}])],
    });
    return name;
  }

  /** Declares a weight of the layer `layer`. */
  weight(layer: string, name: string, shape: readonly number[], source: WeightSource): void {
    this.weights.push({ name: `${layer}/${name}`, shape, source });
  }
}
