import { expected, InputError } from '../base/errors';
import { paretoFront } from '../pareto/domination';
import { hypervolume } from '../pareto/hypervolume';
import { metricSpec } from '../trial/metric';
import type { MetricSpec } from '../trial/metric';
import { scoreOf } from '../trial/objective';
import type { Constraint, Objective } from '../trial/objective';
import type { Metrics } from '../trial/trial';
import { compareForBest } from '../journal/query';
import { scoredReference } from './measure';
import type { Aims, Measure } from './measure';

/** What is known of the candidates beside the searches themselves. */
export interface MeasureSources extends Aims {
  /** Specifications of a table's own metrics; others are the product's. */
  readonly specs?: readonly (MetricSpec & { readonly name: string })[];
  /** Every candidate that can be found, where a table lists them; without those that lack a metric. */
  readonly all?: readonly Metrics[];
  /** The candidates that were ever the best or on the front of a search. */
  readonly found: readonly Metrics[];
  /** The metrics that a measured candidate has. */
  readonly names: readonly string[];
}

export interface MeasureWishes {
  /** `undefined`: the objective, or of several the hypervolume. */
  readonly metric?: string | undefined;
  /** One per objective, in its metric's unit; `undefined`: see `chooseMeasure`. */
  readonly reference?: readonly number[] | undefined;
}

/** The name by which the hypervolume is asked for. */
export const HYPERVOLUME = 'hypervolume';

/**
 * The measure that was asked for.
 *
 * The reference of a hypervolume is, for each objective, what was given; else the constraint that limits it from
 * below (from above where less is better); else its worst value in the table; else its worst value among the
 * candidates that were ever on a front. Volumes are shares of the volume of the table's true front, else of the
 * front of all searches together; only what keeps the constraints counts.
 *
 * @throws InputError for a metric that no candidate has, and a reference that does not go with the objectives
 */
export function chooseMeasure(sources: MeasureSources, { metric, reference }: MeasureWishes): Measure {
  const { objectives, names } = sources;
  const wanted = metric ?? (objectives.length > 1 ? HYPERVOLUME : objectives[0]!.metric);
  if (wanted !== HYPERVOLUME) {
    if (reference) throw new InputError('reference', 'only a hypervolume has one');
    if (!names.includes(wanted)) {
      const choices = objectives.length > 1 ? [HYPERVOLUME, ...names] : names;
      throw expected('metric', `one of ${choices.join(', ')}`, wanted);
    }
    return metricMeasure(wanted, sources);
  }
  if (objectives.length < 2) throw expected('metric', 'a metric, because there is one objective', wanted);
  if (reference && reference.length !== objectives.length) {
    throw expected('reference', `${objectives.length} numbers, one for each objective`, reference);
  }
  return volumeMeasure(sources, reference);
}

/** The measure's value of the best candidate of a table; `undefined` where there is no table. */
export function bestPossible(
  { objectives, constraints, all }: MeasureSources,
  measure: Measure,
): number | undefined {
  if (!all || measure.kind === 'hypervolume') return undefined;
  const scored = all.map((metrics) => ({ metrics, score: scoreOf(metrics, objectives, constraints) }));
  const [first, ...rest] = scored.filter(({ score }) => score.violation === 0);
  const best = rest.reduce((a, b) => (a && compareForBest(b.score, a.score) > 0 ? b : a), first);
  return best?.metrics[measure.metric];
}

function metricMeasure(metric: string, { objectives, specs = [] }: MeasureSources): Measure {
  const own = specs.find(({ name }) => name === metric);
  const { title, unit, goal } = own ?? metricSpec(metric);
  const objective = objectives.find((one) => one.metric === metric);
  return { kind: 'metric', metric, title, unit, goal: objective?.goal ?? goal };
}

function volumeMeasure(
  { objectives, constraints, all, found }: MeasureSources,
  given: readonly number[] | undefined,
): Measure {
  const candidates = all ?? found;
  const reference = objectives.map(
    (objective, i) => given?.[i] ?? limitOf(objective, constraints) ?? worstOf(objective, candidates),
  );
  const points = candidates
    .map((metrics) => scoreOf(metrics, objectives, constraints))
    .filter(({ violation }) => violation === 0)
    .map(({ values }) => values);
  const front = paretoFront(points).map((i) => points[i]!);
  return {
    kind: 'hypervolume',
    reference,
    whole: hypervolume(front, scoredReference(reference, objectives)),
    relativeTo: all ? 'true front' : 'front of all searches',
  };
}

function limitOf({ metric, goal }: Objective, constraints: readonly Constraint[]): number | undefined {
  return constraints.find((constraint) => constraint.metric === metric)?.[
    goal === 'maximize' ? 'min' : 'max'
  ];
}

function worstOf({ metric, goal }: Objective, candidates: readonly Metrics[]): number {
  const values = candidates.flatMap((metrics) => (metrics[metric] === undefined ? [] : [metrics[metric]]));
  const isWorse = (a: number, b: number): boolean => (goal === 'maximize' ? a < b : a > b);
  return values.reduce((worst, value) => (isWorse(value, worst) ? value : worst), values[0] ?? 0);
}
