import * as vscode from 'vscode';
import { enoughSeeds, listOf } from '../../core/comparison/findings';
import { parseUnfinished, unfinishedFileOf } from '../../core/comparison/planned';
import type { PlannedComparison } from '../../core/comparison/planned';
import type { Experiment } from '../../core/experiment/experiment';
import { askSteps, step } from '../commands/quick-steps';
import { experimentNameOf } from '../runs/run-files';
import { seedCountText } from '../tree/retrained-text';
import { askStrategies } from './ask-strategies';

const TITLE = vscode.l10n.t('Compare Strategies');

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
      placeholder: vscode.l10n.t('A comparison of this experiment was interrupted'),
      choices: () => [
        {
          label: `$(debug-continue) ${vscode.l10n.t('Go on with it')}`,
          description: vscode.l10n.t('{0}, {1} evaluations each', seedCountText(seeds.length), budget),
          detail: names,
          value: unfinished,
        },
        {
          label: `$(add) ${vscode.l10n.t('Begin another one')}`,
          detail: vscode.l10n.t('Searches that have finished are kept, and taken up where they are the same'),
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
    prompt: vscode.l10n.t('How many searches of each strategy, each with a seed of its own?'),
    value: usual,
    most: MOST_SEEDS,
    remark: (seeds) =>
      seeds < enough
        ? vscode.l10n.t(
            'Fewer than {0} searches of each cannot tell {1} strategies apart',
            enough,
            nStrategies,
          )
        : undefined,
  });
}

function askBudget(
  nSearches: number,
  isTable: boolean,
  own: number | undefined,
): Promise<number | undefined> {
  return askNumber({
    prompt: isTable
      ? vscode.l10n.t('How many candidates is each of the {0} searches to look up?', nSearches)
      : vscode.l10n.t('How many candidates is each of the {0} searches to train?', nSearches),
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
        return vscode.l10n.t(
          'Expected a whole number from 1 to {0}, but got "{1}"',
          most.toLocaleString('en-US'),
          text,
        );
      }
      const message = remark(given);
      return message === undefined
        ? undefined
        : { message, severity: vscode.InputBoxValidationSeverity.Warning };
    },
  });
  return answer === undefined ? undefined : Number(answer);
}
