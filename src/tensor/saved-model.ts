import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

import * as z from 'zod';

import { InputError, messageOf } from '../core/base/errors';
import type { Dataset } from '../core/estimator/dataset';
import { formatArchitecture, parseArchitecture } from '../core/graph/architecture-json';
import type { Metrics } from '../core/trial/trial';
import { evaluate, metricsOfFit } from './evaluation';
import type { LayerWeight } from './layer-graph';
import { layersModelOf } from './layers-model';
import { Network } from './network';
import type { NetworkTask } from './network';
import { checkFit } from './task';

const MODEL = 'model.json';
const WEIGHTS = 'weights.bin';
const DESCRIPTION = 'architecture.json';

const numbers = z.array(z.number());

const scaling = z.object({ divisor: z.number(), mean: numbers, deviation: numbers });

/** What `architecture.json` says beyond the model itself. */
const description = z.object({
  format: z.literal('nas-workbench-model'),
  version: z.literal(1),
  architecture: z.unknown(),
  /** `input = (value / divisor - mean[c]) / deviation[c]`, c along the last axis. */
  inputScaling: scaling.optional(),
  target: z.union([
    z.object({ kind: z.literal('classes'), names: z.array(z.string()) }),
    z.object({ kind: z.literal('values'), names: z.array(z.string()), mean: numbers, deviation: numbers }),
  ]),
});

/**
 * Writes a network as a TensorFlow.js layers model: `model.json` and
 * `weights.bin`, which `tf.loadLayersModel` opens, and `architecture.json` with
 * the graph, the scaling of inputs and the names of outputs. Makes the folder.
 * `model.json` is written last: a folder that has it is complete.
 */
export async function saveModel(network: Network, folder: string): Promise<void> {
  const { architecture, task } = network;
  const { topology, weights } = layersModelOf(architecture, task);
  const values = weights.map((weight) => valuesFor(weight, network));
  const { scaling: inputScaling, ...target } = task;

  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, WEIGHTS), joined(values));
  await writeFile(
    path.join(folder, DESCRIPTION),
    JSON.stringify({
      format: 'nas-workbench-model',
      version: 1,
      architecture: JSON.parse(formatArchitecture(architecture)) as unknown,
      ...(inputScaling && { inputScaling }),
      target,
    }),
  );
  await writeFile(
    path.join(folder, MODEL),
    JSON.stringify({
      format: 'layers-model',
      generatedBy: 'NAS Workbench',
      convertedBy: null,
      modelTopology: topology,
      weightsManifest: [
        {
          paths: [WEIGHTS],
          weights: weights.map(({ name, shape }) => ({ name, shape, dtype: 'float32' })),
        },
      ],
    }),
  );
}

/** Reads a folder that `saveModel` wrote, onto the current backend. Rejects with `InputError` naming the file. */
export async function loadModel(folder: string): Promise<Network> {
  const { architecture: graph, target, inputScaling } = await readDescription(path.join(folder, DESCRIPTION));
  const architecture = parseArchitecture(JSON.stringify(graph));
  const task: NetworkTask = inputScaling ? { ...target, scaling: inputScaling } : target;
  const { weights } = layersModelOf(architecture, task);
  const file = path.join(folder, WEIGHTS);
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new InputError(file, `the weights could not be read: ${messageOf(error)}`);
  });
  const stored = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  const size = weights.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  if (stored.length !== size) {
    throw new InputError(file, `expected ${4 * size} bytes of weights, but got ${bytes.byteLength}`);
  }
  return Network.restore(architecture, task, (name, spec) =>
    extract(stored, weights, name, sizeOf(spec.shape)),
  );
}

/**
 * Measures a saved model on the test examples: `testAccuracy`, `testLoss` and
 * others, or `testRmse`, `testLoss` and others. Rejects with `TrialError` when the data is not
 * of the model's shape.
 */
export async function testModel(folder: string, dataset: Dataset): Promise<Metrics> {
  const network = await loadModel(folder);
  try {
    checkFit(network.architecture, dataset);
    const fit = await evaluate(network, dataset.test, () => Promise.resolve());
    return metricsOfFit(fit, 'test');
  } finally {
    network.dispose();
  }
}

async function readDescription(file: string): Promise<z.output<typeof description>> {
  let json: unknown;
  try {
    json = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new InputError(file, `the model could not be read: ${messageOf(error)}`);
  }
  const result = description.safeParse(json);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw new InputError(file, `${issue!.path.join('.')}: ${issue!.message}`);
  }
  return result.data;
}

function valuesFor({ source }: LayerWeight, network: Network): Float32Array {
  if (source.kind === 'constant') return Float32Array.from(source.values);
  const values = network.variable(source.name).dataSync<'float32'>();
  if (source.kind === 'weight') return values;
  return Float32Array.from(source.positions, (position) => (position < 0 ? 0 : values[position]!));
}

/** Undoes `valuesFor` for the weight `name`. */
function extract(
  stored: Float32Array,
  weights: readonly LayerWeight[],
  name: string,
  size: number,
): Float32Array {
  const values = new Float32Array(size);
  let offset = 0;
  for (const { shape, source } of weights) {
    const count = sizeOf(shape);
    if (source.kind !== 'constant' && source.name === name) {
      const part = stored.subarray(offset, offset + count);
      if (source.kind === 'weight') values.set(part);
      else {
        source.positions.forEach((position, i) => {
          if (position >= 0) values[position] = part[i]!;
        });
      }
    }
    offset += count;
  }
  return values;
}

function joined(parts: readonly Float32Array[]): Uint8Array {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return new Uint8Array(all.buffer);
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((size, n) => size * n, 1);
}
