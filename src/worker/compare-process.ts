import { Bug, WorkerLostError } from '../core/base/errors';
import { canonicalExperiment } from '../core/experiment/canonical';
import type { Nothing } from '../protocol/peer';
import type { SearchOffer } from '../protocol/run-protocol';
import { OwnedChild } from './child-process';
import type { Lane } from './compare-lane';
import type { Prepared } from './prepare';
import type { Log } from './run-log';

const READY_TIMEOUT_MS = 30_000;
const END_GRACE_MS = 500;
/** A process that is lost under the same search so often is that search's fault. */
const MOST_TRIES = 2;

interface NoOffer {
  requests: Nothing;
  events: Nothing;
}

/**
 * Searches a table in a process of its own, which reads the table once. When it is lost, another one tries the same
 * search again, once.
 *
 * @param entry absolute path of the search program
 */
export function processLane(
  entry: string,
  name: string,
  { experiment, baseFolder }: Prepared,
  log: Log,
): Lane {
  let child: OwnedChild<NoOffer, SearchOffer> | undefined;
  let ended = false;

  return {
    async run(order) {
      for (let tries = 1; ; tries++) {
        try {
          const { peer } = await ready();
          return await peer.request('compare/search', order);
        } catch (error) {
          if (!(error instanceof WorkerLostError) || ended || tries >= MOST_TRIES) throw error;
          log('warn', `${error.message}: the search is made again`);
          child = undefined;
        }
      }
    },
    async end() {
      ended = true;
      await child?.end(END_GRACE_MS);
    },
  };

  async function ready(): Promise<OwnedChild<NoOffer, SearchOffer>> {
    if (child?.alive === true) return child;
    if (ended) throw new Bug('a lane that has ended is asked for a search');
    const options = {
      name,
      entry,
      readyTimeoutMs: READY_TIMEOUT_MS,
      onLine: (line: string) => log('debug', `${name}: ${line}`),
    };
    const next = new OwnedChild<NoOffer, SearchOffer>(options, {});
    child = next;
    await next.ready('search/ready');
    await next.peer.request('compare/load', { experiment: canonicalExperiment(experiment), baseFolder });
    return next;
  }
}
