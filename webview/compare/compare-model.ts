import * as l10n from '@vscode/l10n';
import { chooseMeasure, HYPERVOLUME } from '../../src/core/comparison/choose-measure';
import { testGroups } from '../../src/core/comparison/group-tests';
import type { GroupTest } from '../../src/core/comparison/group-tests';
import { orientation, valueSteps } from '../../src/core/comparison/measure';
import type { Measure, ValueStep } from '../../src/core/comparison/measure';
import { evaluationsAt } from '../../src/core/comparison/search-record';
import type { SearchRecord } from '../../src/core/comparison/search-record';
import { onePerSeed } from '../../src/core/comparison/one-per-seed';
import type { SeedValue } from '../../src/core/comparison/one-per-seed';
import { spreadOf } from '../../src/core/comparison/spread';
import type { Spread } from '../../src/core/comparison/spread';
import { valueAt } from '../../src/core/comparison/step-function';
import { metricSpec } from '../../src/core/trial/metric';
import type { Unit } from '../../src/core/trial/metric';
import type {
  ComparedGroupPicture,
  ComparedMember,
  ComparePicture,
} from '../../src/protocol/compare-panel-protocol';

/** What the searches are laid along. `time` is the record's own, `simulated` what a table's measurements stand for. */
export type By = 'evaluations' | 'time' | 'simulated';

export interface Choice {
  readonly metric: string;
  readonly by: By;
  /** `undefined`: as far as every search has come. */
  readonly at: number | undefined;
}

export interface GroupResult {
  readonly id: string;
  readonly name: string;
  /** Position in the picture, which decides the colour. */
  readonly index: number;
  readonly nSearches: number;
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
  readonly measure: Measure;
  readonly unit: Unit;
  readonly title: string;
  readonly grid: readonly number[];
  readonly at: number;
  /** As far as the longest search has come. */
  readonly furthest: number;
  readonly groups: readonly GroupResult[];
  readonly tests: readonly GroupTest[];
}

const GRID_POINTS = 200;

/** Metrics that can be chosen: the hypervolume where all have the same several objectives, then the objectives, then others that all have. */
export function metricChoices({ groups }: ComparePicture): string[] {
  const objectives = groups.map((group) => JSON.stringify(group.objectives));
  const isSame = objectives.every((text) => text === objectives[0]);
  const names = groups
    .map((group) => new Set(group.members.flatMap(metricsOf)))
    .filter((own) => own.size > 0)
    .reduce<Set<string> | undefined>(
      (all, own) => (all ? new Set([...all].filter((name) => own.has(name))) : own),
      undefined,
    );
  const wished = groups.flatMap((group) => group.objectives.map(({ metric }) => metric));
  const known = [...new Set([...wished, ...[...(names ?? [])].sort()])].filter((name) => names?.has(name));
  const hasFront = isSame && names !== undefined && (groups[0]?.objectives.length ?? 0) > 1;
  return hasFront ? [HYPERVOLUME, ...known] : known;
}

/** What the searches can be laid along. */
export function byChoices({ groups }: ComparePicture): By[] {
  const members = groups.flatMap((group) => group.members);
  const every = (test: (member: ComparedMember) => boolean) => members.length > 0 && members.every(test);
  return [
    'evaluations',
    ...(every(({ record }) => record.seconds !== undefined) ? (['time'] as const) : []),
    ...(every(({ simulated }) => simulated !== undefined) ? (['simulated'] as const) : []),
  ];
}

/** A search laid along an axis. */
interface LaidSearch {
  readonly seed: number;
  readonly steps: readonly ValueStep[];
  readonly end: number;
  readonly exhausted: boolean;
}

/** The searches by a metric along an axis: all that does not depend on the budget at which they are compared. */
export interface Curves {
  readonly measure: Measure;
  readonly title: string;
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

/** What can be chosen, and what is: the wish where the picture has it. `undefined` where no metric is common to all. */
export function choiceIn(
  picture: ComparePicture,
  wish: { readonly metric: string | undefined; readonly by: By; readonly at: number | undefined },
): {
  readonly metrics: readonly string[];
  readonly along: readonly By[];
  readonly choice: Choice | undefined;
} {
  const metrics = metricChoices(picture);
  const along = byChoices(picture);
  const metric = metrics.find((name) => name === wish.metric) ?? metrics[0];
  const by = along.includes(wish.by) ? wish.by : 'evaluations';
  return { metrics, along, choice: metric === undefined ? undefined : { metric, by, at: wish.at } };
}

/** The searches by a metric, whatever they are laid along. */
export interface MeasuredSearches {
  readonly metric: string;
  readonly measure: Measure;
  /** Of each member of each group. */
  readonly steps: readonly (readonly (readonly ValueStep[])[])[];
}

/** `undefined` while no search has measured anything by that metric. */
export function measuredBy(picture: ComparePicture, metric: string): MeasuredSearches | undefined {
  const [first] = picture.groups;
  if (!first || !metricChoices(picture).includes(metric)) return undefined;
  const aims = { objectives: first.objectives, constraints: first.constraints };
  const found = picture.groups.flatMap((group) =>
    group.members.flatMap(({ record }) => record.bests.map(({ metrics }) => metrics)),
  );
  const measure = chooseMeasure({ ...aims, found, names: namesIn(found) }, { metric });
  const steps = picture.groups.map((group) =>
    group.members.map(({ record }) => valueSteps(record, measure, group)),
  );
  return { metric, measure, steps };
}

export function curvesOf(
  picture: ComparePicture,
  { metric, measure, steps }: MeasuredSearches,
  by: By,
): Curves {
  const searches = picture.groups.map((group, i) => laidOut(group, steps[i]!, measure, by));
  const ends = searches.flatMap((own) => own.map(({ end }) => end));
  const furthest = ends.reduce((a, b) => Math.max(a, b), 0);
  const common = ends.filter((end) => end > 0).reduce((a, b) => Math.min(a, b), furthest);
  const grid = gridOf(furthest, by);
  return {
    measure,
    title: measureTitle(metric),
    by,
    grid,
    furthest,
    common,
    groups: picture.groups.map((group, i) => ({
      id: group.id,
      name: group.name,
      index: i,
      nSearches: group.members.length,
      nRunning: group.members.filter(({ isRunning }) => isRunning).length,
      searches: searches[i]!,
      curve: grid.map((where) => spreadOfSeeds(reachedAt(searches[i]!, by, where))),
      ...costsOf(group, by),
    })),
  };
}

/** @param at `undefined`: as far as every search has come */
export function comparedAt(curves: Curves, at: number | undefined): Comparison {
  const { measure, by, furthest, common, grid, title } = curves;
  const budget = at === undefined ? common : Math.min(at, furthest);
  const reached = curves.groups.map(({ searches }) => reachedAt(searches, by, budget));
  return {
    measure,
    unit: measure.kind === 'metric' ? measure.unit : 'fraction',
    title,
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
export function compared(picture: ComparePicture, choice: Choice): Comparison | undefined {
  const measured = measuredBy(picture, choice.metric);
  return measured && comparedAt(curvesOf(picture, measured, choice.by), choice.at);
}

export function measureTitle(metric: string): string {
  return metric === HYPERVOLUME ? l10n.t('Hypervolume') : metricSpec(metric).title;
}

function metricsOf({ record }: ComparedMember): string[] {
  return Object.keys(record.bests[0]?.metrics ?? {});
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
  group: ComparedGroupPicture,
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

function costsOf({ members }: ComparedGroupPicture, by: By) {
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
