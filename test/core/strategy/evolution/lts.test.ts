import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src/core/base/random';
import { dominates, paretoFront } from '../../../../src/core/pareto/domination';
import type { Genotype } from '../../../../src/core/space/space';
import { createStrategy } from '../../../../src/core/strategy/catalog';
import { ONE_OBJECTIVE } from '../../../../src/core/strategy/problem';
import type { Proposal, Strategy } from '../../../../src/core/strategy/strategy';
import type { Score } from '../../../../src/core/trial/objective';
import { sentenceOf } from '../../../support/error-of';
import { failed, measured, proposalOf, runSequentially } from '../../../support/strategy-runs';
import { toySpace } from '../../../support/toy-space';

const space = toySpace(6, 6);
const SMALL = { initialSamples: 10, parents: 6, mutations: 5, crossovers: 4, randoms: 1 };

describe('the search of LiteTransformerSearch', () => {
  it('begins with random candidates, then has mutations, crossovers and random ones in every generation', () => {
    const { proposals } = search(SMALL, 30);

    const generation = [
      'mutation',
      'mutation',
      'mutation',
      'mutation',
      'mutation',
      'crossover',
      'crossover',
      'crossover',
      'crossover',
      'sample',
    ];
    expect(proposals.map(({ operator }) => operator)).toEqual([
      ...Array<string>(10).fill('sample'),
      ...generation,
      ...generation,
    ]);
  });

  it('has the numbers of the paper: 100 random ones, then 40 mutations and 40 crossovers of 20 draws from the front', () => {
    const { proposals } = search({}, 260);

    const operators = proposals.map(({ operator }) => operator);
    const second = proposals.slice(100, 180);
    expect(new Set(operators.slice(0, 100))).toEqual(new Set(['sample']));
    expect(count(operators.slice(100, 140), 'mutation')).toBeGreaterThan(36); // the others were known ten times
    expect(count(operators.slice(140, 180), 'crossover')).toBeGreaterThan(30);
    expect(new Set(second.flatMap(({ parents }) => parents)).size).toBeLessThanOrEqual(20);
    expect(proposals[180]).toMatchObject({ operator: 'mutation', explain: { generation: 2 } });
  });

  it('in the public edition mutates every member of the front once, by one change', () => {
    const { proposals } = search({ edition: 'public' }, 40);

    const front = frontOf(proposals.slice(0, 10));
    const mutants = proposals.slice(10, 10 + front.length);
    const rest = proposals.slice(10 + front.length, 20 + front.length);
    expect(mutants.map(({ parents }) => parents)).toEqual(front.map((trial) => [trial]));
    expect(
      mutants.map(({ genotype, parents: [parent] }) => distance(genotype, proposals[parent!]!.genotype)),
    ).toEqual(front.map(() => 1));
    expect(rest.map(({ operator }) => operator)).toEqual([
      ...Array<string>(5).fill('crossover'),
      ...Array<string>(5).fill('sample'),
    ]);
  });

  it('makes children only of the front of all that was measured before the generation', () => {
    const { proposals } = search(SMALL, 150);

    const strangers = proposals.filter(({ trial, parents }) => {
      const front = frontOf(proposals.slice(0, Math.floor(trial / 10) * 10));
      return parents.some((parent) => !front.includes(parent));
    });
    expect(proposals.filter(({ parents }) => parents.length > 0).length).toBeGreaterThan(100);
    expect(strangers).toEqual([]);
  });

  it('keeps the whole front, both extremes of what was measured among it, and no dominated member', () => {
    const { proposals } = search({}, 600);

    const wrongSizes = proposals.filter(
      ({ trial, explain }) =>
        explain?.['front'] !== undefined && explain['front'] !== frontOf(proposals.slice(0, trial)).length,
    );
    const scores = proposals.map(({ genotype }) => scoreOf(genotype).values);
    const front = frontOf(proposals).map((i) => scores[i]!);
    const highest = (objective: number, of: typeof scores): number =>
      Math.max(...of.map((values) => values[objective]!));
    expect(wrongSizes).toEqual([]);
    expect(front.filter((a) => front.some((b) => dominates(a, b)))).toEqual([]);
    expect([0, 1].map((i) => highest(i, front))).toEqual([0, 1].map((i) => highest(i, scores)));
  });

  it('moves the front outwards: the best trade-off of equal weights beats that of random search in every one of ten seeds', () => {
    const best = (proposals: readonly Proposal[]): number =>
      Math.max(...proposals.map(({ genotype }) => scoreOf(genotype).values.reduce((a, b) => a + b)));
    const seeds = Array.from({ length: 10 }, (_, seed) => seed);
    const gains = seeds.map((seed) => {
      const atRandom = runSequentially(createStrategy(space, { kind: 'random' }, createRng(seed)), 600);
      return best(search({}, 600, seed).proposals) - best(atRandom.proposals);
    });

    expect(gains.filter((gain) => gain < 0)).toEqual([]);
  });

  it('measures no candidate twice', () => {
    const { proposals } = search(SMALL, 1500);

    expect(new Set(proposals.map(({ genotype }) => genotype.join())).size).toBe(1500);
  });

  it('prefers members of the front that were visited less: weight 1 for the least, 1/2 for the most', () => {
    // Two members stay on the front; the first generations visit them, the rest of the space is dominated.
    const draws = Array.from({ length: 400 }, (_, seed) => {
      const options = { initialSamples: 2, parents: 1, mutations: 1, crossovers: 0 };
      const strategy = start(options, seed);
      const { proposals } = runSequentially(strategy, 4, ({ trial }) => ({
        trial,
        status: 'measured',
        score: {
          values: [
            [1, 0],
            [0, 1],
            [-1, -1],
            [-1, -1],
          ][trial]!,
          violation: 0,
        },
      }));
      return proposals.slice(2).map(({ parents }) => parents[0]!);
    });

    // The first draw is even. What it drew has 2 visits and the other 1: drawn again with 1/2 against 1, in a third.
    const again = draws.filter(([first, second]) => first === second).length / draws.length;
    const even = draws.filter(([first]) => first === 0).length / draws.length;
    expect(Math.abs(even - 1 / 2)).toBeLessThan(4 * Math.sqrt(1 / 4 / 400));
    expect(Math.abs(again - 1 / 3)).toBeLessThan(4 * Math.sqrt(2 / 9 / 400));
  });

  it('takes those that break the constraints least for the front while nothing is feasible', () => {
    const violations = [0.4, 0.1, 0.3, 0.1];
    const { proposals } = runSequentially(
      start({ initialSamples: 4, parents: 8, mutations: 8, crossovers: 0 }, 1),
      12,
      ({ trial }) => ({
        trial,
        status: 'measured',
        score: { values: [9 - trial, trial], violation: violations[trial] ?? 1 },
      }),
    );

    expect(new Set(proposals.slice(4).flatMap(({ parents }) => parents))).toEqual(new Set([1, 3]));
  });

  it('does not measure what is known to break a constraint, while others are found', () => {
    const isLarge = (genotype: Genotype): boolean => genotype[0]! > 3;
    const strategy = createStrategy(space, { kind: 'lts', ...SMALL }, createRng(1), {
      nObjectives: 2,
      fidelities: [1],
      foresee: (genotype) => ({ values: [undefined, undefined], violation: isLarge(genotype) ? 1 : 0 }),
    });
    const { proposals } = runSequentially(strategy, 200, ({ trial, genotype }) => ({
      trial,
      status: 'measured',
      score: scoreOf(genotype),
    }));

    expect(proposals.filter(({ genotype }) => isLarge(genotype))).toEqual([]);
  });

  it('never makes children of failed trials', () => {
    const { proposals } = runSequentially(start(SMALL, 1), 100, ({ trial, genotype }) =>
      trial % 3 === 0 ? failed(trial) : { trial, status: 'measured', score: scoreOf(genotype) },
    );

    expect(proposals.flatMap(({ parents }) => parents).filter((parent) => parent % 3 === 0)).toEqual([]);
  });

  it('goes on with the same parents while children are out', () => {
    const strategy = start(SMALL, 1);
    for (let i = 0; i < 10; i++) strategy.tell(measured(proposalOf(strategy.ask()).trial, i));

    const children = Array.from({ length: 40 }, () => proposalOf(strategy.ask()));
    expect(new Set(children.flatMap(({ parents }) => parents))).toEqual(new Set([9]));
  });

  it('wants at least one child in a generation', () => {
    expect(sentenceOf(() => start({ mutations: 0, crossovers: 0 }, 1))).toBe(
      'mutations: expected at least one child in a generation, but got 0',
    );
  });
});

function start(options: Readonly<Record<string, unknown>>, seed: number): Strategy {
  return createStrategy(space, { kind: 'lts', ...options }, createRng(seed), {
    ...ONE_OBJECTIVE,
    nObjectives: 2,
    foresee: () => ({ values: [undefined, undefined], violation: 0 }),
  });
}

function search(options: Readonly<Record<string, unknown>>, trials: number, seed = 1) {
  return runSequentially(start(options, seed), trials, ({ trial, genotype }) => ({
    trial,
    status: 'measured',
    score: scoreOf(genotype),
  }));
}

/** What each knob brings rises ever less, what it costs rises ever more; knobs weigh 0.8 to 1.2, 6 in all. */
function scoreOf(genotype: Genotype): Score {
  const weights = [0.8, 1, 1.2, 0.9, 1.1, 1];
  const sum = (of: (share: number) => number): number =>
    genotype.reduce((total, position, k) => total + weights[k]! * of(position / 5), 0);
  return { values: [sum(Math.sqrt), 0 - sum((share) => share ** 2)], violation: 0 };
}

/** Trials on the front, in their order. */
function frontOf(proposals: readonly Proposal[]): number[] {
  const scores = proposals.map(({ genotype }) => scoreOf(genotype).values);
  return paretoFront(scores).toSorted((a, b) => a - b);
}

function distance(a: Genotype, b: Genotype): number {
  return a.filter((value, i) => value !== b[i]).length;
}

function count(words: readonly string[], word: string): number {
  return words.filter((other) => other === word).length;
}
