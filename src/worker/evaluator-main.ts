import { mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Bug, messageOf, TrialError } from '../core/base/errors';
import type { Dataset } from '../core/estimator/dataset';
import type { Measurement } from '../core/estimator/estimator';
import type { TrainingSpec } from '../core/estimator/options';
import { createArchitecture } from '../core/graph/architecture';
import { unpackDataset } from '../dataset/packed-dataset';
import { EVALUATOR_PROTOCOL_VERSION } from '../protocol/evaluator-protocol';
import type {
  EvaluateTrial,
  EvaluatorOffer,
  Held,
  LoadEvaluator,
  SearchSideOffer,
} from '../protocol/evaluator-protocol';
import { checkDevice } from '../tensor/device/measure-device';
import type { Network } from '../tensor/network';
import { saveModel, testModel } from '../tensor/saved-model';
import { tensorCount } from '../tensor/tensor-count';
import { trainCandidate } from '../tensor/trainer';
import { peerToParent } from './channel';
import { ownUsage } from './process-usage';
import { leaveWithParent } from './leave-with-parent';
import { TestedBackend } from './tested-backend';
import { trialCheckpoint } from './trial-checkpoint';
import { warmUp } from './warm-up';

const USAGE_REPORT_MS = 1_000;

interface Loaded {
  readonly backend: TestedBackend;
  readonly dataset: Dataset;
  readonly spec: TrainingSpec;
}

let loaded: Loaded | undefined;
const saidFallbacks = new Set<string>();
const running = new Map<number, { controller: AbortController; ended: Promise<unknown> }>();

leaveWithParent();

const peer = peerToParent<EvaluatorOffer, SearchSideOffer>({
  async 'backend/check'({ backend, ...places }) {
    const tested = await TestedBackend.start(backend, places, warn);
    tested.requireUsual();
    return { version: tested.version };
  },

  'evaluator/load': load,

  async 'trial/evaluate'(job) {
    const controller = new AbortController();
    const work = settling(job, () => evaluate(job, controller.signal));
    running.set(job.trial, { controller, ended: work.catch(() => undefined) });
    try {
      return await work;
    } finally {
      running.delete(job.trial);
    }
  },

  async 'trial/cancel'({ trial }) {
    const work = running.get(trial);
    work?.controller.abort();
    await work?.ended;
    return null;
  },

  async 'model/test'({ modelFolder }) {
    return { metrics: await testModel(modelFolder, needLoaded().dataset) };
  },
});

setInterval(() => {
  peer.emit('evaluator/usage', ownUsage());
}, USAGE_REPORT_MS);

peer.emit('evaluator/ready', { protocolVersion: EVALUATOR_PROTOCOL_VERSION, pid: process.pid });

async function load({ data, estimator, backend: choice, ...places }: LoadEvaluator) {
  const backend = await TestedBackend.start(choice, places, warn);
  checkDevice(estimator);
  const dataset = unpackDataset(data);
  warmUp(dataset, estimator);
  loaded = { backend, dataset, spec: estimator };
  return { backend: backend.name, ...held() };
}

/** `work`, after which it is said what the process still holds. */
async function settling<T>({ trial }: EvaluateTrial, work: () => Promise<T>): Promise<T> {
  const before = tensorCount();
  try {
    return await work();
  } finally {
    const leakedTensors = tensorCount() - before;
    if (leakedTensors !== 0) {
      const message = `trial ${trial} left ${leakedTensors} tensors behind: a mistake in NAS Workbench, which costs nothing but a new process`;
      peer.emit('evaluator/log', { level: 'warn', message });
    }
    peer.emit('evaluator/settled', { ...held(), leakedTensors });
  }
}

function held(): Held {
  return { rssBytes: process.memoryUsage.rss(), tensors: tensorCount() };
}

async function evaluate(job: EvaluateTrial, signal: AbortSignal): Promise<Measurement> {
  const { backend, dataset, spec } = needLoaded();
  const architecture = createArchitecture(job.nodes);
  backend.require(architecture, dataset.target.kind);
  const { metrics, network } = await trainCandidate({
    architecture,
    dataset,
    spec,
    seed: job.seed,
    ...(job.initialWeights && { initialWeights: job.initialWeights }),
    onEpoch: (epoch, epochMetrics) => {
      peer.emit('trial/epoch', { trial: job.trial, epoch, metrics: epochMetrics });
    },
    signal,
    ...(job.epochs !== undefined && { epochs: job.epochs }),
    ...(job.checkpoint && { checkpoint: trialCheckpoint(job.trial, job.checkpoint, log) }),
  });
  try {
    if (signal.aborted) throw new TrialError('error', 'cancelled');
    if (job.modelFolder !== null) {
      const { wanted } = await peer.request('model/wanted', { trial: job.trial, metrics });
      if (wanted) await keepModel(job.trial, job.modelFolder, network);
    }
    const fallbacks = network.compiled?.fallbacks ?? [];
    sayFallbacks(fallbacks);
    return fallbacks.length === 0 ? { metrics } : { metrics, fallbacks };
  } finally {
    network.dispose();
  }
}

/** Once for each kind in the life of this process. */
function sayFallbacks(kinds: readonly string[]): void {
  for (const kind of kinds) {
    if (saidFallbacks.has(kind)) continue;
    saidFallbacks.add(kind);
    log('info', `${kind} has no compiled kernel here: TensorFlow.js computes it, which is slower`);
  }
}

function warn(message: string): void {
  peer.emit('evaluator/log', { level: 'warn', message });
}

function log(level: 'info' | 'warn', message: string): void {
  peer.emit('evaluator/log', { level, message });
}

/** A measurement is worth more than its weights: a model that cannot be saved (disk full) can be trained again. */
async function keepModel(trial: number, modelFolder: string, network: Network): Promise<void> {
  try {
    await saveWhole(modelFolder, (folder) => saveModel(network, folder));
  } catch (error) {
    const message = `the model of trial ${trial} could not be saved: ${messageOf(error)}`;
    peer.emit('evaluator/log', { level: 'error', message });
  }
}

/** A model folder is there whole or not at all, whatever ends this process. */
async function saveWhole(folder: string, save: (draft: string) => Promise<void>): Promise<void> {
  const draft = path.join(path.dirname(folder), `${path.basename(folder)}.partial`);
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  await save(draft);
  rmSync(folder, { recursive: true, force: true });
  renameSync(draft, folder);
}

function needLoaded(): Loaded {
  if (!loaded) throw new Bug('the data has not been loaded');
  return loaded;
}
