import { abs, add, floor, randomNormal, randomUniform, tidy } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';

interface Numbers {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

/** A network's weights by layer, an input, and what it makes of it: for carrying over to another framework. */
export interface Reference {
  readonly layers: Readonly<Record<string, Readonly<Record<string, Numbers>>>>;
  readonly input: Numbers;
  readonly output: Numbers;
}

/**
 * Gives every weight a random value (variances positive) and predicts two random examples.
 *
 * With `vocabulary` the examples are tokens. The layers that a grouped convolution was written as (`name_group0`, ...) come
 * back as one kernel and one bias.
 */
export function referenceOf(
  model: LayersModel,
  inputShape: readonly number[],
  vocabulary?: number,
): Reference {
  const made: Reference[] = [];
  tidy(() => {
    const layers: Record<string, Record<string, Numbers>> = {};
    for (const layer of model.layers) {
      if (layer.weights.length === 0) continue;
      layer.setWeights(
        layer.weights.map(({ shape, originalName }, i) => {
          const value = randomNormal(shape as number[], 0, 0.5, 'float32', i + 5);
          return originalName.endsWith('moving_variance') ? add(abs(value), 0.5) : value;
        }),
      );
      for (const weight of layer.weights) {
        const name = weight.originalName.split('/').at(-1)!;
        const [owner] = layer.name.split(/_group\d+$/);
        layers[owner!] ??= {};
        layers[owner!]![name] = joined(layers[owner!]![name], numbersOf(weight.read()));
      }
    }
    const input =
      vocabulary === undefined
        ? randomNormal([2, ...inputShape], 0, 1.5, 'float32', 3)
        : floor(randomUniform([2, ...inputShape], 0, vocabulary, 'float32', 3));
    made.push({ layers, input: numbersOf(input), output: numbersOf(model.predict(input) as Tensor) });
  });
  return made[0]!;
}

function numbersOf(tensor: Tensor): Numbers {
  return { shape: tensor.shape, values: [...tensor.dataSync()] };
}

/** Two arrays joined along the last axis. */
function joined(first: Numbers | undefined, second: Numbers): Numbers {
  if (first === undefined) return second;
  const [a, b] = [first.shape.at(-1)!, second.shape.at(-1)!];
  const rows = first.values.length / a;
  const values = Array.from({ length: rows }, (_, row) => [
    ...first.values.slice(row * a, (row + 1) * a),
    ...second.values.slice(row * b, (row + 1) * b),
  ]).flat();
  return { shape: [...first.shape.slice(0, -1), a + b], values };
}
