import path from 'node:path';
import { Bug, expected, InputError, messageOf } from '../core/base/errors';
import { BACKEND_CHOICES, isBackendChoice } from '../core/experiment/backends';
import type { BackendChoice } from '../core/experiment/backends';
import type { JournalEvent } from '../core/journal/event';
import type { RetrainEnd } from '../core/search/retraining';
import type { SearchEnd } from '../core/search/search-types';
import type { TrialId } from '../core/trial/trial';
import type { Peer } from '../protocol/peer';
import { RUN_PROTOCOL_VERSION } from '../protocol/run-protocol';
import type { ExecutionSettings, HostOffer, RetrainRun, SearchOffer } from '../protocol/run-protocol';
import { peerToParent } from './channel';
import { checkBackend } from './check-backend';
import { checkStorage } from './check-storage';
import { comparisonWork } from './compare-requests';
import { dequeueInFolder } from './dequeue-candidate';
import { enqueueInFolder } from './enqueue-candidate';
import { parseExperiment, readExperimentText } from './experiment-file';
import { compareSpacesOf, inspect, sampleOf } from './inspect';
import { leaveWithParent } from './leave-with-parent';
import { retrainRun } from './retrain-run';
import type { OwnedRetraining } from './retrain-run';
import { retrainRequests, runRequests } from './run-requests';
import { resumeRun, startRun } from './run-search';
import type { OwnedRun, RunHost } from './run-search';

/** Events are passed on at most this often; a table is searched at thousands of trials a second. */
const BATCH_MS = 50;

/** For the last replies to leave before the process does. */
const LEAVE_AFTER_MS = 100;

const EVALUATOR = path.join(__dirname, 'evaluator.js');

let run: OwnedRun | undefined;
let retraining: OwnedRetraining | undefined;
let opening = false;
let batch: JournalEvent[] = [];
let batchTimer: NodeJS.Timeout | undefined;

const comparison = comparisonWork(() => peer, hostOf, leave);

leaveWithParent(() => {
  comparison.abandon();
  run?.abandon();
  retraining?.abandon();
});

const steering = runRequests(needRun);

const peer: Peer<SearchOffer, HostOffer> = peerToParent<SearchOffer, HostOffer>({
  ...comparison.requests,

  'experiment/inspect': (params) => inspect(params),
  'experiment/compare-spaces': (params) => compareSpacesOf(params),
  'experiment/sample': async (params) => ({ samples: await sampleOf(params) }),

  'backend/check': (params) => checkBackend(params, EVALUATOR),
  'storage/check': ({ folder }) => checkStorage(folder),

  'run/start': (params) =>
    open(() => {
      const { path: experimentPath, text } = readExperimentText(params.experimentPath);
      return startRun(experimentPath, parseExperiment(text), hostOf(params));
    }),
  'run/resume': (params) => open(() => resumeRun(params.runFolder, params.budget, hostOf(params))),

  ...steering,
  'run/enqueue': (params) =>
    isHere(params)
      ? steering['run/enqueue'](params)
      : asInput(() => enqueueInFolder(params.runFolder, params.candidate)),
  'run/dequeue': (params) =>
    isHere(params)
      ? steering['run/dequeue'](params)
      : asInput(() => Promise.resolve().then(() => dequeueInFolder(params.runFolder, params.queued))),

  'run/retrain': openRetraining,
  'retrain/stop'(params) {
    if (!retraining) throw new InputError('', 'no retraining has been started in this process');
    return retrainRequests(retraining)['retrain/stop'](params);
  },
});

peer.emit('search/ready', { protocolVersion: RUN_PROTOCOL_VERSION, pid: process.pid });

async function open(start: () => Promise<OwnedRun>): Promise<{ runFolder: string; runId: string }> {
  run = await exclusively(start);
  run.ended.then(done, (error: unknown) => done({ reason: 'failed', message: messageOf(error) }));
  return { runFolder: run.folder.root, runId: run.folder.runId };
}

async function openRetraining({ runFolder, trials, epochs, seeds, ...settings }: RetrainRun) {
  const plan = { trials: trials as readonly TrialId[], epochs, seeds };
  retraining = await exclusively(() => retrainRun(runFolder, plan, hostOf(settings)));
  void retraining.ended.then(done);
  const { folder, nMissing } = retraining;
  return { runFolder: folder.root, runId: folder.runId, nMissing };
}

/** A process has one thing to work on. */
async function exclusively<T>(start: () => Promise<T>): Promise<T> {
  if (run || retraining || opening) throw new Bug('this process already has a run');
  opening = true;
  try {
    return await asInput(start);
  } finally {
    opening = false;
  }
}

/** Somebody else owns the run: the person's turn, like any wrong input. */
async function asInput<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof Error && error.name === 'RunOwnedError'
      ? new InputError('', error.message)
      : error;
  }
}

function done({ reason, message }: SearchEnd | RetrainEnd): void {
  flush();
  peer.emit('run/done', { reason, message });
  void (run ?? retraining)?.close().finally(leave);
}

/** When the last messages are out. */
function leave(): void {
  setTimeout(() => process.exit(0), LEAVE_AFTER_MS);
}

function hostOf({ backend, evaluators, nativeBackendFolders, cacheFolder }: ExecutionSettings): RunHost {
  return {
    backend: backendChoice(backend),
    evaluators,
    ...(nativeBackendFolders === undefined ? {} : { nativeBackendFolders }),
    ...(cacheFolder === undefined ? {} : { cacheFolder }),
    evaluatorEntry: EVALUATOR,
    onAppended(event) {
      batch.push(event);
      batchTimer ??= setTimeout(flush, BATCH_MS);
    },
    onLog: (level, message) => {
      peer.emit('run/log', { level, message });
    },
    onStatus(status) {
      if (status.kind === 'paused') {
        flush();
        peer.emit('run/log', {
          level: status.reason === 'user' ? 'info' : 'error',
          message: status.message,
        });
      }
    },
  };
}

function backendChoice(backend: string): BackendChoice {
  if (isBackendChoice(backend)) return backend;
  throw expected('backend', `one of ${BACKEND_CHOICES.join(', ')}`, backend);
}

function flush(): void {
  clearTimeout(batchTimer);
  batchTimer = undefined;
  if (batch.length > 0) peer.emit('run/appended', { events: batch });
  batch = [];
}

function isHere({ runFolder }: { readonly runFolder: string }): boolean {
  return run?.folder.root === path.resolve(runFolder);
}

function needRun(): OwnedRun {
  if (!run) throw new InputError('', 'no run has been started in this process');
  return run;
}
