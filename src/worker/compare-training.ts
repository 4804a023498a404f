import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { WorkerLostError } from '../core/base/errors';
import { SearchRecorder } from '../core/comparison/search-recorder';
import type { SearchRecord } from '../core/comparison/search-record';
import type { Experiment } from '../core/experiment/experiment';
import type { JournalEvent } from '../core/journal/event';
import { readJournal } from '../core/journal/read';
import type { TrialExecutor } from '../core/search/ports';
import { secondsOf } from '../core/search/resume';
import { Search } from '../core/search/search';
import type { SearchEnd } from '../core/search/search-types';
import type { Metrics } from '../core/trial/trial';
import { timed } from './compare-lane';
import type { Lane, SearchOrder } from './compare-lane';
import { createExecutor } from './executor';
import type { ExecutorSettings } from './executor';
import { JournalFile } from './journal-file';
import type { Prepared } from './prepare';
import type { Log } from './run-log';
import { runInfoOf } from './run-info';
import { strategyOf } from './search-strategy';

const MODELS = 'models';

/**
 * Trains in one evaluator process, one search after the other and one candidate at a time: a strategy hears of each
 * result before it proposes the next, so that how many processes there are changes nothing but the time.
 *
 * A search is a run with a journal of its own in `folderOf(order)`: one that was killed goes on where it was, and one
 * that ended goes on when the budget has grown. The data are split by the experiment's own seed, the same for
 * all searches; the seed of a search decides what its strategy draws and how its candidates are trained.
 *
 * @param prepared with its data shared; the evaluator lets go of them in the end
 */
export async function trainingLane(
  prepared: Prepared,
  settings: ExecutorSettings,
  folderOf: (order: SearchOrder) => string,
  log: Log,
): Promise<Lane> {
  const { experiment } = prepared;
  // A search that is stopped needs its best model when it goes on, to test it; `train` removes those of one that has ended.
  const execution = { ...experiment.execution, evaluators: 1, keepModels: 'front' as const };
  let folder = '';
  let search: Search | undefined;
  const executor = await createExecutor(
    { ...prepared, experiment: { ...experiment, execution } },
    { ...settings, evaluators: 1 },
    () => path.join(folder, MODELS),
    log,
  );
  return {
    run(order) {
      folder = folderOf(order);
      const budget = { trials: order.budget };
      const own: Experiment = {
        ...experiment,
        execution,
        strategy: order.strategy,
        seed: order.seed,
        budget,
      };
      return train({ ...prepared, experiment: own }, folder, executor, log, (started) => (search = started));
    },
    async end() {
      search?.stop();
      await executor.close();
    },
  };
}

async function train(
  prepared: Prepared,
  folder: string,
  executor: TrialExecutor,
  log: Log,
  started: (search: Search) => void,
): Promise<SearchRecord> {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'journal.jsonl');
  const before = existsSync(file) ? readJournal(readFileSync(file, 'utf8')).events : [];
  const { strategy: own, fullEpochs } = strategyOf(prepared);
  const strategy = timed(own);
  const record = recorded(prepared.experiment, fullEpochs);
  for (const event of before) record.apply(event);
  const journal = new JournalFile(file);
  try {
    const { end, paused } = await new Promise<{ end?: SearchEnd; paused?: string }>((resolve, reject) => {
      const search = new Search({
        experiment: prepared.experiment,
        space: prepared.space,
        strategy,
        executor,
        journal,
        clock: { now: () => Date.now() },
        fullEpochs,
        runInfo: runInfoOf(prepared, path.basename(folder), 'comparison', 1),
        replayFrom: before,
        ...(before.length > 0 ? { budget: { ...prepared.experiment.budget } } : {}),
        onAppended: (event) => record.apply(event),
        onStatus: (status) => {
          if (status.kind === 'paused') resolve({ paused: status.message });
        },
        onProblem: (message) => log('warn', message),
      });
      started(search);
      search.run().then((end) => resolve({ end }), reject);
    });
    if (end === undefined || end.reason === 'stopped' || end.reason === 'failed') {
      throw new WorkerLostError(paused ?? end?.message ?? 'the search was paused');
    }
    rmSync(path.join(folder, MODELS), { recursive: true, force: true });
    return record.record(strategy.thinkingMs(), end.reason === 'exhausted');
  } finally {
    journal.close();
  }
}

/** Makes the record of a search from the lines of its journal. */
function recorded(experiment: Experiment, fullEpochs: number) {
  const recorder = new SearchRecorder({ ...experiment, fullEpochs });
  const tested = new Map<number, Metrics>();
  return {
    apply(event: JournalEvent): void {
      if (event.type === 'trial-asked') {
        recorder.asked(event.fidelity, event.candidate);
      } else if (event.type === 'trial-measured') {
        recorder.measured(event.metrics, secondsOf(event));
      } else if (event.type === 'trial-failed') {
        recorder.failed(event.durationMs / 1000);
      } else if (event.type === 'run-tested') {
        tested.set(event.trial, event.metrics);
      }
    },
    /** The candidate that was chosen in the end was tested; its test metrics stand beside the others. */
    record(thinkingMs: number, exhausted: boolean): SearchRecord {
      const record = recorder.record(thinkingMs, exhausted);
      const bests = record.bests.map((best) => ({
        ...best,
        metrics: { ...best.metrics, ...tested.get(best.trial) },
      }));
      return { ...record, bests };
    },
  };
}
