import type { TrialId } from '../trial/trial';
import type { JournalEventOf } from './event';

/** An edge or a knob, and the alternatives among which the weights decide. */
export interface Decision {
  readonly name: string;
  readonly alternatives: readonly string[];
  /** `undefined` where there is one cell only. */
  readonly cell?: string | undefined;
  /** The node of the cell that the edge leads to. */
  readonly into?: number | undefined;
}

/** The weights after a step. */
export interface WeightsPoint {
  /** In the course's unit; 0 is before the first. */
  readonly step: number;
  /** By decision, then by alternative: in [0, 1], each decision's add up to 1. */
  readonly weights: readonly (readonly number[])[];
  /** Counts what was written of the course, from 0 on. */
  readonly nth: number;
}

/** How the weights of one network went. */
export interface WeightsCourse {
  /** In whose training they were learnt; `undefined` where one network serves the whole run. */
  readonly trial: TrialId | undefined;
  readonly unit: JournalEventOf<'architecture-decisions'>['unit'];
  /** So many decisions into a node stay in the discrete network; `undefined` where all do. */
  readonly keeps: number | undefined;
  readonly decisions: readonly Decision[];
  /** By step. Of a long course every `every`-th that was written and the newest: never more than `MOST_POINTS`. */
  readonly points: readonly WeightsPoint[];
  /** A power of 2; 1 while all are kept. */
  readonly every: number;
}

/** The course of `trial`, or that of the whole run. */
export function courseOf(
  courses: readonly WeightsCourse[],
  trial: number | undefined,
): WeightsCourse | undefined {
  return courses.find((course) => course.trial === trial);
}
