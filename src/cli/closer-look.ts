import { InputError } from '../core/base/errors';
import type { Problem } from '../core/experiment/experiment';
import { ExperimentText } from '../core/experiment/experiment-text';
import { refusalFinding } from '../core/experiment/findings/refusal';
import { findingProblem } from '../core/experiment/read-experiment';
import { inspect } from '../worker/inspect';

/** The same sample as in the editor, so that both find the same. */
const SEED = 1;

/** What the data and a sample of candidates tell of an experiment whose text has no errors. */
export interface CloserLook {
  readonly problems: readonly Problem[];
  /** `undefined` where the experiment cannot run. */
  readonly encodings: string | undefined;
}

/** Reads the files that an experiment names, whole. What is wrong with them is a problem of the experiment. */
export async function closerLook(experimentPath: string, text: string): Promise<CloserLook> {
  const source = new ExperimentText(text);
  try {
    const { findings, picture } = await inspect({ experimentPath, text, seed: SEED });
    return {
      problems: findings.map((finding) => findingProblem(source, finding)),
      encodings: picture.encodings,
    };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { problems: [findingProblem(source, refusalFinding(error, text))], encodings: undefined };
  }
}
