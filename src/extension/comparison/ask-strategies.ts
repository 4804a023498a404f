import * as vscode from 'vscode';
import type { PlannedComparison } from '../../core/comparison/planned';
import type { Experiment } from '../../core/experiment/experiment';
import { strategyChoices, withNames } from './strategy-choices';
import type { StrategyChoice } from './strategy-choices';

type StrategyItem = vscode.QuickPickItem & { readonly choice?: StrategyChoice };

/** Two strategies or more; `undefined` when the person left. */
export async function askStrategies(
  title: string,
  experiment: Experiment,
): Promise<PlannedComparison['strategies'] | undefined> {
  const pick = vscode.window.createQuickPick<StrategyItem>();
  pick.title = title;
  pick.placeholder = vscode.l10n.t('Which strategies? Two or more');
  pick.canSelectMany = true;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.ignoreFocusOut = true;
  pick.items = strategyChoices(experiment.strategy).flatMap((choice): StrategyItem[] => {
    const { label, description, detail, group } = choice;
    const item = { label, description, detail, choice };
    return group === undefined ? [item] : [{ label: group, kind: vscode.QuickPickItemKind.Separator }, item];
  });
  pick.selectedItems = pick.items.filter(({ choice }) => choice?.picked === true);
  try {
    return await new Promise((resolve) => {
      pick.onDidAccept(() => {
        const chosen = pick.selectedItems.flatMap(({ choice }) => (choice ? [choice] : []));
        if (chosen.length < 2) pick.title = vscode.l10n.t('{0}: choose two or more', title);
        else resolve(withNames(chosen));
      });
      pick.onDidHide(() => resolve(undefined));
      pick.show();
    });
  } finally {
    pick.dispose();
  }
}
