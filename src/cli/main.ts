import path from 'node:path';
import { runProgram } from './program';
import { processTerminal } from './terminal';

// A reader that goes away (`nas-workbench list | head -1`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

void runProgram(process.argv.slice(2), processTerminal(path.join(__dirname, 'evaluator.js'))).then((code) => {
  // Explicit, because a cancelled start may leave evaluators behind, which are killed on exit; after the last output.
  process.stdout.write('', () => process.exit(code));
});
