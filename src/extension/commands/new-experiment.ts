import * as vscode from 'vscode';

export async function newExperiment(_folder?: vscode.Uri): Promise<void> {
  await Promise.resolve();
}
