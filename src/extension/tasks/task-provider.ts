import * as vscode from 'vscode';
import { EXPERIMENT_GLOB } from '../runs/run-files';
import { readTaskDefinition, TASK_ACTIONS, taskArguments, taskName } from './task-definition';
import type { NasTaskDefinition } from './task-definition';

const MOST_FILES = 200;

/**
 * Tasks of type `nas`: what the terminal program does with each experiment of
 * the workspace. VS Code itself runs no tasks in an untrusted workspace.
 */
export function registerTasks(extensionUri: vscode.Uri): vscode.Disposable {
  const program = vscode.Uri.joinPath(extensionUri, 'dist', 'cli.js').fsPath;
  return vscode.tasks.registerTaskProvider('nas', {
    async provideTasks() {
      const files = await vscode.workspace.findFiles(
        EXPERIMENT_GLOB,
        '**/{node_modules,.git,.nas}/**',
        MOST_FILES,
      );
      return files.flatMap((file) => {
        const folder = vscode.workspace.getWorkspaceFolder(file);
        if (!folder || file.scheme !== 'file') return [];
        const experiment = vscode.workspace.asRelativePath(file, false);
        return TASK_ACTIONS.map((action) => task({ type: 'nas', action, experiment }, folder, program));
      });
    },
    resolveTask({ definition, scope }) {
      const read = readTaskDefinition(definition);
      if (!read) return undefined;
      const folder =
        typeof scope === 'object' && 'uri' in scope ? scope : vscode.workspace.workspaceFolders?.[0];
      // VS Code finds a resolved task by its definition, so it must be the very object.
      return folder && task(definition as NasTaskDefinition, folder, program);
    },
  });
}

function task(definition: NasTaskDefinition, folder: vscode.WorkspaceFolder, program: string): vscode.Task {
  const execution = new vscode.ProcessExecution(process.execPath, [program, ...taskArguments(definition)], {
    cwd: folder.uri.fsPath,
    // In the desktop program `execPath` is Electron.
    env: { ELECTRON_RUN_AS_NODE: '1' },
  });
  const made = new vscode.Task({ ...definition }, folder, taskName(definition), 'nas', execution, '$nas');
  made.detail = DETAILS[definition.action];
  if (definition.action === 'validate') made.group = vscode.TaskGroup.Build;
  made.presentationOptions = { reveal: vscode.TaskRevealKind.Always, clear: true };
  return made;
}

const DETAILS: Readonly<Record<NasTaskDefinition['action'], string>> = {
  run: vscode.l10n.t('Search in a terminal; the run shows in the sidebar too'),
  validate: vscode.l10n.t('Check the experiment file and the data that it names'),
  compare: vscode.l10n.t('Compare strategies over many seeds'),
};
