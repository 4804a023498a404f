import { Command, CommanderError } from 'commander';
import { InputError, messageOf, NasError } from '../core/base/errors';
import { RunOwnedError } from '../worker/lease';
import { PRODUCT_VERSION } from '../worker/version';
import type { Action } from './action';
import { backendsCommand } from './backends-command';
import { compareCommand } from './compare-command';
import { dequeueCommand } from './dequeue-command';
import { enqueueCommand } from './enqueue-command';
import { doctorCommand } from './doctor-command';
import { EXIT, EXIT_HELP } from './exit-codes';
import type { ExitCode } from './exit-codes';
import { exportCommand } from './export-command';
import { initCommand } from './init-command';
import { listCommand } from './list-command';
import { mcpCommand } from './mcp-command';
import { retrainCommand } from './retrain-command';
import { reportCommand } from './report-command';
import { resumeCommand, runCommand } from './run-command';
import { showCommand } from './show-command';
import type { Terminal } from './terminal';
import { validateCommand } from './validate-command';

/** Runs one command line (without node and the program) and answers the exit code. Never throws. */
export async function runProgram(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let code: ExitCode = EXIT.ok;
  const action: Action = async (work) => {
    code = await work(terminal);
  };
  try {
    await createProgram(action, terminal).parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.wrongInput;
    terminal.err(`nas-workbench: ${oneLine(messageOf(error))}`);
    return exitCodeFor(error);
  }
}

function createProgram(action: Action, terminal: Terminal): Command {
  const program = new Command('nas-workbench')
    .description(
      'Neural architecture search: describe a search in one file, run it, leave with a trained model.',
    )
    .version(PRODUCT_VERSION)
    .addHelpText('after', EXIT_HELP);
  const commands = [
    runCommand,
    resumeCommand,
    enqueueCommand,
    dequeueCommand,
    listCommand,
    showCommand,
    retrainCommand,
    compareCommand,
    exportCommand,
    reportCommand,
    validateCommand,
    initCommand,
    backendsCommand,
    mcpCommand,
    doctorCommand,
  ];
  for (const command of commands) program.addCommand(command(action));
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({
      writeOut: (text) => {
        terminal.out(text.trimEnd());
      },
      writeErr: (text) => {
        terminal.err(text.trimEnd());
      },
      outputError: (text, write) => {
        write(`nas-workbench: ${oneLine(text.replace(/^error: /, ''))}`);
      },
      getOutHelpWidth: () => terminal.columns,
      getErrHelpWidth: () => terminal.columns,
    });
  }
  return program;
}

function exitCodeFor(error: unknown): ExitCode {
  if (error instanceof RunOwnedError) return EXIT.owned;
  if (error instanceof InputError) return EXIT.wrongInput;
  if (error instanceof NasError) return EXIT.failed;
  // A folder or file that the system refuses is the person's to mend.
  return error instanceof Error && 'errno' in error ? EXIT.wrongInput : EXIT.failed;
}

function oneLine(text: string): string {
  return text.trim().replace(/\s*\n\s*/g, ' ');
}
