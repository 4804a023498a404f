import type { ExitCode } from '../../src/cli/exit-codes';
import { runProgram } from '../../src/cli/program';
import type { Terminal } from '../../src/cli/terminal';

export interface Ran {
  readonly code: ExitCode;
  readonly out: string[];
  readonly err: string[];
}

/** Runs a command line in this process, as if in `folder`, 80 columns wide and without colours. */
export async function ran(
  folder: string,
  args: readonly string[],
  changes: Partial<Terminal> = {},
): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runProgram(args, {
    folder,
    out: (text) => out.push(...text.split('\n')),
    err: (text) => err.push(...text.split('\n')),
    columns: 80,
    colour: false,
    command: 'nas-workbench',
    onInterrupt: () => () => undefined,
    evaluatorEntry: '/nowhere/evaluator.js',
    ...changes,
  });
  return { code, out, err };
}
