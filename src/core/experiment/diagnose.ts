import type { PathStep } from '../base/issues';
import type { Experiment } from './experiment';
import { budgetFindings } from './findings/budget';
import { dataFindings } from './findings/data';
import { metricFindings } from './findings/metrics';
import { spaceFindings } from './findings/space';
import type { ProblemCode } from './problem-code';

/** What a fix can write: a plain value, or a list of them. */
export type FixValue = PathStep | boolean | readonly (PathStep | boolean)[];

/** Something about an experiment that its schema cannot say. */
export interface Finding {
  readonly severity: 'error' | 'warning';
  readonly code: ProblemCode;
  readonly path: readonly PathStep[];
  /** What is underlined. */
  readonly at: 'key' | 'value';
  /** `expected ..., but got ...`. */
  readonly problem: string;
  /** Values that would mend it, the likeliest first. */
  readonly choices: readonly PathStep[];
  /** A value in another place that would mend it. */
  readonly mend?: { readonly path: readonly PathStep[]; readonly value: FixValue };
  /** The values of two places, each where the other is, would mend it. */
  readonly swap?: readonly [readonly PathStep[], readonly PathStep[]];
  /** Taking out what is in another place would mend it. */
  readonly removes?: readonly PathStep[];
  /** Taking the whole entry out would mend it. */
  readonly removable: boolean;
}

/**
 * Everything that is wrong with an experiment, or unlikely to be meant, and that no file is needed for.
 *
 * @param written the file's JSON, without defaults
 */
export function diagnose(experiment: Experiment, written: unknown): Finding[] {
  return [
    ...metricFindings(experiment),
    ...dataFindings(experiment),
    ...spaceFindings(experiment, written),
    ...budgetFindings(experiment, written),
  ];
}
