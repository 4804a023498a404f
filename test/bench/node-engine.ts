/** Entry of an engine process: trains on one of our backends and answers `Questions`. Argument: the backend. */
import { homedir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

import { isBackendChoice } from '../../src/core/experiment/backends';
import type { TrainingBatch } from '../../src/tensor/learner';
import { startBackend } from '../../src/tensor/backend';
import { NETWORKS } from './networks';
import type { BenchNetwork, NetworkName } from './networks';
import { median } from './median';
import { LINE_MARK } from './questions';
import type { Greeting, Question, Questions } from './questions';
import { randomBatches } from './random-batches';
import { sampledArchitecture } from './sampled-spaces';
import { Trainee } from './trainee';

const WARM_UP_STEPS = 3;
/** So many different batches are trained on in turn. */
const BATCHES = 8;

type Answers = {
  readonly [Q in Exclude<Question, 'candidates'>]: (asked: Questions[Q]['asked']) => Questions[Q]['answer'];
};

let opened: { readonly trainee: Trainee; readonly batches: readonly TrainingBatch[] } | undefined;

const answers: Answers = {
  warm({ network }) {
    const trainee = traineeOf(network, 10);
    for (const batch of batchesOf(network, 10, WARM_UP_STEPS)) trainee.step(batch);
    trainee.dispose();
    return {};
  },

  first({ network, outputs }) {
    const architecture = NETWORKS[network].build(outputs);
    const [batch] = batchesOf(network, outputs, 1);
    const { optimizer, learningRate } = NETWORKS[network];
    const start = performance.now();
    const trainee = Trainee.of(architecture, optimizer, learningRate);
    trainee.step(batch!);
    const ms = performance.now() - start;
    trainee.dispose();
    return { ms };
  },

  open({ network }) {
    opened?.trainee.dispose();
    opened = { trainee: traineeOf(network, 10), batches: batchesOf(network, 10, BATCHES) };
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

function traineeOf(network: NetworkName, outputs: number): Trainee {
  const { optimizer, learningRate } = NETWORKS[network];
  return Trainee.of(NETWORKS[network].build(outputs), optimizer, learningRate);
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
  const backend = process.argv[2] ?? '';
  if (!isBackendChoice(backend)) throw new Error(`no backend ${backend}`);
  say(await greet(backend));
  for await (const line of createInterface(process.stdin)) say(answerTo(line));
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

function answerTo(line: string): object {
  const [[question, asked]] = Object.entries(JSON.parse(line) as object) as [[keyof Answers, never]];
  try {
    return answers[question](asked);
  } catch (error) {
    return { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

function say(message: object): void {
  process.stdout.write(`${LINE_MARK}${JSON.stringify(message)}\n`);
}

void main();
