import { dominates } from '../pareto/domination';
import type { Point } from '../pareto/domination';
import { hypervolume } from '../pareto/hypervolume';
import { compareForBest } from '../journal/query';
import type { Goal, Unit } from '../trial/metric';
import { scoreOf } from '../trial/objective';
import type { Constraint, Objective, Score } from '../trial/objective';
import { evaluationsAt } from './search-record';
import type { BestTrial, SearchRecord } from './search-record';

/** The one number by which searches are compared, at every moment of each. */
export type Measure =
  /** A metric of the best candidate so far, which the experiment's objectives choose. */
  | {
      readonly kind: 'metric';
      readonly metric: string;
      readonly title: string;
      readonly unit: Unit;
      readonly goal: Goal;
    }
  /** What the front so far dominates above the reference, as a share of `whole`. */
  | {
      readonly kind: 'hypervolume';
      /** In the units of the objectives, in their order. */
      readonly reference: readonly number[];
      /** Volume of the front that counts as 1. */
      readonly whole: number;
      readonly relativeTo: 'true front' | 'front of all searches';
    };

/** The objectives and constraints that decide what is best. */
export interface Aims {
  readonly objectives: readonly Objective[];
  readonly constraints: readonly Constraint[];
}

/** From `trial`'s end on, the search's value is `value`; absent while no candidate keeps the constraints. */
export interface ValueStep {
  readonly evaluations: number;
  /** Absent where nobody knows how long measuring took. */
  readonly seconds?: number;
  readonly value?: number;
}

/** How the measure's value went in one search: a step function, the steps in order. */
export function valueSteps(record: SearchRecord, measure: Measure, aims: Aims): ValueStep[] {
  const values =
    measure.kind === 'metric'
      ? metricValues(record.bests, measure.metric, aims)
      : volumeValues(record.bests, measure, aims.objectives, aims.constraints);
  return values.map(({ trial, value }) => ({
    evaluations: evaluationsAt(record, trial),
    ...(record.seconds ? { seconds: record.seconds[trial]! } : {}),
    ...(value === undefined ? {} : { value }),
  }));
}

/** Higher is better. */
export function orientation(measure: Measure): 1 | -1 {
  return measure.kind === 'metric' && measure.goal === 'minimize' ? -1 : 1;
}

interface TrialValue {
  readonly trial: number;
  readonly value: number | undefined;
}

function metricValues(bests: readonly BestTrial[], metric: string, { objectives, constraints }: Aims) {
  const values: TrialValue[] = [];
  let best: { readonly epochs: number; readonly score: Score } | undefined;
  for (const { trial, epochs = Infinity, metrics } of bests) {
    const score = scoreOf(metrics, objectives, constraints);
    const isBetter =
      !best || (epochs === best.epochs ? compareForBest(score, best.score) > 0 : epochs > best.epochs);
    if (!isBetter) continue;
    best = { epochs, score };
    values.push({ trial, value: score.violation > 0 ? undefined : metrics[metric] });
  }
  return values;
}

function volumeValues(
  bests: readonly BestTrial[],
  { reference, whole }: Extract<Measure, { kind: 'hypervolume' }>,
  objectives: readonly Objective[],
  constraints: readonly Constraint[],
) {
  const values: TrialValue[] = [];
  const origin = scoredReference(reference, objectives);
  let front: Point[] = [];
  let frontEpochs = 0;
  for (const { trial, epochs = Infinity, metrics } of bests) {
    const { values: point, violation } = scoreOf(metrics, objectives, constraints);
    if (violation > 0 || epochs < frontEpochs) continue;
    if (epochs > frontEpochs) front = [];
    frontEpochs = epochs;
    front = [...front.filter((other) => !dominates(point, other)), point];
    values.push({ trial, value: volumeShare(front, origin, whole) });
  }
  return values;
}

/** Without any volume every search has all of it. */
function volumeShare(front: readonly Point[], origin: Point, whole: number): number {
  return whole > 0 ? hypervolume(front, origin) / whole : 1;
}

/** A reference in the objectives' own units as scores have it: higher is better. */
export function scoredReference(reference: readonly number[], objectives: readonly Objective[]): number[] {
  return objectives.map(({ goal }, i) => (goal === 'maximize' ? 1 : -1) * reference[i]!);
}
