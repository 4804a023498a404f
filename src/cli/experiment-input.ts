import path from 'node:path';
import type { Experiment } from '../core/experiment/experiment';
import { readExperiment } from '../core/experiment/read-experiment';
import { readExperimentText } from '../worker/experiment-file';
import { problemLine } from './problem-text';
import type { Terminal } from './terminal';

/**
 * The experiment in `file` and its absolute path. Prints its problems on
 * standard error; `undefined` when one of them is an error. Throws `InputError`
 * when there is no such file.
 */
export function experimentInput(
  file: string,
  terminal: Terminal,
): { readonly path: string; readonly experiment: Experiment } | undefined {
  const absolute = path.resolve(terminal.folder, file);
  const { text } = readExperimentText(absolute);
  const { experiment, problems } = readExperiment(text);
  for (const problem of problems) terminal.err(problemLine(file, text, problem));
  return experiment ? { path: absolute, experiment } : undefined;
}
