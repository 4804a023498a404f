import type { ExitCode } from './exit-codes';
import type { Terminal } from './terminal';

/** Runs a command's work with the terminal and takes its exit code. */
export type Action = (work: (terminal: Terminal) => Promise<ExitCode> | ExitCode) => Promise<void>;
