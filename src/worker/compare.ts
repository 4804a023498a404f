import { mkdirSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { createHash } from 'node:crypto';
import { Bug, InputError, messageOf } from '../core/base/errors';
import type { ComparisonResult } from '../core/comparison/result';
import type { SearchRecord } from '../core/comparison/search-record';
import { canonicalExperiment } from '../core/experiment/canonical';
import type { Experiment } from '../core/experiment/experiment';
import type { ComparisonProgress } from '../protocol/compare-protocol';
import type { Lane, SearchOrder } from './compare-lane';
import { comparisonResult, requireMeasure } from './compare-measure';
import { writeComparison } from './compare-output';
import type { ComparisonFiles } from './compare-output';
import { requirePlan, unfinishedPath, writeUnfinished } from './compare-plan';
import type { ComparisonPlan } from './compare-plan';
import { processLane } from './compare-process';
import { fingerprint, searchKey, SearchStore } from './compare-store';
import type { ComparisonIdentity } from './compare-store';
import { tableLane } from './compare-table';
import type { PreparedTable } from './compare-table';
import { trainingLane } from './compare-training';
import { autoEvaluators } from './evaluator-pool';
import type { ExecutorSettings } from './executor';
import { acquireLease } from './lease';
import { prepareRun } from './prepare';
import type { Prepared } from './prepare';
import { experimentNameOf } from './run-folder';
import type { Log } from './run-log';
import { runOrders } from './run-orders';
import { strategyOf } from './search-strategy';
import { PRODUCT_VERSION } from './version';

export interface CompareHost extends ExecutorSettings {
  /** Searches at the same time. */
  readonly jobs: number | 'auto';
  /** Absolute path of the search program; searches of a table run in it where there are several jobs. */
  readonly searchEntry: string;
  readonly onProgress?: (progress: ComparisonProgress) => void;
  readonly onLog?: Log;
}

export type Compared =
  | { readonly reason: 'finished'; readonly result: ComparisonResult; readonly files: ComparisonFiles }
  | { readonly reason: 'stopped'; readonly done: number; readonly total: number };

/** A comparison that this process owns. */
export interface OwnedComparison {
  readonly folder: string;
  readonly total: number;
  /** Searches that were found finished. */
  readonly done: number;
  /** Rejects with the error of a search that names it; what finished is kept. */
  readonly ended: Promise<Compared>;
  /** Gives up what is under way; `ended` resolves. */
  stop(): void;
  /** The synchronous part of stopping, for a process that is about to end. */
  abandon(): void;
}

/**
 * Opens the comparison of `plan.strategies` on an experiment and begins with what is missing: one search for each
 * strategy and seed. Rejects with `InputError` for a wrong plan, experiment, data file or folder, and with
 * `RunOwnedError` when another process works in the folder; then nothing was changed.
 *
 * Searches of a table run in this process with one job, else in processes of their own. Candidates that are trained
 * are trained in evaluator processes, one for each job, and a search has one at a time.
 *
 * Without `out`, what was asked for is kept beside the folder until it is done (`compare-plan.ts`).
 *
 * @param out the folder of the results; `undefined`: `.nas/compare/<experiment>-<fingerprint>` beside the file
 */
export async function openComparison(
  experimentPath: string,
  experiment: Experiment,
  plan: ComparisonPlan,
  out: string | undefined,
  host: CompareHost,
): Promise<OwnedComparison> {
  requirePlan(plan);
  const prepared = await prepareRun(experiment, path.dirname(path.resolve(experimentPath)));
  try {
    requireMeasure(prepared, plan);
    for (const { options } of plan.strategies) {
      strategyOf({ ...prepared, experiment: { ...prepared.experiment, strategy: options } });
    }
    return start(prepared, experimentNameOf(experimentPath), plan, out, host);
  } catch (error) {
    if (prepared.source.kind === 'data') prepared.source.shared?.remove();
    throw error;
  }
}

function start(
  prepared: Prepared,
  experimentName: string,
  plan: ComparisonPlan,
  out: string | undefined,
  host: CompareHost,
): OwnedComparison {
  const identity = identityOf(prepared);
  const ownName = `${experimentName}-${fingerprint(identity).slice(0, 8)}`;
  const folder = out ?? path.join(prepared.baseFolder, '.nas', 'compare', ownName);
  makeFolder(folder);
  const lease = acquireLease(folder);
  const marker = out === undefined ? unfinishedPath(folder, experimentName) : undefined;
  let store: SearchStore;
  try {
    store = new SearchStore(folder, identity, folder);
    if (marker !== undefined) writeUnfinished(marker, plan);
  } catch (error) {
    lease.release();
    throw error;
  }
  const orders = ordersOf(plan);
  const missing = orders.filter((order) => !store.find(order));
  const ending = new AbortController();
  const lanes = lanesFor(prepared, folder, missing.length, host);

  const work = async (): Promise<Compared> => {
    try {
      const done = await runOrders(missing, lanes, {
        signal: ending.signal,
        onFinished: (order, record) => store.add(order, record),
        onProgress: (more, etaMs) => {
          const progress = { done: orders.length - missing.length + more, total: orders.length };
          host.onProgress?.(etaMs === undefined ? progress : { ...progress, etaMs });
        },
        nameOf: (order) => nameOf(plan, order),
      });
      if (done < missing.length) {
        return { reason: 'stopped', done: orders.length - missing.length + done, total: orders.length };
      }
      const records = plan.strategies.map(({ options: strategy }) =>
        plan.seeds.map((seed) => needed(store.find({ strategy, seed, budget: plan.budget }))),
      );
      const { result, compared } = comparisonResult(
        prepared,
        experimentName,
        identity.experiment,
        plan,
        records,
      );
      const files = writeComparison(folder, result, compared);
      if (marker !== undefined) rmSync(marker, { force: true });
      return { reason: 'finished', result, files };
    } finally {
      store.close();
      lease.release();
      if (missing.length === 0 && prepared.source.kind === 'data') prepared.source.shared?.remove();
    }
  };
  const ended = work();
  // Whoever wants to know awaits it.
  ended.catch(() => undefined);
  return {
    folder,
    total: orders.length,
    done: orders.length - missing.length,
    ended,
    stop: () => ending.abort(),
    abandon: () => lease.release(),
  };
}

/** All strategies of a seed before the next one, so that what a stopped comparison has can be compared. */
function ordersOf({ strategies, seeds, budget }: ComparisonPlan): SearchOrder[] {
  return seeds.flatMap((seed) => strategies.map(({ options }) => ({ strategy: options, seed, budget })));
}

function nameOf({ strategies }: ComparisonPlan, { strategy, seed }: SearchOrder): string {
  return `${strategies.find(({ options }) => options === strategy)?.name ?? strategy.kind}, seed ${seed}`;
}

function needed(record: SearchRecord | undefined): SearchRecord {
  if (!record) throw new Bug('a search that was made is not there');
  return record;
}

/** Started one by one, each when it is first needed; they end together. */
function lanesFor(
  prepared: Prepared,
  folder: string,
  nMissing: number,
  host: CompareHost,
): (() => Promise<Lane>)[] {
  const log: Log = host.onLog ?? (() => undefined);
  const isTable = prepared.source.kind === 'table';
  const wanted = host.jobs === 'auto' ? (isTable ? availableParallelism() : autoEvaluators()) : host.jobs;
  const n = Math.min(wanted, nMissing);
  const folderOf = (order: SearchOrder): string => path.join(folder, 'searches', searchKey(order));
  return Array.from({ length: n }, (_, i) => () => {
    if (!isTable) return trainingLane(prepared, host, folderOf, log);
    if (n === 1) return Promise.resolve(tableLane(prepared as PreparedTable));
    return Promise.resolve(processLane(host.searchEntry, `comparer ${i + 1}`, prepared, log));
  });
}

/** What of an experiment a comparison leaves open, or what changes no result. */
const LEFT_OPEN = ['strategy', 'budget', 'execution', 'seed'];

function identityOf({ experiment, source }: Prepared): ComparisonIdentity {
  const parts = Object.entries(canonicalExperiment(experiment)).filter(([part]) => !LEFT_OPEN.includes(part));
  const rest = Object.fromEntries(parts);
  if (source.kind === 'table') {
    const { metrics, rows } = source.table;
    const digest = createHash('sha256')
      .update(JSON.stringify([metrics, rows]))
      .digest('hex');
    return { product: PRODUCT_VERSION, experiment: rest, data: digest };
  }
  // The seed decides how the data are split.
  const { seed } = experiment;
  return { product: PRODUCT_VERSION, experiment: { ...rest, seed }, data: source.shared?.digest ?? '' };
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new InputError(folder, `no folder for the results can be made: ${messageOf(error)}`);
  }
}
