/** Entry of an engine process: trains on one of our backends, or as `tfjs-node`, and answers `Questions`. Argument: which. */
import { homedir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

import { isBackendChoice } from '../../src/core/experiment/backends';
import type { Architecture } from '../../src/core/graph/architecture';
import type { TrainingBatch } from '../../src/tensor/learner';
import { startBackend } from '../../src/tensor/backend';
import { NETWORKS } from './networks';
import type { BenchNetwork, NetworkName } from './networks';
import { median } from './median';
import { LayersTrainee } from './layers-trainee';
import { LINE_MARK } from './questions';
import type { Greeting, Question, Questions } from './questions';
import { randomBatches } from './random-batches';
import { sampledArchitecture } from './sampled-spaces';
import { Trainee } from './trainee';

const WARM_UP_STEPS = 3;
/** So many different batches are trained on in turn. */
const BATCHES = 8;

type Answer<Q extends Question> = Questions[Q]['answer'] | Promise<Questions[Q]['answer']>;

type Answers = {
  readonly [Q in Exclude<Question, 'candidates'>]: (asked: Questions[Q]['asked']) => Answer<Q>;
};

/** What is timed. */
type Timed = Pick<Trainee, 'params' | 'step' | 'dispose'>;

let opened: { readonly trainee: Timed; readonly batches: readonly TrainingBatch[] } | undefined;

const engine = process.argv[2] ?? '';

const answers: Answers = {
  async warm({ network }) {
    const trainee = await traineeOf(network, NETWORKS[network].build(10));
    for (const batch of batchesOf(network, 10, WARM_UP_STEPS)) trainee.step(batch);
    trainee.dispose();
    return {};
  },

  async first({ network, outputs }) {
    const architecture = NETWORKS[network].build(outputs);
    const [batch] = batchesOf(network, outputs, 1);
    const start = performance.now();
    const trainee = await traineeOf(network, architecture);
    trainee.step(batch!);
    const ms = performance.now() - start;
    trainee.dispose();
    return { ms };
  },

  async open({ network }) {
    opened?.trainee.dispose();
    const trainee = await traineeOf(network, NETWORKS[network].build(10));
    opened = { trainee, batches: batchesOf(network, 10, BATCHES) };
    for (let i = 0; i < WARM_UP_STEPS; i++) opened.trainee.step(opened.batches[i]!);
    return { params: opened.trainee.params };
  },

  steady({ seconds }) {
    const { trainee, batches } = opened!;
    const before = process.cpuUsage();
    const times = timesOf((i) => trainee.step(batches[i % BATCHES]!), seconds);
    const { user, system } = process.cpuUsage(before);
    const cpuMs = (user + system) / 1000 / times.length;
    return { stepMs: median(times), cpuMs, steps: times.length };
  },

  losses({ network, optimizer, learningRate, batch, steps, nudged }) {
    const trainee = Trainee.of(NETWORKS[network].build(10), optimizer, learningRate);
    if (nudged) trainee.nudge();
    const losses = batchesOf(network, 10, steps, batch).map((one) => trainee.step(one));
    trainee.dispose();
    return { losses };
  },

  sample({ space, index, steps }) {
    const { architecture, shape } = sampledArchitecture(space, index);
    const trainee = Trainee.of(architecture, 'sgd', 0.01);
    const batches = randomBatches(steps, shape, index);
    const losses: number[] = [];
    const times = batches.map((batch) => {
      const start = performance.now();
      losses.push(trainee.step(batch));
      return performance.now() - start;
    });
    trainee.dispose();
    return { losses, stepMs: median(times.slice(2)) };
  },
};

/** What stock layers can train: they have no attention, and stock gradients no dilation. The others `tfjs-node` trains operation by operation, as we do on `tensorflow`. */
const STOCK: ReadonlySet<NetworkName> = new Set(['nas-bench-201', 'mlp', 'depthwise']);

function traineeOf(network: NetworkName, architecture: Architecture): Timed | Promise<Timed> {
  const { optimizer, learningRate } = NETWORKS[network];
  return engine === 'tfjs-node' && STOCK.has(network)
    ? LayersTrainee.of(architecture, optimizer, learningRate)
    : Trainee.of(architecture, optimizer, learningRate);
}

function batchesOf(name: NetworkName, classes: number, count: number, size?: number): TrainingBatch[] {
  const network: BenchNetwork = NETWORKS[name];
  const { batch, vocabulary, build } = network;
  const inputShape = build(classes).shapes[0]!;
  const words = vocabulary === undefined ? {} : { vocabulary };
  return randomBatches(count, { size: size ?? batch, inputShape, classes, ...words }, 1);
}

/** Milliseconds of each call, for so many seconds and at least five calls. */
function timesOf(call: (i: number) => void, seconds: number): number[] {
  const times: number[] = [];
  const end = performance.now() + 1000 * seconds;
  for (let i = 0; i < 5 || performance.now() < end; i++) {
    const start = performance.now();
    call(i);
    times.push(performance.now() - start);
  }
  return times;
}

async function main(): Promise<void> {
  const backend = engine === 'tfjs-node' ? 'tensorflow' : engine;
  if (!isBackendChoice(backend)) throw new Error(`no backend ${backend}`);
  say(await greet(backend));
  for await (const line of createInterface(process.stdin)) say(await answerTo(line));
}

async function greet(backend: Parameters<typeof startBackend>[0]): Promise<Greeting> {
  const base = process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache');
  const cache = process.env['NAS_WORKBENCH_CACHE'] ?? path.join(base, 'nas-workbench');
  try {
    await startBackend(backend, {
      wasmFolder: path.resolve('node_modules/@tensorflow/tfjs-backend-wasm/dist'),
      kernelsFile: path.resolve('src/tensor/wasm/kernels.wasm'),
      nativeFolders: [path.join(cache, 'tensorflow')],
    });
    return { ready: `${backend}, Node ${process.version}` };
  } catch (error) {
    return { absent: error instanceof Error ? error.message : String(error) };
  }
}

async function answerTo(line: string): Promise<object> {
  const [[question, asked]] = Object.entries(JSON.parse(line) as object) as [[keyof Answers, never]];
  try {
    const answer = answers[question] as (about: unknown) => object | Promise<object>;
    return await answer(asked);
  } catch (error) {
    return { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

function say(message: object): void {
  process.stdout.write(`${LINE_MARK}${JSON.stringify(message)}\n`);
}

void main();
