import { mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expected, InputError } from '../core/base/errors';
import type { Experiment } from '../core/experiment/experiment';
import { defaultObjectives } from '../core/experiment/resolve';
import { replay } from '../core/journal/replay';
import { retrainedModelPath } from '../core/journal/retrained';
import type { RetrainPlan } from '../core/journal/retrained';
import type { RunState } from '../core/journal/run-state';
import type { TrialExecutor } from '../core/search/ports';
import { requireContext } from '../core/search/resume';
import { missingJobs, Retraining } from '../core/search/retraining';
import type { RetrainEnd, RetrainJob } from '../core/search/retraining';
import { withoutValidation } from '../dataset/final-split';
import { createExecutor } from './executor';
import { JournalFile } from './journal-file';
import { EvaluatorPool } from './evaluator-pool';
import { acquireLease } from './lease';
import type { HeldLease } from './lease';
import { MachineBeat } from './machine-beat';
import type { EvaluatorFacts } from './machine-reading';
import { OwnerChannel } from './owner-channel';
import { prepare } from './prepare';
import type { Prepared } from './prepare';
import { runFolderAt } from './run-folder';
import type { RunFolder } from './run-folder';
import { openLog } from './run-log';
import type { Log } from './run-log';
import { retrainRequests } from './run-requests';
import { experimentOf, readRunJournal } from './run-search';
import type { RunHost } from './run-search';
import { PRODUCT_VERSION } from './version';

/** More examples than in the search, and other things go on meanwhile: the limit of a trial is stretched by this beside its epochs. */
const TIME_MARGIN = 2;

/** A retraining that this process works on. */
export interface OwnedRetraining {
  readonly folder: RunFolder;
  readonly plan: RetrainPlan;
  /** What is missing of the plan; the rest is in the journal. */
  readonly nMissing: number;
  readonly retraining: Retraining;
  readonly ended: Promise<RetrainEnd>;
  /** Lets go of evaluators, journal and lease. Does nothing the second time. */
  close(): Promise<void>;
  /** The synchronous part of `close`, for a process that is about to end. */
  abandon(): void;
}

/**
 * Trains candidates of the run in `root` from scratch, each with several seeds,
 * on training and validation examples, without early stopping (there is nothing
 * left to stop by), and tests every network once. Resolves when the first line is
 * on disk.
 *
 * Seeds that are in the journal already are not trained again. Rejects with
 * `InputError` when the plan, the journal or the data cannot be used and with
 * `RunOwnedError` when another process works on the run; then nothing has
 * changed.
 */
export async function retrainRun(root: string, plan: RetrainPlan, host: RunHost): Promise<OwnedRetraining> {
  const folder = runFolderAt(root);
  // A missing journal is found before a lease is written into a folder that is no run.
  readRunJournal(folder);
  const lease = acquireLease(folder.root);
  try {
    return await open(folder, plan, host, lease);
  } catch (error) {
    lease.release();
    throw error;
  }
}

/** Throws `InputError` for a plan that this run has no candidates for. */
export function checkPlan(state: RunState, { trials, epochs, seeds }: RetrainPlan): void {
  if (trials.length === 0) throw new InputError('trials', 'no candidate of this run has been measured');
  const wrong = trials.find((trial) => state.trials[trial]?.status !== 'measured');
  if (wrong !== undefined) throw expected('trials', 'trials of this run that were measured', wrong);
  if (new Set(trials).size < trials.length) throw expected('trials', 'each trial once', trials);
  for (const [name, value] of Object.entries({ epochs, seeds })) {
    if (!Number.isInteger(value) || value < 1) throw expected(name, 'a whole number from 1', value);
  }
}

async function open(
  folder: RunFolder,
  plan: RetrainPlan,
  host: RunHost,
  lease: HeldLease,
): Promise<OwnedRetraining> {
  const events = readRunJournal(folder);
  const state = replay(events);
  const experiment = finalExperiment(experimentOf(events, folder), plan);
  checkPlan(state, plan);
  const jobs = missingJobs(state, plan);
  const prepared = await prepare(experiment, path.resolve(folder.root, '../../..'));
  requireContext(events, prepared.context);

  const log = openLog(folder.log, host.onLog ?? (() => undefined));
  const drafts = path.join(folder.retrained, `.unfinished`);
  rmSync(drafts, { recursive: true, force: true });
  const executor = await executorFor(jobs, prepared, { state, host, drafts, log });
  let journal: JournalFile | undefined;
  try {
    journal = new JournalFile(folder.journal);
    const retraining = new Retraining({
      plan,
      jobs,
      experimentSeed: experiment.seed,
      executor,
      keepModel: (job) => {
        const from = path.join(drafts, String(job.job));
        moveModel(
          from,
          path.join(folder.root, ...retrainedModelPath({ ...job, epochs: plan.epochs }, job.seed)),
        );
      },
      journal,
      events,
      clock: { now: () => Date.now() },
      product: PRODUCT_VERSION,
      evaluators: executor.capacity,
      ...(host.onAppended ? { onAppended: host.onAppended } : {}),
      onProblem: (message) => {
        log('warn', message);
      },
    });
    retraining.start();
    log(
      'info',
      `retraining ${jobs.length} networks, backend ${executor.backend}, ${executor.capacity} at once`,
    );
    const beat = new MachineBeat(folder.root, () =>
      executor instanceof EvaluatorPool ? executor.facts.map((one) => ofTrial(one, jobs)) : [],
    );
    let closing: Promise<void> | undefined;
    const { ended } = retraining;
    const channel = new OwnerChannel({
      runFolder: folder.root,
      token: lease.token,
      requests: retrainRequests({ retraining, ended }),
      onProblem: (message) => {
        log('warn', message);
      },
    });
    const release = async (): Promise<void> => {
      await executor.close();
      await channel.close();
      rmSync(drafts, { recursive: true, force: true });
      journal?.close();
      lease.release();
    };
    return {
      folder,
      plan,
      nMissing: jobs.length,
      retraining,
      ended,
      close() {
        beat.stop();
        return (closing ??= release());
      },
      abandon: () => {
        beat.stop();
        channel.abandon();
        lease.release();
      },
    };
  } catch (error) {
    await executor.close();
    journal?.close();
    throw error;
  }
}

/** Evaluators know networks by their jobs; people know them by the trials that they are of. */
function ofTrial({ work, ...evaluator }: EvaluatorFacts, jobs: readonly RetrainJob[]): EvaluatorFacts {
  const trial = jobs.find(({ job }) => job === work?.trial)?.trial;
  return work && trial !== undefined ? { ...evaluator, work: { ...work, trial } } : evaluator;
}

/** The experiment as it was, with a longer and unwatched training. */
function finalExperiment(experiment: Experiment, { epochs }: RetrainPlan): Experiment {
  const { estimator, execution } = experiment;
  if (estimator.kind !== 'training') {
    throw new InputError(
      '',
      'candidates of this run were looked up in a table: there is no data to train them on',
    );
  }
  const longer = Math.max(1, epochs / estimator.epochs) * TIME_MARGIN;
  return {
    ...experiment,
    // What the search made good may be a metric that is not measured now.
    objectives: defaultObjectives(experiment.task),
    constraints: [],
    estimator: {
      ...estimator,
      epochs,
      earlyStoppingPatience: null,
      measureLatency: false,
      device: { ...estimator.device, batchLatency: false, memory: false, energy: 'none' },
    },
    execution: { ...execution, trialMinutes: execution.trialMinutes * longer },
  };
}

function executorFor(
  jobs: readonly RetrainJob[],
  prepared: Prepared,
  { state, host, drafts, log }: { state: RunState; host: RunHost; drafts: string; log: Log },
): Promise<TrialExecutor> {
  if (jobs.length === 0) return Promise.resolve(nothingToTrain(state.backend));
  const settings = { ...host, trials: jobs.length, arrange: withoutValidation };
  return createExecutor(prepared, settings, () => drafts, log);
}

/** For a plan whose results are all there. */
function nothingToTrain(backend: string): TrialExecutor {
  const refuse = (): Promise<never> => Promise.reject(new InputError('', 'there is nothing to train'));
  return {
    capacity: 1,
    backend,
    run: refuse,
    test: refuse,
    retain: () => undefined,
    close: () => Promise.resolve(),
  };
}

/** Whole or absent, as every model folder. */
function moveModel(from: string, to: string): void {
  mkdirSync(path.dirname(to), { recursive: true });
  rmSync(to, { recursive: true, force: true });
  renameSync(from, to);
}
