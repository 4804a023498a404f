// Entry of a fresh process: opens a model folder with stock TensorFlow.js alone and prints what it predicts.
import { readFileSync } from 'node:fs';
import path from 'node:path';

import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { loadLayersModel } from '@tensorflow/tfjs-layers';

const [folder, input] = process.argv.slice(2) as [string, string];

const fromFolder: tf.io.IOHandler = {
  load() {
    const json = JSON.parse(readFileSync(path.join(folder, 'model.json'), 'utf8')) as tf.io.ModelJSON;
    return tf.io.getModelArtifactsForJSON(json, (manifest) => {
      const [file] = manifest[0]!.paths;
      const bytes = readFileSync(path.join(folder, file!));
      const weights = tf.io.getWeightSpecs(manifest);
      return Promise.resolve([weights, new Uint8Array(bytes).buffer]);
    });
  },
};

void loadLayersModel(fromFolder).then((model) => {
  const x = JSON.parse(input) as number[];
  const shape = model.inputs[0]!.shape.map((size) => size ?? -1);
  const output = model.predict(tf.reshape(tf.tensor1d(x), shape)) as tf.Tensor;
  process.stdout.write(`\n${JSON.stringify(Array.from(output.dataSync()))}`);
});
