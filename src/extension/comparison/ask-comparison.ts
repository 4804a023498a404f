import * as vscode from 'vscode';
import { enoughSeeds, listOf } from '../../core/comparison/findings';
import { parseUnfinished, unfinishedFileOf } from '../../core/comparison/planned';
import type { PlannedComparison } from '../../core/comparison/planned';
import type { Experiment } from '../../core/experiment/experiment';
import { askSteps, step } from '../commands/quick-steps';
import { experimentNameOf } from '../runs/run-files';
import { askStrategies } from './ask-strategies';

const TITLE = 'Compare Strategies';

/** The number of searches is the product of two answers; more than this is a slip of the finger. */
const MOST_SEEDS = 1_000;
const MOST_EVALUATIONS = 1_000_000;

/** What is asked for, anew or by an interrupted comparison. `undefined` when the person left. */
export async function askComparison(
  file: vscode.Uri,
  experiment: Experiment,
): Promise<PlannedComparison | undefined> {
  const unfinished = await readUnfinished(file);
  if (unfinished) {
    const answer = await askWhetherToGoOn(unfinished);
    if (answer !== 'new') return answer;
  }
  const strategies = await askStrategies(TITLE, experiment);
  if (!strategies) return undefined;
  const isTable = experiment.estimator.kind === 'table';
  const seeds = await askSeeds(strategies.length, isTable ? 30 : 10);
  if (seeds === undefined) return undefined;
  const budget = await askBudget(strategies.length * seeds, isTable, experiment.budget.trials);
  if (budget === undefined) return undefined;
  return { strategies, seeds: Array.from({ length: seeds }, (_, i) => i + 1), budget };
}

/** What was asked for, here or on a command line, and is not done. */
async function readUnfinished(file: vscode.Uri): Promise<PlannedComparison | undefined> {
  const name = unfinishedFileOf(experimentNameOf(file));
  const uri = vscode.Uri.joinPath(file, '..', '.nas', 'compare', name);
  return vscode.workspace.fs.readFile(uri).then(
    (bytes) => parseUnfinished(new TextDecoder().decode(bytes)),
    () => undefined,
  );
}

async function askWhetherToGoOn(
  unfinished: PlannedComparison,
): Promise<PlannedComparison | 'new' | undefined> {
  const { strategies, seeds, budget } = unfinished;
  const names = listOf(strategies.map(({ name, options }) => name ?? options.kind));
  let answer: PlannedComparison | 'new' | undefined;
  await askSteps(TITLE, [
    step<PlannedComparison | 'new'>({
      placeholder: 'A comparison of this experiment was interrupted',
      choices: () => [
        {
          label: '$(debug-continue) Go on with it',
          description: `${seeds.length === 1 ? '1 seed' : `${seeds.length} seeds`}, ${budget} evaluations each`,
          detail: names,
          value: unfinished,
        },
        {
          label: '$(add) Begin another one',
          detail: 'Searches that have finished are kept, and taken up where they are the same',
          value: 'new',
        },
      ],
      take: (value) => (answer = value),
    }),
  ]);
  return answer;
}

function askSeeds(nStrategies: number, usual: number): Promise<number | undefined> {
  const enough = enoughSeeds((nStrategies * (nStrategies - 1)) / 2);
  return askNumber({
    prompt: 'How many searches of each strategy, each with a seed of its own?',
    value: usual,
    most: MOST_SEEDS,
    remark: (seeds) =>
      seeds < enough
        ? `Fewer than ${enough} searches of each cannot tell ${nStrategies} strategies apart`
        : undefined,
  });
}

function askBudget(
  nSearches: number,
  isTable: boolean,
  own: number | undefined,
): Promise<number | undefined> {
  const evaluate = isTable ? 'look up' : 'train';
  return askNumber({
    prompt: `How many candidates is each of the ${nSearches} searches to ${evaluate}?`,
    value: own ?? (isTable ? 200 : 40),
    most: MOST_EVALUATIONS,
    remark: () => undefined,
  });
}

interface NumberQuestion {
  readonly prompt: string;
  readonly value: number;
  readonly most: number;
  /** A warning about a number that can be taken. */
  readonly remark: (value: number) => string | undefined;
}

async function askNumber({ prompt, value, most, remark }: NumberQuestion): Promise<number | undefined> {
  const answer = await vscode.window.showInputBox({
    title: TITLE,
    prompt,
    value: String(value),
    ignoreFocusOut: true,
    validateInput: (text) => {
      const given = Number(text);
      if (!/^\d+$/.test(text.trim()) || given < 1 || given > most) {
        return `Expected a whole number from 1 to ${most.toLocaleString('en-US')}, but got "${text}"`;
      }
      const message = remark(given);
      return message === undefined
        ? undefined
        : { message, severity: vscode.InputBoxValidationSeverity.Warning };
    },
  });
  return answer === undefined ? undefined : Number(answer);
}
