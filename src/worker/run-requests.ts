import path from 'node:path';
import { InputError } from '../core/base/errors';
import { measuredTrials } from '../core/journal/query';
import type { OwnerOffer } from '../protocol/owner-protocol';
import type { Handlers } from '../protocol/peer';
import { dequeueInRun, enqueueInRun } from './queue-of-run';
import type { OwnedRetraining } from './retrain-run';
import type { OwnedRun } from './run-search';

/** What steers a run. */
export type RunRequests = Handlers<OwnerOffer>;

type SteeredRun = Pick<OwnedRun, 'folder' | 'search' | 'ended'>;

/** Answers that steer the search of this process. @param run throws where there is none */
export function runRequests(run: () => SteeredRun): RunRequests {
  return {
    'run/pause'() {
      run().search.pause();
      return null;
    },
    'run/continue'() {
      run().search.continue();
      return null;
    },
    'run/extend': ({ more }) => ({ budget: run().search.extend(more) }),
    'run/enqueue': ({ runFolder, candidate }) => enqueueInRun(runAt(runFolder, run()), candidate),
    'run/dequeue': ({ runFolder, queued }) => dequeueInRun(runAt(runFolder, run()), queued),
    async 'run/stop'() {
      const { search, ended } = run();
      search.stop();
      await ended;
      return { kept: measuredTrials(search.state).length };
    },
    'retrain/stop'() {
      throw new InputError('', 'this process searches and retrains nothing');
    },
  };
}

/** Answers that steer a retraining, which can only be stopped. */
export function retrainRequests(work: Pick<OwnedRetraining, 'retraining' | 'ended'>): RunRequests {
  const refuse = (): never => {
    throw new InputError('', 'candidates of this run are being retrained: stop that first');
  };
  return {
    'run/pause': refuse,
    'run/continue': refuse,
    'run/extend': refuse,
    'run/enqueue': refuse,
    'run/dequeue': refuse,
    'run/stop': refuse,
    async 'retrain/stop'() {
      work.retraining.stop();
      await work.ended;
      return null;
    },
  };
}

function runAt(runFolder: string, run: SteeredRun): SteeredRun {
  if (run.folder.root === path.resolve(runFolder)) return run;
  throw new InputError(runFolder, `this process works on ${run.folder.root}`);
}
