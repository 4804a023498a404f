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
  const show = 'Show Problems';
  const choice = await vscode.window.showErrorMessage(
    `This experiment cannot run yet: ${count === 1 ? 'one problem' : `${count} problems`} in the file.`,
    show,
  );
  if (choice === show) await vscode.commands.executeCommand('workbench.actions.view.problems');
}
