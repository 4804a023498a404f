import * as vscode from 'vscode';
import type { Experiment } from '../../core/experiment/experiment';
import { readExperiment } from '../../core/experiment/read-experiment';

/** The experiment as it is on disk, where what runs is read; saved first. Shows the problems of one that cannot run, and answers nothing. */
export async function runnableExperiment(file: vscode.Uri): Promise<Experiment | undefined> {
  const document = await vscode.workspace.openTextDocument(file);
  if (document.isDirty && !(await document.save())) return undefined;
  const { experiment, problems } = readExperiment(document.getText());
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length === 0 && experiment) return experiment;
  await showProblems(document, errors.length);
  return undefined;
}

async function showProblems(document: vscode.TextDocument, count: number): Promise<void> {
  await vscode.window.showTextDocument(document);
  const show = vscode.l10n.t('Show Problems');
  const choice = await vscode.window.showErrorMessage(
    count === 1
      ? vscode.l10n.t('This experiment cannot run yet: one problem in the file.')
      : vscode.l10n.t('This experiment cannot run yet: {0} problems in the file.', count),
    show,
  );
  if (choice === show) await vscode.commands.executeCommand('workbench.actions.view.problems');
}
