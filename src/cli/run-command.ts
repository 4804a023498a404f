import path from 'node:path';
import { Argument, Command } from 'commander';
import { InputError, within } from '../core/base/errors';
import { parseExtension } from '../core/experiment/budget-text';
import type { BackendChoice, Experiment } from '../core/experiment/experiment';
import { budgetOf } from '../core/journal/query';
import { replay } from '../core/journal/replay';
import { extendedBudget } from '../core/search/budget';
import { runFolderAt } from '../worker/run-folder';
import { readRunJournal, resumeRun, startRun } from '../worker/run-search';
import type { Action } from './action';
import { driveRun } from './drive-run';
import type { DriveOptions } from './drive-run';
import { EXIT } from './exit-codes';
import { experimentInput } from './experiment-input';
import {
  backendOption,
  enqueueOption,
  evaluatorsOption,
  extendOption,
  jsonOption,
  seedOption,
  trialsOption,
} from './options';

interface DriveFlags {
  readonly json: boolean;
  readonly backend?: BackendChoice;
  readonly evaluators?: number;
  readonly trials?: number;
}

interface RunFlags extends DriveFlags {
  readonly seed?: number;
  readonly enqueue?: readonly string[];
}

interface ResumeFlags extends DriveFlags {
  readonly extend?: string;
}

/** `nas-workbench run <experiment>` */
export function runCommand(action: Action): Command {
  return new Command('run')
    .summary('run a search')
    .description(
      'Runs the search that an experiment file describes, in .nas/ beside the file.\nCtrl-C stops it cleanly; a second Ctrl-C leaves at once. Nothing measured is lost either way.',
    )
    .addArgument(new Argument('<experiment>', 'a *.nas.json file'))
    .addOption(trialsOption("in place of the experiment's number of trials"))
    .addOption(seedOption())
    .addOption(enqueueOption())
    .addOption(backendOption("what computes, in place of the experiment's backend"))
    .addOption(evaluatorsOption("training processes at once, in place of the experiment's"))
    .addOption(jsonOption('print the journal as it grows, one event a line, and a summary'))
    .action((file: string, flags: RunFlags) =>
      action(async (terminal) => {
        const input = experimentInput(file, terminal);
        if (!input) return EXIT.wrongInput;
        const experiment = overridden(input.experiment, flags);
        return driveRun((host) => startRun(input.path, experiment, host), driveOptions(flags), terminal);
      }),
    );
}

/** `nas-workbench resume <run>` */
export function resumeCommand(action: Action): Command {
  return new Command('resume')
    .summary('go on with a run')
    .description('Takes up a run where its journal ends: after a crash, a stop, or with a larger budget.')
    .addArgument(new Argument('<run>', 'a run folder, .nas/<experiment>/<run id>'))
    .addOption(trialsOption('a new limit on the number of trials, in place of the budget'))
    .addOption(extendOption())
    .addOption(backendOption('what computes, where the experiment says auto'))
    .addOption(evaluatorsOption('training processes at once, where the experiment says auto'))
    .addOption(jsonOption('print the journal as it grows, one event a line, and a summary'))
    .action((run: string, flags: ResumeFlags) =>
      action((terminal) => {
        const root = path.resolve(terminal.folder, run);
        const budget = newBudget(root, flags);
        return driveRun((host) => resumeRun(root, budget, host), driveOptions(flags), terminal);
      }),
    );
}

/** What replaces the run's budget; `undefined` where nothing does. Throws `InputError`. */
function newBudget(
  root: string,
  { trials, extend }: ResumeFlags,
): Readonly<Record<string, number>> | undefined {
  if (extend === undefined) return trials === undefined ? undefined : { trials };
  if (trials !== undefined) throw new InputError('', 'expected one of --trials and --extend, but got both');
  const state = replay(readRunJournal(runFolderAt(root)));
  // Nothing has run since the last line.
  return {
    ...extendedBudget(
      state,
      within('--extend', () => parseExtension(extend, budgetOf(state))),
      state.at,
    ),
  };
}

/** What the command line says instead; the journal's experiment is the one that ran. */
function overridden(
  experiment: Experiment,
  { trials, seed, backend, evaluators, enqueue = [] }: RunFlags,
): Experiment {
  return {
    ...experiment,
    ...(trials === undefined ? {} : { budget: { ...experiment.budget, trials } }),
    execution: {
      ...experiment.execution,
      ...(backend === undefined ? {} : { backend }),
      ...(evaluators === undefined ? {} : { evaluators }),
    },
    ...(seed === undefined ? {} : { seed }),
    ...(enqueue.length === 0 ? {} : { enqueue: [...(experiment.enqueue ?? []), ...enqueue] }),
  };
}

function driveOptions({ json, backend, evaluators }: DriveFlags): DriveOptions {
  return { json, backend: backend ?? 'auto', evaluators: evaluators ?? 'auto' };
}
