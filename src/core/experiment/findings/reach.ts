import { createRng } from '../../base/random';
import { createKnobTree } from '../../space/knob-tree';
import type { Genotype, SearchSpace } from '../../space/space';
import { localSearchOptions } from '../../strategy/local/local-search';
import { gridEncodings, gridOptions } from '../../strategy/sampling/grid';
import { numberedEncodings } from '../../strategy/sampling/numbered-encodings';
import type { Finding } from '../diagnose';
import type { Experiment } from '../experiment';
import { finding } from './finding';
import { searchedSpace } from './searched-space';

/**
 * A space that is larger than the budget can use, for strategies that go through it in an order of their own. Most
 * strategies are made for spaces of which they see next to nothing, and a large space is no mistake with them.
 */
export function reachFindings(experiment: Experiment, space: SearchSpace): Finding[] {
  const searched = searchedSpace(experiment, space);
  return [...gridFindings(experiment, searched), ...climbFindings(experiment, searched)];
}

/** Encodings that are gone through to see how far the budget comes: each candidate is built. Nothing is said of longer walks. */
const MOST_WALKED = 1_000;
const MOST_NAMED = 3;

/** A grid in its plain order turns the last choice fastest: the budget may end long before the first ones are through. */
function gridFindings({ strategy, budget: { trials }, seed }: Experiment, space: SearchSpace): Finding[] {
  const options = gridOptions.safeParse(strategy).data;
  if (options?.order !== 'lexicographic' || trials === undefined) return [];
  const { count } = numberedEncodings(space.knobs, options.levels ?? Infinity);
  if (count <= trials) return [];
  const tried = triedFirst(gridEncodings(space, options, createRng(seed)), space, trials);
  const cut = tried && cutKnobs(space, tried, options.levels ?? Infinity);
  if (!cut || cut.length === 0) return [];
  const named = cut.slice(0, MOST_NAMED).join(', ');
  const others = cut.length > MOST_NAMED ? ` and ${cut.length - MOST_NAMED} more` : '';
  const what = `"shuffled", because the first ${trials} of ${count} encodings in this order leave out values of ${named}${others}`;
  const levels = levelsWithin(space, trials);
  return [
    finding('warning', 'space-too-large', ['strategy', 'order'], what, options.order, {
      choices: ['shuffled'],
      ...(levels !== undefined && { mend: { path: ['strategy', 'levels'], value: levels } }),
    }),
  ];
}

/** The first candidates of a walk, each once; `undefined` where the walk is too long to look at. */
function triedFirst(
  walk: Iterable<Genotype>,
  space: SearchSpace,
  trials: number,
): readonly Genotype[] | undefined {
  const tried = new Map<string, Genotype>();
  let nWalked = 0;
  for (const genotype of walk) {
    if (tried.size >= trials) return [...tried.values()];
    if (nWalked++ >= MOST_WALKED) return undefined;
    if (space.check(genotype) !== undefined) continue;
    const id = identityOf(space, genotype);
    if (!tried.has(id)) tried.set(id, genotype);
  }
  return [...tried.values()];
}

/** Knobs of which the grid has values that none of these candidates has. */
function cutKnobs({ knobs }: SearchSpace, tried: readonly Genotype[], levels: number): string[] {
  const tree = createKnobTree(knobs);
  return knobs.flatMap(({ name, values, ordinal }, knob) => {
    const active = tried.filter((genotype) => tree.isActive(genotype, knob));
    const seen = new Set(active.map((genotype) => genotype[knob]));
    return seen.size < (ordinal ? Math.min(levels, values.length) : values.length) ? [name] : [];
  });
}

/** The most values of each size with which the budget goes through the whole grid; at least two. */
function levelsWithin({ knobs }: SearchSpace, trials: number): number | undefined {
  const most = Math.max(0, ...knobs.map(({ values }) => values.length));
  for (let levels = most; levels >= 2; levels--)
    if (numberedEncodings(knobs, levels).count <= trials) return levels;
  return undefined;
}

const MOST_STARTS = 8;
/** Candidates that are built in all; a budget that is larger is not looked at. */
const MOST_BUILT = 1_000;

/** A climb that measures whole neighbourhoods moves once after each of them: the budget may end before the first move. */
function climbFindings({ strategy, budget: { trials }, seed }: Experiment, space: SearchSpace): Finding[] {
  const options = localSearchOptions.safeParse(strategy).data;
  if (options?.neighbourhood !== 'full' || trials === undefined) return [];
  const left = Math.max(0, trials - options.initialSamples);
  const nStarts = Math.min(MOST_STARTS, Math.floor(MOST_BUILT / (left + 1)));
  if (nStarts === 0) return [];
  const rng = createRng(seed).fork('neighbourhoods');
  const starts = Array.from({ length: nStarts }, () => space.sample(rng));
  // A start that has few enough encodings around it is told without building any.
  const sizes = starts.map((start) => space.neighbours(start).length);
  if (Math.min(...sizes) <= left || !starts.every((start) => hasMoreNeighbours(space, start, left)))
    return [];
  const what = `"first-better", because a candidate has more neighbours than the ${left} trials that budget.trials leaves after the random start: the search would never move`;
  return [
    finding('warning', 'space-too-large', ['strategy', 'neighbourhood'], what, options.neighbourhood, {
      choices: ['first-better'],
      mend: { path: ['budget', 'trials'], value: options.initialSamples + Math.max(...sizes) },
    }),
  ];
}

/** Distinct ones: what computes the same is measured once. */
function hasMoreNeighbours(space: SearchSpace, genotype: Genotype, than: number): boolean {
  const own = identityOf(space, genotype);
  const ids = new Set<string>();
  for (const neighbour of space.neighbours(genotype)) {
    const id = identityOf(space, neighbour);
    if (id !== own) ids.add(id);
    if (ids.size > than) return true;
  }
  return false;
}

/** Where weights are made with the candidate, they are what differs, and making them takes long. */
function identityOf(space: SearchSpace, genotype: Genotype): string {
  return space.initialWeights ? genotype.join() : space.candidateId(genotype);
}
