import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { InputError, messageOf, within } from '../core/base/errors';
import { canonicalExperiment } from '../core/experiment/canonical';
import type { Experiment } from '../core/experiment/experiment';
import type { JournalEvent } from '../core/journal/event';
import { budgetOf } from '../core/journal/query';
import { readJournal } from '../core/journal/read';
import { replay } from '../core/journal/replay';
import { Search } from '../core/search/search';
import type { SearchEnd, SearchSetup, SearchStatus } from '../core/search/search-types';
import type { TrialExecutor } from '../core/search/ports';
import { EvaluatorPool } from './evaluator-pool';
import { createExecutor, evaluatorCount } from './executor';
import type { ExecutorSettings } from './executor';
import { parseExperiment } from './experiment-file';
import { JournalFile } from './journal-file';
import { acquireLease } from './lease';
import type { HeldLease } from './lease';
import { MachineBeat } from './machine-beat';
import { OwnerChannel } from './owner-channel';
import { prepareRun } from './prepare';
import type { Prepared } from './prepare';
import { createRunFolder, runFolderAt } from './run-folder';
import type { RunFolder } from './run-folder';
import { runInfoOf } from './run-info';
import { openLog } from './run-log';
import type { Log } from './run-log';
import { runRequests } from './run-requests';
import { strategyOf } from './search-strategy';

/** Who runs a search: told of everything, and giving what the machine decides. */
export interface RunHost extends ExecutorSettings {
  readonly onAppended?: (event: JournalEvent) => void;
  readonly onStatus?: (status: SearchStatus) => void;
  readonly onLog?: Log;
}

/** A run that this process owns. */
export interface OwnedRun {
  readonly folder: RunFolder;
  readonly experiment: Experiment;
  readonly search: Search;
  /** Answers when the end is in the journal; rejects with a `Bug`. */
  readonly ended: Promise<SearchEnd>;
  /**
   * Lets go of evaluators, journal and lease. Trials that are out are left
   * unfinished, for a resumption. Does nothing the second time.
   */
  close(): Promise<void>;
  /** The synchronous part of `close`, for a process that is about to end. */
  abandon(): void;
}

/**
 * Starts a run of `experiment`, whose file is `experimentPath`; resolves when
 * its first line is on disk. Rejects with `InputError` for a wrong experiment or
 * data file, and then nothing has been written.
 */
export async function startRun(
  experimentPath: string,
  experiment: Experiment,
  host: RunHost,
): Promise<OwnedRun> {
  const prepared = await prepareRun(experiment, path.dirname(path.resolve(experimentPath)));
  return openRun(prepared, host, {
    claim() {
      const folder = createRunFolder(experimentPath, new Date());
      return { folder, lease: acquireLease(folder.root), events: [] };
    },
    giveUp: ({ root }) => {
      rmSync(root, { recursive: true, force: true });
    },
  });
}

/**
 * Takes up the run in `root` where its journal ends. Rejects with `InputError`
 * when the journal cannot be used and with `RunOwnedError` when another process
 * owns the run.
 *
 * @param budget replaces the limits that held so far
 */
export async function resumeRun(
  root: string,
  budget: Readonly<Record<string, number>> | undefined,
  host: RunHost,
): Promise<OwnedRun> {
  const folder = runFolderAt(root);
  // Taken before the journal is read, so that nobody writes to it meanwhile.
  const lease = acquireExistingLease(folder);
  try {
    const events = readRunJournal(folder);
    const experiment = experimentOf(events, folder);
    // `<base>/.nas/<experiment>/<run>`
    const prepared = await prepareRun(experiment, path.resolve(folder.root, '../../..'));
    const { trials = Infinity } = budget ?? budgetOf(replay(events));
    return await openRun(
      prepared,
      { ...host, trials },
      {
        claim: () => ({ folder, lease, events }),
        giveUp: () => undefined,
        ...(budget ? { budget } : {}),
      },
    );
  } catch (error) {
    lease.release();
    throw error;
  }
}

/** The events in a run's journal. Throws `InputError` when it cannot be read. */
export function readRunJournal(folder: RunFolder): JournalEvent[] {
  let text: string;
  try {
    text = readFileSync(folder.journal, 'utf8');
  } catch (error) {
    throw new InputError(folder.root, `expected a run folder with a journal: ${messageOf(error)}`);
  }
  try {
    return [...readJournal(text).events];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(folder.journal, error.message);
  }
}

/** The experiment that a journal's first line holds, validated as if it had been written by hand. */
export function experimentOf(events: readonly JournalEvent[], folder: RunFolder): Experiment {
  const [first] = events;
  if (first?.type !== 'run-started') {
    throw new InputError(folder.journal, 'the run ended before its first line was written: start a new one');
  }
  return within(folder.journal, () => parseExperiment(JSON.stringify(first.experiment)));
}

interface Opening {
  claim(): { folder: RunFolder; lease: HeldLease; events: readonly JournalEvent[] };
  giveUp(folder: RunFolder): void;
  readonly budget?: Readonly<Record<string, number>>;
}

async function openRun(prepared: Prepared, host: RunHost, opening: Opening): Promise<OwnedRun> {
  let claimed: ReturnType<Opening['claim']> | undefined;
  // Before there is a folder, and so a log file, the host hears what happens.
  let log: Log = host.onLog ?? (() => undefined);
  const executor = await createExecutor(
    prepared,
    host,
    () => claimed?.folder.models ?? '',
    (level, message) => {
      log(level, message);
    },
  );
  let journal: JournalFile | undefined;
  try {
    claimed = opening.claim();
    const { folder, lease, events } = claimed;
    log = openLog(folder.log, log);
    if (events.length === 0) writeExperiment(folder, prepared.experiment);
    journal = new JournalFile(folder.journal);
    const setup = setupOf(prepared, host, { folder, executor, journal, events, log });
    const search = new Search(opening.budget ? { ...setup, budget: opening.budget } : setup);
    search.start();
    return own(prepared, search, { folder, lease, executor, journal, log });
  } catch (error) {
    await executor.close();
    journal?.close();
    claimed?.lease.release();
    if (claimed) opening.giveUp(claimed.folder);
    throw asInputError(error, claimed?.folder.root ?? prepared.baseFolder);
  }
}

interface Parts {
  readonly folder: RunFolder;
  readonly executor: TrialExecutor;
  readonly journal: JournalFile;
  readonly log: Log;
}

function setupOf(
  prepared: Prepared,
  host: RunHost,
  { folder, executor, journal, events, log }: Parts & { readonly events: readonly JournalEvent[] },
): SearchSetup {
  const { experiment, space } = prepared;
  const { runId, experimentName } = folder;
  return {
    experiment,
    space,
    ...strategyOf(prepared),
    executor,
    journal,
    clock: { now: () => Date.now() },
    runInfo: runInfoOf(prepared, runId, experimentName, evaluatorCount(experiment, host)),
    replayFrom: events,
    ...(host.onAppended ? { onAppended: host.onAppended } : {}),
    ...(host.onStatus ? { onStatus: host.onStatus } : {}),
    onProblem: (message) => {
      log('warn', message);
    },
  };
}

function own(
  { experiment }: Prepared,
  search: Search,
  { folder, lease, executor, journal, log }: Parts & { readonly lease: HeldLease },
): OwnedRun {
  let closing: Promise<void> | undefined;
  log('info', `run ${folder.runId}, backend ${executor.backend}, ${executor.capacity} at once`);
  const beat = new MachineBeat(folder.root, () => (executor instanceof EvaluatorPool ? executor.facts : []));
  const ended = search.run();
  ended.catch((error: unknown) => {
    log('error', error instanceof Error ? (error.stack ?? error.message) : messageOf(error));
  });
  const channel = new OwnerChannel({
    runFolder: folder.root,
    token: lease.token,
    requests: runRequests(() => ({ folder, search, ended })),
    onProblem: (message) => {
      log('warn', message);
    },
  });
  return {
    folder,
    experiment,
    search,
    ended,
    abandon: () => {
      beat.stop();
      channel.abandon();
      lease.release();
    },
    close() {
      beat.stop();
      closing ??= executor.close().then(async () => {
        await channel.close();
        journal.close();
        lease.release();
      });
      return closing;
    },
  };
}

function writeExperiment(folder: RunFolder, experiment: Experiment): void {
  writeFileSync(folder.experiment, `${JSON.stringify(canonicalExperiment(experiment), null, 2)}\n`);
}

/** The lease of a run that is there. Throws `InputError` when it cannot be read, `RunOwnedError` when it is another's. */
export function acquireExistingLease(folder: RunFolder): HeldLease {
  // A missing journal is found before a lease is written into a folder that is no run.
  readRunJournal(folder);
  return acquireLease(folder.root);
}

/** A disk that refuses a run's first files is the person's to mend, not ours. */
function asInputError(error: unknown, place: string): unknown {
  const isSystem =
    error instanceof Error && ('errno' in error || (error.cause instanceof Error && 'errno' in error.cause));
  return isSystem ? new InputError(place, messageOf(error)) : error;
}
