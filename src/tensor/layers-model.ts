import type { Architecture } from '../core/graph/architecture';
import { emitterOf } from './layer-emitters';
import type { LayerWeight } from './layer-graph';
import { LayerGraph } from './layer-graph';
import type { NetworkTask } from './network';

/** A Keras functional model as TensorFlow.js reads it. */
export interface LayersModel {
  /** The value of `modelTopology` in `model.json`. */
  readonly topology: unknown;
  /** In the order of `weights.bin`. */
  readonly weights: readonly LayerWeight[];
}

/**
 * Says an architecture in layers of stock TensorFlow.js, so that
 * `tf.loadLayersModel` opens it without code of ours. Its output is what a
 * person wants: probabilities, or values in the units of the data.
 *
 * The topology is written directly, not through tfjs-layers objects: those
 * would make a second copy of every weight, for each trial.
 */
export function layersModelOf({ nodes, shapes }: Architecture, task: NetworkTask): LayersModel {
  const graph = new LayerGraph();
  const layerOf: string[] = [];
  nodes.forEach(({ name, operation, inputs }, i) => {
    layerOf.push(
      emitterOf(operation)(graph, {
        name,
        operation,
        inputs: inputs.map((input) => layerOf[input]!),
        inputShapes: inputs.map((input) => shapes[input]!),
        shape: shapes[i]!,
      }),
    );
  });
  const output = emitOutput(graph, layerOf.at(-1)!, task);
  return {
    topology: {
      class_name: 'Model',
      config: {
        name: 'network',
        layers: graph.layers,
        input_layers: [[nodes[0]!.name, 0, 0]],
        output_layers: [[output, 0, 0]],
      },
      keras_version: '2.15.0',
      backend: 'tensorflow',
    },
    weights: graph.weights,
  };
}

function emitOutput(graph: LayerGraph, last: string, task: NetworkTask): string {
  if (task.kind === 'classes') {
    return graph.layer('Softmax', 'network-probabilities', [last], { axis: -1 });
  }
  // Back from standardised targets: a dense layer whose kernel is the diagonal of deviations.
  const name = 'network-values';
  const units = task.mean.length;
  graph.layer('Dense', name, [last], { units, activation: 'linear', use_bias: true });
  const diagonal = Array.from({ length: units * units }, (_, i) =>
    i % (units + 1) === 0 ? task.deviation[i / (units + 1)]! : 0,
  );
  graph.weight(name, 'kernel', [units, units], { kind: 'constant', values: diagonal });
  graph.weight(name, 'bias', [units], { kind: 'constant', values: task.mean });
  return name;
}
