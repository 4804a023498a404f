import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { InputError, messageOf } from '../core/base/errors';
import type { Experiment, Problem } from '../core/experiment/experiment';
import { readExperiment } from '../core/experiment/read-experiment';

const LARGEST_BYTES = 2 ** 20;

/** An experiment file as it was found. */
export interface ExperimentFileText {
  readonly path: string;
  readonly text: string;
}

/** Throws `InputError` when there is no such file, or when it is too large to be an experiment. */
export function readExperimentText(file: string): ExperimentFileText {
  const absolute = path.resolve(file);
  try {
    const stat = statSync(absolute);
    if (!stat.isFile()) throw new InputError(file, 'expected an experiment file, but got a folder');
    if (stat.size > LARGEST_BYTES) {
      throw new InputError(file, `expected an experiment file of at most 1 MB, but got ${stat.size} bytes`);
    }
    return { path: absolute, text: readFileSync(absolute, 'utf8') };
  } catch (error) {
    if (error instanceof InputError) throw error;
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw new InputError(file, missing ? 'there is no such file' : `cannot be read: ${messageOf(error)}`);
  }
}

/** The experiment that `text` describes. Throws `InputError` with the place inside it for the first thing that is wrong. */
export function parseExperiment(text: string): Experiment {
  const { experiment, problems } = readExperiment(text);
  if (experiment) return experiment;
  const first = problems.find(({ severity }) => severity === 'error');
  throw first ? inputErrorOf(first) : new InputError('', 'expected an experiment');
}

function inputErrorOf({ path: place, message }: Problem): InputError {
  // The message already begins with the place; the error adds it again.
  return new InputError(place, place === '' ? message : message.replace(`${place}: `, ''));
}
