import path from 'node:path';
import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { InputError } from '../core/base/errors';
import type { BackendChoice } from '../core/experiment/backends';
import { replay } from '../core/journal/replay';
import { defaultRetrainTrials, RETRAIN_FACTOR, RETRAIN_SEEDS, searchEpochs } from '../core/journal/retrained';
import type { RetrainPlan } from '../core/journal/retrained';
import type { RunState } from '../core/journal/run-state';
import type { TrialId } from '../core/trial/trial';
import { runFolderAt } from '../worker/run-folder';
import { readRunJournal } from '../worker/run-search';
import type { Action } from './action';
import { driveRetraining } from './drive-retraining';
import { backendOption, evaluatorsOption, integer, jsonOption, positiveInteger } from './options';

interface RetrainFlags {
  readonly trials?: readonly TrialId[];
  readonly epochs: Epochs;
  readonly seeds: number;
  readonly backend?: BackendChoice;
  readonly evaluators?: number;
  readonly json: boolean;
}

type Epochs = { readonly count: number } | { readonly times: number };

/** `nas-workbench retrain <run>` */
export function retrainCommand(action: Action): Command {
  return new Command('retrain')
    .summary('train the chosen candidates for longer, and test them')
    .description(
      'After the search: trains candidates of a run from scratch on training and validation data, each with several seeds, and tests every network once. Without early stopping: there is nothing left to stop by.\nCtrl-C stops it cleanly; the same command goes on with the seeds that are missing.',
    )
    .addArgument(new Argument('<run>', 'a run folder, .nas/<experiment>/<run id>'))
    .addOption(
      new Option('--trials <list>', 'which candidates, as 3,7; default: the front, or the best').argParser(
        trialList,
      ),
    )
    .addOption(
      new Option('--epochs <n>', 'epochs of each network, as 30, or as 3x: so many times the search')
        .argParser(epochs)
        .default({ times: RETRAIN_FACTOR }, `${RETRAIN_FACTOR}x`),
    )
    .addOption(
      new Option('--seeds <n>', 'networks of each candidate')
        .argParser(positiveInteger)
        .default(RETRAIN_SEEDS),
    )
    .addOption(backendOption('what computes, where the experiment says auto'))
    .addOption(evaluatorsOption('training processes at once, where the experiment says auto'))
    .addOption(jsonOption('print the journal as it grows, one event a line, and a summary'))
    .action((run: string, flags: RetrainFlags) =>
      action((terminal) => {
        const root = path.resolve(terminal.folder, run);
        const state = replay(readRunJournal(runFolderAt(root)));
        const { json, backend = 'auto', evaluators = 'auto' } = flags;
        return driveRetraining(root, planOf(state, flags), { json, backend, evaluators }, terminal);
      }),
    );
}

function planOf(state: RunState, { trials, epochs: wanted, seeds }: RetrainFlags): RetrainPlan {
  const searched = searchEpochs(state);
  if (searched === undefined) {
    throw new InputError(
      '',
      'candidates of this run were looked up in a table: there is no data to train them on',
    );
  }
  return {
    trials: trials ?? defaultRetrainTrials(state),
    epochs: 'count' in wanted ? wanted.count : wanted.times * searched,
    seeds,
  };
}

function trialList(text: string): TrialId[] {
  return text.split(',').map((part) => integer(part.trim()) as TrialId);
}

function epochs(text: string): Epochs {
  const times = /^(\d{1,4})x$/.exec(text)?.[1];
  if (times !== undefined && Number(times) > 0) return { times: Number(times) };
  if (/^\d/.test(text)) return { count: positiveInteger(text) };
  throw new InvalidArgumentError('Expected a whole number from 1, as 30, or a multiple, as 3x.');
}
