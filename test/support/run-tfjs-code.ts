import '@tensorflow/tfjs-backend-cpu';
import * as core from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { initializers, input, layers, model } from '@tensorflow/tfjs-layers';
import { compileFunction } from 'node:vm';

/**
 * Runs generated TensorFlow.js code on the pure JavaScript backend and returns its model.
 *
 * The module's `import` of `@tensorflow/tfjs` becomes an argument made of the
 * packages that it consists of; nothing else of the source is changed.
 */
export function runTfjsCode(source: string): LayersModel {
  const statement = "import * as tf from '@tensorflow/tfjs';\n";
  if (!source.includes(statement)) throw new Error('the code does not import TensorFlow.js');
  const body = source.replace(statement, '').replace('export function createModel', 'function createModel');
  const run = compileFunction(`${body}\nreturn createModel();`, ['tf']) as (tf: unknown) => LayersModel;
  return run({ ...core, initializers, layers, input, model });
}

/** Trainable numbers of a model. */
export function trainableCount(network: LayersModel): number {
  return network.trainableWeights
    .map(({ shape }) => shape.reduce<number>((product, size) => product * (size ?? 1), 1))
    .reduce((a, b) => a + b, 0);
}
