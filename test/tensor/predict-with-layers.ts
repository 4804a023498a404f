import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { loadLayersModel } from '@tensorflow/tfjs-layers';

/** What stock TensorFlow.js predicts with the model in a folder, `[count, classes]` row by row, on the backend that is on. */
export async function predictWithLayers(
  from: string,
  x: Float32Array,
  shape: readonly number[],
): Promise<Float32Array> {
  const json = JSON.parse(readFileSync(path.join(from, 'model.json'), 'utf8')) as {
    modelTopology: object;
    weightsManifest: { weights: tf.io.WeightsManifestEntry[] }[];
  };
  const bytes = readFileSync(path.join(from, 'weights.bin'));
  const model = await loadLayersModel(
    tf.io.fromMemory({
      modelTopology: json.modelTopology,
      weightSpecs: json.weightsManifest[0]!.weights,
      weightData: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength),
    }),
  );
  const input = tf.tensor(x, [x.length / shape.reduce((a, b) => a * b, 1), ...shape]);
  const output = model.predict(input) as tf.Tensor;
  const values = output.dataSync<'float32'>().slice();
  input.dispose();
  output.dispose();
  model.dispose();
  return values;
}
