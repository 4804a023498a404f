import * as vscode from 'vscode';
import { reportError } from '../log';
import { COMMAND_TITLES } from './command-table';
import type { CommandId, Commands } from './command-table';

/** Registers every command of the table; one that throws says so with a way to the log. */
export function registerCommands(handlers: Commands, log: vscode.LogOutputChannel): vscode.Disposable {
  const ids = Object.keys(COMMAND_TITLES) as CommandId[];
  return vscode.Disposable.from(
    ...ids.map((id) =>
      vscode.commands.registerCommand(id, async (...args: unknown[]) => {
        try {
          // The arguments come from `package.json`, links and other extensions: targets.ts checks them.
          await (handlers[id] as (...args: unknown[]) => void | Promise<void>)(...args);
        } catch (error) {
          reportError(log, `NAS: ${COMMAND_TITLES[id]}`, error);
        }
      }),
    ),
  );
}
