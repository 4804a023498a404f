import type { InputError } from '../../base/errors';
import { parsePath, valueAt } from '../../base/issues';
import type { PathStep } from '../../base/issues';
import type { Finding } from '../diagnose';
import { ExperimentText } from '../experiment-text';
import { fileReferences } from '../file-references';
import type { ProblemCode } from '../problem-code';

/** Parts of an experiment that errors name, and that may be left to their defaults in the text. */
const PARTS: readonly PathStep[] = [
  'task',
  'space',
  'strategy',
  'estimator',
  'objectives',
  'constraints',
  'reward',
  'budget',
  'enqueue',
];

/**
 * Why an experiment without errors of its own cannot run with the files that it names, at its place in the text: what the
 * error names, or where the file is named that the error is about.
 */
export function refusalFinding({ path: place, problem, message }: InputError, text: string): Finding {
  const named = fileReferences(text).find(({ value }) => isAbout(place, value));
  const inside = parsePath(place);
  if (!named && PARTS.includes(inside[0]!)) return refusal(codeAt(inside), inside, problem);
  return refusal('unusable-file', named?.path ?? sourceOf(text), message);
}

function refusal(code: ProblemCode, path: readonly PathStep[], problem: string): Finding {
  return { severity: 'error', code, path, at: 'value', problem, choices: [], removable: false };
}

/** Errors say more than the file: `a.csv, row 3`, `table.json: rows[2]`, `pictures/cats/1.png`. */
function isAbout(place: string, file: string): boolean {
  const folder = file.replace(/\/+$/, '');
  return place === file || (place.startsWith(folder) && /^[,:/\\]/.test(place.slice(folder.length)));
}

function codeAt(path: readonly PathStep[]): ProblemCode {
  if (path[0] === 'space') return 'impossible-space';
  return path.at(-1) === 'metric' ? 'unknown-metric' : 'does-not-fit-data';
}

/** What the experiment is measured with: a file beside the one that it names, or the data that ship with the program. */
function sourceOf(text: string): readonly PathStep[] {
  const { value } = new ExperimentText(text);
  return valueAt(value, ['estimator', 'path']) === undefined ? ['task', 'dataset'] : ['estimator', 'path'];
}
