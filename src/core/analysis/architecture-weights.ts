import { isNone, isSkip } from './operation-roles';
import type { Decision, WeightsCourse, WeightsPoint } from '../journal/weights-course';

/**
 * How undecided weights are, in [0, 1]: their entropy over that of equal weights. 0 is a choice, also of the only
 * alternative. O(alternatives).
 */
export function relativeEntropy(weights: readonly number[]): number {
  if (weights.length < 2) return 0;
  const nats = weights.reduce((sum, weight) => sum - (weight > 0 ? weight * Math.log(weight) : 0), 0);
  return Math.min(1, Math.max(0, nats / Math.log(weights.length)));
}

/** What a decision comes to when the network is made discrete. */
export interface DiscreteChoice {
  /** Position of the strongest alternative that is not `none`, or of `none` where there is nothing else. */
  readonly alternative: number;
  /** Its weight. */
  readonly weight: number;
  /** How far it is ahead of the next that is not `none`. */
  readonly lead: number;
  /** Whether it stays in the network; an edge that is left out computes nothing. */
  readonly isKept: boolean;
}

/**
 * The discrete network that the weights of `point` stand for, by decision.
 *
 * As DARTS does it (Liu, Simonyan and Yang, ICLR 2019, section 2.4): the strongest operation of each edge, `none` left
 * out because its weight says nothing against the others', and into each node the `keeps` edges whose strongest
 * operation is strongest. Equal weights go to the one that comes first. Decisions without a node are all kept, and so is
 * every one where the course says nothing of `keeps`.
 * O(decisions × alternatives).
 */
export function discreteChoices(
  { decisions, keeps }: Pick<WeightsCourse, 'decisions' | 'keeps'>,
  { weights }: Pick<WeightsPoint, 'weights'>,
): readonly DiscreteChoice[] {
  const strongest = decisions.map((decision, i) => strongestOf(decision, weights[i]!));
  const into = new Map<string, number[]>();
  decisions.forEach(({ cell, into: node }, i) => {
    if (node === undefined || keeps === undefined) return;
    const key = JSON.stringify([cell, node]);
    into.set(key, [...(into.get(key) ?? []), i]);
  });
  const dropped = new Set<number>();
  for (const edges of into.values()) {
    const byWeight = edges.toSorted((a, b) => strongest[b]!.weight - strongest[a]!.weight || a - b);
    for (const edge of byWeight.slice(keeps)) dropped.add(edge);
  }
  return strongest.map((choice, i) => ({ ...choice, isKept: !dropped.has(i) }));
}

function strongestOf({ alternatives }: Decision, weights: readonly number[]): Omit<DiscreteChoice, 'isKept'> {
  const eligible = [...alternatives.keys()].filter((i) => !isNone(alternatives[i]!));
  const order = (eligible.length > 0 ? eligible : [...alternatives.keys()]).toSorted(
    (a, b) => weights[b]! - weights[a]! || a - b,
  );
  const [first, second] = order;
  const weight = weights[first!]!;
  return { alternative: first!, weight, lead: second === undefined ? weight : weight - weights[second]! };
}

/** The names of the cells, in order; `undefined` where decisions belong to none. */
export function cellsOf({ decisions }: Pick<WeightsCourse, 'decisions'>): (string | undefined)[] {
  return [...new Set(decisions.map(({ cell }) => cell))];
}

/** Skip connections in one cell of the discrete network. */
export interface SkipCount {
  readonly skips: number;
  readonly kept: number;
}

/**
 * Weights start all but equal, and then who is first is chance: a skip connection counts once it is so far ahead.
 * The papers count from the ranks alone.
 */
export const CLEAR_LEAD = 0.01;

/** How many of the choices that a cell keeps are skip connections with a clear lead. */
export function skipCount(course: WeightsCourse, point: WeightsPoint, cell: string | undefined): SkipCount {
  const kept = discreteChoices(course, point).flatMap((choice, i) => {
    const decision = course.decisions[i]!;
    return decision.cell === cell && choice.isKept ? [{ choice, decision }] : [];
  });
  const skips = kept.filter(
    ({ choice, decision }) => isSkip(decision.alternatives[choice.alternative]!) && choice.lead >= CLEAR_LEAD,
  );
  return { skips: skips.length, kept: kept.length };
}
