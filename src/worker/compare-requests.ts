import path from 'node:path';
import { Bug, InputError, messageOf } from '../core/base/errors';
import type { Peer } from '../protocol/peer';
import type {
  CompareRequests,
  ComparisonEnd,
  ComparisonProgress,
  StartComparison,
} from '../protocol/compare-protocol';
import type { HostOffer, SearchOffer } from '../protocol/run-protocol';
import { openComparison } from './compare';
import type { CompareHost, OwnedComparison } from './compare';
import { planOf } from './compare-plan';
import { searchTable } from './compare-table';
import type { PreparedTable } from './compare-table';
import { parseExperiment, readExperimentText } from './experiment-file';
import { RunOwnedError } from './lease';
import { prepare } from './prepare';

/** What the search process does for comparisons. */
export interface ComparisonWork {
  readonly requests: {
    readonly [M in keyof CompareRequests]: (
      params: CompareRequests[M]['params'],
    ) => Promise<CompareRequests[M]['result']>;
  };
  /** The process is about to end. */
  abandon(): void;
}

/**
 * @param hostOf what this process is told of its machine
 * @param left called when a comparison has ended and the process has nothing more to do
 */
export function comparisonWork(
  peer: () => Peer<SearchOffer, HostOffer>,
  hostOf: (params: StartComparison) => Omit<CompareHost, 'jobs' | 'searchEntry'>,
  left: () => void,
): ComparisonWork {
  let comparison: OwnedComparison | undefined;
  let table: PreparedTable | undefined;

  return {
    requests: {
      async 'compare/start'(params) {
        if (comparison) throw new Bug('this process already has a comparison');
        comparison = await open(params);
        const { folder, done, total, ended } = comparison;
        void ended
          .then(
            (end): ComparisonEnd =>
              end.reason === 'finished' ? { reason: 'finished', report: end.files.report } : end,
            (error: unknown): ComparisonEnd => ({ reason: 'failed', message: messageOf(error) }),
          )
          .then((end) => {
            peer().emit('compare/done', end);
            left();
          });
        return { folder, done, total };
      },

      async 'compare/stop'() {
        if (!comparison) throw new InputError('', 'no comparison has been started in this process');
        comparison.stop();
        await comparison.ended.catch(() => undefined);
        return null;
      },

      async 'compare/load'({ experiment, baseFolder }) {
        const prepared = await prepare(parseExperiment(JSON.stringify(experiment)), baseFolder);
        if (prepared.source.kind !== 'table') throw new Bug('only tables are searched here');
        table = { ...prepared, source: prepared.source };
        return null;
      },

      'compare/search': (order) => {
        if (!table) throw new Bug('no table has been loaded');
        return searchTable(table, order, new AbortController().signal);
      },
    },
    abandon: () => comparison?.abandon(),
  };

  async function open(params: StartComparison): Promise<OwnedComparison> {
    const { path: experimentPath, text } = readExperimentText(params.experimentPath);
    const plan = planOf(params.plan);
    const host = {
      ...hostOf(params),
      jobs: params.evaluators,
      searchEntry: path.join(__dirname, 'search.js'),
      onProgress: (progress: ComparisonProgress) => peer().emit('compare/progress', progress),
    };
    try {
      return await openComparison(experimentPath, parseExperiment(text), plan, undefined, host);
    } catch (error) {
      // Somebody else works on it: the person's turn, like any wrong input.
      throw error instanceof RunOwnedError ? new InputError('', error.message) : error;
    }
  }
}
