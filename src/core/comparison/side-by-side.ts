import type { Unit } from '../trial/metric';
import { chooseMeasure } from './choose-measure';
import type { ComparedGroup, ComparedGroups, ComparedMember } from './compared-group';
import { testGroups } from './group-tests';
import type { GroupTest } from './group-tests';
import { orientation, valueSteps } from './measure';
import type { Measure, ValueStep } from './measure';
import { onePerSeed } from './one-per-seed';
import type { SeedValue } from './one-per-seed';
import { evaluationsAt } from './search-record';
import type { SearchRecord } from './search-record';
import { metricChoices } from './side-by-side-choices';
import type { By, Choice } from './side-by-side-choices';
import { spreadOf } from './spread';
import type { Spread } from './spread';
import { valueAt } from './step-function';

export interface GroupResult {
  readonly id: string;
  readonly name: string;
  /** Position among the groups, which decides the colour. */
  readonly index: number;
  readonly nSearches: number;
  /** Seeds whose searches have begun: where fewer have a value, a mean is over some only. */
  readonly nSeeds: number;
  readonly nRunning: number;
  /** Searches that have a value at the chosen budget. */
  readonly nReached: number;
  /** Over the seeds at each point of the grid. */
  readonly curve: readonly Spread[];
  /** Over the seeds at the chosen budget. */
  readonly value: Spread;
  /** Share of a search's trials whose candidate had been proposed before. */
  readonly repeats: Spread;
  readonly failed: Spread;
  /** Of whole searches. */
  readonly trials: Spread;
  readonly seconds: Spread;
}

export interface Comparison {
  readonly metric: string;
  readonly measure: Measure;
  readonly unit: Unit;
  readonly grid: readonly number[];
  readonly at: number;
  /** As far as the longest search has come. */
  readonly furthest: number;
  readonly groups: readonly GroupResult[];
  readonly tests: readonly GroupTest[];
}

const GRID_POINTS = 200;

/** A search laid along an axis. */
interface LaidSearch {
  readonly seed: number;
  readonly steps: readonly ValueStep[];
  readonly end: number;
  readonly exhausted: boolean;
}

/** The searches by a metric along an axis: all that does not depend on the budget at which they are compared. */
export interface Curves {
  readonly metric: string;
  readonly measure: Measure;
  readonly by: By;
  readonly grid: readonly number[];
  /** As far as the longest search has come. */
  readonly furthest: number;
  /** As far as every search that has begun has come. */
  readonly common: number;
  readonly groups: readonly (Omit<GroupResult, 'value' | 'nReached'> & {
    readonly searches: readonly LaidSearch[];
  })[];
}

/** The searches by a metric, whatever they are laid along. */
export interface MeasuredSearches {
  readonly metric: string;
  readonly measure: Measure;
  /** Of each member of each group. */
  readonly steps: readonly (readonly (readonly ValueStep[])[])[];
}

/** `undefined` while no search has measured anything by that metric. */
export function measuredBy(compared: ComparedGroups, metric: string): MeasuredSearches | undefined {
  const [first] = compared.groups;
  if (!first || !metricChoices(compared).includes(metric)) return undefined;
  const aims = { objectives: first.objectives, constraints: first.constraints };
  const found = compared.groups.flatMap((group) =>
    group.members.flatMap(({ record }) => record.bests.map(({ metrics }) => metrics)),
  );
  const measure = chooseMeasure({ ...aims, found, names: namesIn(found) }, { metric });
  const steps = compared.groups.map((group) =>
    group.members.map(({ record }) => valueSteps(record, measure, group)),
  );
  return { metric, measure, steps };
}

export function curvesOf(
  compared: ComparedGroups,
  { metric, measure, steps }: MeasuredSearches,
  by: By,
): Curves {
  const searches = compared.groups.map((group, i) => laidOut(group, steps[i]!, measure, by));
  const ends = searches.flatMap((own) => own.map(({ end }) => end));
  const furthest = ends.reduce((a, b) => Math.max(a, b), 0);
  const common = ends.filter((end) => end > 0).reduce((a, b) => Math.min(a, b), furthest);
  const grid = gridOf(furthest, by);
  return {
    metric,
    measure,
    by,
    grid,
    furthest,
    common,
    groups: compared.groups.map((group, i) => ({
      id: group.id,
      name: group.name,
      index: i,
      nSearches: group.members.length,
      nSeeds: new Set(searches[i]!.filter(({ end }) => end > 0).map(({ seed }) => seed)).size,
      nRunning: group.members.filter(({ isRunning }) => isRunning).length,
      searches: searches[i]!,
      curve: grid.map((where) => spreadOfSeeds(reachedAt(searches[i]!, by, where))),
      ...costsOf(group, by),
    })),
  };
}

/** @param at `undefined`: as far as every search has come */
export function comparedAt(curves: Curves, at: number | undefined): Comparison {
  const { metric, measure, by, furthest, common, grid } = curves;
  const budget = at === undefined ? common : Math.min(at, furthest);
  const reached = curves.groups.map(({ searches }) => reachedAt(searches, by, budget));
  return {
    metric,
    measure,
    unit: measure.kind === 'metric' ? measure.unit : 'fraction',
    grid,
    at: budget,
    furthest,
    groups: curves.groups.map((group, i) => ({
      ...group,
      nReached: reached[i]!.filter(({ value }) => value !== undefined).length,
      value: spreadOfSeeds(reached[i]!),
    })),
    tests: testGroups(
      curves.groups.map(({ name }, i) => ({ name, members: reached[i]! })),
      orientation(measure),
    ),
  };
}

/** `undefined` while no search has measured anything by that metric. */
export function sideBySide(compared: ComparedGroups, choice: Choice): Comparison | undefined {
  const measured = measuredBy(compared, choice.metric);
  return measured && comparedAt(curvesOf(compared, measured, choice.by), choice.at);
}

function recordBy({ record, simulated }: ComparedMember, by: By): SearchRecord {
  return by === 'simulated' && simulated ? { ...record, seconds: [...simulated] } : record;
}

function endOf(record: SearchRecord, by: By): number {
  if (record.nTrials === 0) return 0;
  const last = record.nTrials - 1;
  return by === 'evaluations' ? evaluationsAt(record, last) : (record.seconds?.[last] ?? 0);
}

function namesIn(found: readonly Readonly<Record<string, number>>[]): string[] {
  const names = new Set<string>();
  for (const metrics of found) for (const name of Object.keys(metrics)) names.add(name);
  return [...names];
}

/** @param steps of the members, by their own time */
function laidOut(
  group: ComparedGroup,
  steps: readonly (readonly ValueStep[])[],
  measure: Measure,
  by: By,
): LaidSearch[] {
  return group.members.map((member, i) => {
    const record = recordBy(member, by);
    return {
      seed: member.seed,
      steps: by === 'simulated' ? valueSteps(record, measure, group) : steps[i]!,
      end: endOf(record, by),
      exhausted: record.exhausted,
    };
  });
}

/** A search that has not come as far is left out: one cannot know how it would have gone on. */
function reachedAt(searches: readonly LaidSearch[], by: By, where: number): SeedValue[] {
  const unit = by === 'evaluations' ? 'evaluations' : 'seconds';
  const reached: SeedValue[] = [];
  for (const { seed, steps, end, exhausted } of searches)
    if (exhausted || end >= where - 1e-9) reached.push({ seed, value: valueAt(steps, unit, where) });
  return reached;
}

function spreadOfSeeds(searches: readonly SeedValue[]): Spread {
  return spreadOf(onePerSeed(searches).flatMap(({ value }) => value ?? []));
}

function gridOf(furthest: number, by: By): number[] {
  const whole = by === 'evaluations' && furthest <= GRID_POINTS;
  const n = whole ? Math.floor(furthest + 1e-9) : furthest > 0 ? GRID_POINTS : 0;
  return Array.from({ length: n }, (_, i) => (whole ? i + 1 : (furthest * (i + 1)) / n));
}

function costsOf({ members }: ComparedGroup, by: By) {
  const begun = members
    .map((member) => ({ seed: member.seed, record: recordBy(member, by) }))
    .filter(({ record }) => record.nTrials > 0);
  const spread = (valueOf: (record: SearchRecord) => number | undefined) =>
    spreadOfSeeds(begun.map(({ seed, record }) => ({ seed, value: valueOf(record) })));
  return {
    repeats: spread(({ repeats, nTrials }) => repeats.length / nTrials),
    failed: spread(({ failures, nTrials }) => failures.length / nTrials),
    trials: spread(({ nTrials }) => nTrials),
    seconds: spread(({ seconds }) => seconds?.at(-1)),
  };
}
