import * as vscode from 'vscode';
import type { Budget } from '../../core/experiment/experiment';
import { experimentTemplate } from '../../core/experiment/template';
import { spacesFor, TEMPLATE_SOURCES } from '../../core/experiment/template-sources';
import type { TemplateSource } from '../../core/experiment/template-sources';
import { SPACES } from '../../core/space/catalog';
import type { SpaceKind } from '../../core/space/catalog';
import type { StrategyKind } from '../../core/strategy/catalog';
import { freeFile, workspaceFolder } from './experiment-place';
import { askSteps, step } from './quick-steps';
import type { Choice } from './quick-steps';
import { strategyItems } from './strategy-items';

const TITLE = vscode.l10n.t('New Experiment');

interface Answers {
  source: TemplateSource;
  space: SpaceKind;
  strategy: StrategyKind;
  budget: Budget;
}

/**
 * Asks for data, space, strategy and budget, then where to put the file, and
 * opens it. Leaving at any point writes nothing.
 */
export async function newExperiment(folder?: vscode.Uri): Promise<void> {
  const parent = folder ?? (await workspaceFolder());
  if (!parent) return;
  const answers = await ask();
  if (!answers) return;
  const { source, space, strategy, budget } = answers;
  const text = experimentTemplate({
    ...(source.task ? { task: source.task } : {}),
    estimator: source.estimator,
    space,
    strategy,
    budget,
  });
  const target = await vscode.window.showSaveDialog({
    title: TITLE,
    saveLabel: vscode.l10n.t('Create'),
    defaultUri: await freeFile(parent, baseName(source)),
    // Only the last ending counts: VS Code's own dialog would append `nas.json` to a name that has it.
    filters: { [vscode.l10n.t('NAS experiment')]: ['json'] },
  });
  if (!target) return;
  // The dialog has asked about replacing `target` only.
  const file = isExperimentName(target) ? target : await freeFile(parentOf(target), stemOf(target));
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file));
}

async function ask(): Promise<Answers | undefined> {
  const answers: Partial<Answers> = {};
  const finished = await askSteps(TITLE, [
    step({
      placeholder: vscode.l10n.t('What to learn from'),
      choices: () =>
        TEMPLATE_SOURCES.map((source) => ({ label: source.title, detail: source.detail, value: source })),
      take: (source) => (answers.source = source),
    }),
    step({
      placeholder: vscode.l10n.t('Which architectures to search'),
      choices: () =>
        spacesFor(answers.source!).map((kind) => {
          const { title, summary } = SPACES[kind];
          return { label: title, description: kind, detail: summary, value: kind };
        }),
      take: (space) => (answers.space = space),
    }),
    step({
      placeholder: vscode.l10n.t('How to search'),
      choices: strategyItems,
      take: (strategy) => (answers.strategy = strategy),
    }),
    step({
      placeholder: vscode.l10n.t('When to end'),
      choices: () => budgetsFor(answers.source!),
      take: (budget) => (answers.budget = budget),
    }),
  ]);
  const { source, space, strategy, budget } = answers;
  return finished && source && space && strategy && budget ? { source, space, strategy, budget } : undefined;
}

const TRAINING_BUDGETS: readonly Choice<Budget>[] = [
  {
    label: vscode.l10n.t('20 candidates'),
    detail: vscode.l10n.t('A first look'),
    value: { trials: 20, minutes: 5 },
  },
  {
    label: vscode.l10n.t('60 candidates'),
    detail: vscode.l10n.t('At most 20 minutes'),
    value: { trials: 60, minutes: 20 },
  },
  {
    label: vscode.l10n.t('300 candidates'),
    detail: vscode.l10n.t('At most two hours'),
    value: { trials: 300, minutes: 120 },
  },
  {
    label: vscode.l10n.t('Ten minutes'),
    detail: vscode.l10n.t('As many candidates as that gives'),
    value: { minutes: 10 },
  },
];

const TABLE_BUDGETS: readonly Choice<Budget>[] = [
  {
    label: vscode.l10n.t('200 candidates'),
    detail: vscode.l10n.t('Seconds: nothing is trained'),
    value: { trials: 200 },
  },
  {
    label: vscode.l10n.t('1,000 candidates'),
    detail: vscode.l10n.t('Close to the best of a table'),
    value: { trials: 1_000 },
  },
];

const SIMULATED_BUDGET: Choice<Budget> = {
  label: vscode.l10n.t('12,000 simulated seconds'),
  detail: vscode.l10n.t('The published comparison: what a GPU would have spent on training'),
  value: { simulatedSeconds: 12_000 },
};

function budgetsFor({ name, estimator }: TemplateSource): readonly Choice<Budget>[] {
  if (estimator.kind === 'training') return TRAINING_BUDGETS;
  return name === 'nas-bench-201' ? [...TABLE_BUDGETS, SIMULATED_BUDGET] : TABLE_BUDGETS;
}

function baseName({ name, task, estimator }: TemplateSource): string {
  if (estimator.kind === 'table') return name;
  return typeof task?.dataset === 'string' ? task.dataset : (task?.kind ?? 'experiment');
}

function isExperimentName(file: vscode.Uri): boolean {
  return file.path.endsWith('.nas.json');
}

function parentOf(file: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(file, '..');
}

/** `net` of `net.json`: whatever was typed, the file becomes an experiment. */
function stemOf(file: vscode.Uri): string {
  return file.path.slice(file.path.lastIndexOf('/') + 1).replace(/\.json$/, '');
}
