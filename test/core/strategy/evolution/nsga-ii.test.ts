import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src/core/base/random';
import { costOf } from '../../../../src/core/graph/cost';
import { paretoFront } from '../../../../src/core/pareto/domination';
import { hypervolume } from '../../../../src/core/pareto/hypervolume';
import { createSpace } from '../../../../src/core/space/catalog';
import type { CandidateId, Genotype, SearchSpace } from '../../../../src/core/space/space';
import { createStrategy } from '../../../../src/core/strategy/catalog';
import { survivors } from '../../../../src/core/strategy/evolution/nsga-ii';
import type { Measured } from '../../../../src/core/strategy/history';
import { ONE_OBJECTIVE } from '../../../../src/core/strategy/problem';
import type { Proposal, Strategy } from '../../../../src/core/strategy/strategy';
import type { Score } from '../../../../src/core/trial/objective';
import type { TrialId } from '../../../../src/core/trial/trial';
import { failed, runSequentially } from '../../../support/strategy-runs';
import { toySpace } from '../../../support/toy-space';

const TWO = {
  ...ONE_OBJECTIVE,
  nObjectives: 2,
  foresee: () => ({ values: [undefined, undefined], violation: 0 }),
};

describe('who survives', () => {
  it.each([
    {
      why: 'the first front, then the next',
      scores: [feasible(1, 1), feasible(2, 3), feasible(3, 2), feasible(0, 0)],
      n: 3,
      survive: [1, 2, 0],
    },
    {
      why: 'feasible ones before better ones that break a constraint',
      scores: [broken(0.1, 9, 9), feasible(1, 1), feasible(0, 0)],
      n: 2,
      survive: [1, 2],
    },
    {
      why: 'of those that break a constraint the ones that break it least, whatever their objectives',
      scores: [broken(0.3, 9, 9), broken(0.1, 0, 0), broken(0.2, 5, 5)],
      n: 2,
      survive: [1, 2],
    },
    {
      why: 'of a front that does not fit the ends and who stands alone',
      scores: [feasible(0, 10), feasible(1, 9), feasible(2, 8), feasible(6, 4), feasible(10, 0)],
      n: 3,
      survive: [0, 3, 4],
    },
    {
      why: 'one of equal ones, the others last of their front',
      scores: [feasible(0, 4), feasible(0, 4), feasible(2, 2), feasible(4, 0), feasible(4, 0)],
      n: 3,
      survive: [0, 2, 3],
    },
    {
      why: 'the older of equals',
      scores: [broken(0.5, 1, 1), broken(0.5, 1, 1), feasible(0, 0)],
      n: 2,
      survive: [2, 0],
    },
  ])('$why', ({ scores, n, survive }) => {
    const candidates = scores.map((score, trial): Measured => ({
      score,
      trial: trial as TrialId,
      id: `${trial}` as CandidateId,
      genotype: [trial],
    }));

    expect(
      survivors(candidates, n)
        .map(({ trial }) => trial)
        .toSorted((a, b) => a - b),
    ).toEqual(survive.toSorted((a, b) => a - b));
  });
});

describe('NSGA-II', () => {
  it('begins with a random population and then crosses nine of ten children', () => {
    const { proposals } = searchZdt1({ populationSize: 20 }, 420, 1);

    const children = proposals.slice(20);
    expect(new Set(proposals.slice(0, 20).map(({ operator }) => operator))).toEqual(new Set(['sample']));
    // A child whose tournaments have the same winner has one parent: 0.9 (1 - about 2/20) of them are crossed.
    const share = children.filter(({ operator }) => operator === 'crossover').length / children.length;
    expect(share).toBeGreaterThan(0.7);
    expect(share).toBeLessThan(0.95);
  });

  it('lets parents be survivors of the generation before', () => {
    const { proposals } = searchZdt1({ populationSize: 10 }, 200, 2);

    const strangers = proposals.slice(10).filter(({ trial, parents }) => {
      const born = Math.floor(trial / 10) * 10;
      const population = populationBefore(proposals, born, 10).map((member) => member.trial);
      return parents.some((parent) => !population.includes(parent));
    });
    expect(strangers).toEqual([]);
  });

  it('takes the better front of two that are drawn: the first wins 1 - (1 - its share)² of them, within 4 standard errors', () => {
    const { proposals } = searchZdt1({ populationSize: 20 }, 1000, 3);

    const children = proposals.filter(({ operator }) => operator !== 'sample');
    const chances = children.map(({ trial }) => {
      const population = populationBefore(proposals, Math.floor(trial / 20) * 20, 20);
      return 1 - (1 - population.filter(({ rank }) => rank === 0).length / 20) ** 2;
    });
    const wins = children.filter(({ explain }) => explain?.['parentRank'] === 0).length;
    const expectedWins = chances.reduce((sum, chance) => sum + chance, 0);
    const variance = chances.reduce((sum, chance) => sum + chance * (1 - chance), 0);
    expect(chances.filter((chance) => chance < 1).length).toBeGreaterThan(300);
    expect(Math.abs(wins - expectedWins)).toBeLessThan(4 * Math.sqrt(variance));
  });

  it('never makes children of failed trials', () => {
    const strategy = start(toySpace(6, 5), { populationSize: 8 }, 1);
    const { proposals } = runSequentially(strategy, 100, ({ trial, genotype }) =>
      trial % 3 === 0 ? failed(trial) : { trial, status: 'measured', score: zdt1(genotype, 5) },
    );

    expect(proposals.flatMap(({ parents }) => parents).filter((parent) => parent % 3 === 0)).toEqual([]);
    expect(proposals.findIndex(({ operator }) => operator !== 'sample')).toBe(12);
  });

  it('comes within 0.01 of the front of ZDT1, from end to end', () => {
    const { proposals } = searchZdt1({}, 6000, 4);

    const scores = proposals.map(({ genotype }) => zdt1(genotype, LEVELS).values);
    const front = paretoFront(scores).map((i) => [-scores[i]![0]!, -scores[i]![1]!] as const);
    const off = front.map(([f1, f2]) => f2 - (1 - Math.sqrt(f1)));
    const reached = front.map(([f1]) => f1).toSorted((a, b) => a - b);
    const gaps = reached.slice(1).map((f1, i) => f1 - reached[i]!);
    expect(off.reduce((sum, distance) => sum + distance, 0) / off.length).toBeLessThan(0.01);
    expect([reached[0], reached.at(-1)]).toEqual([0, 1]);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(0.1 + 1e-9);
  });

  it.each([1, 2, 3])(
    'in 300 evaluations of 1,728 networks covers 99.8 % of the volume below the front and finds half of its members; random search does neither (seed %i)',
    (seed) => {
      const grid = gridOfNetworks();
      const shares = (strategy: Strategy): { readonly volume: number; readonly members: number } => {
        const { proposals } = runSequentially(strategy, 300, ({ trial, genotype }) => ({
          trial,
          status: 'measured',
          score: grid.scoreOf(genotype),
        }));
        return grid.sharesOf(proposals.map(({ genotype }) => grid.scoreOf(genotype).values));
      };

      const found = shares(start(grid.space, { populationSize: 20 }, seed));
      const atRandom = shares(createStrategy(grid.space, { kind: 'random' }, createRng(seed)));
      expect([found.volume > 0.998, found.members > 0.5]).toEqual([true, true]);
      expect([atRandom.volume > 0.998, atRandom.members > 0.5]).toEqual([false, false]);
    },
  );
});

const LEVELS = 11;

function start(space: SearchSpace, options: Readonly<Record<string, unknown>>, seed: number): Strategy {
  return createStrategy(space, { kind: 'nsga-ii', ...options }, createRng(seed), TWO);
}

function searchZdt1(options: Readonly<Record<string, unknown>>, trials: number, seed: number) {
  return runSequentially(start(toySpace(8, LEVELS), options, seed), trials, ({ trial, genotype }) => ({
    trial,
    status: 'measured',
    score: zdt1(genotype, LEVELS),
  }));
}

/** Zitzler, Deb and Thiele, Evolutionary Computation 8(2), 2000, on a grid of `levels` values from 0 to 1; both negated. */
function zdt1(genotype: Genotype, levels: number): Score {
  const [x, ...others] = genotype.map((position) => position / (levels - 1));
  const g = 1 + (9 * others.reduce((sum, value) => sum + value, 0)) / others.length;
  return feasible(-x!, -g * (1 - Math.sqrt(x! / g)));
}

/** Chains of three blocks with a width and a window each; an accuracy that rises ever less, and multiply-accumulates. */
function gridOfNetworks() {
  const space = createSpace(
    {
      kind: 'chain-cnn',
      ...{ minDepth: 3, maxDepth: 3, filters: [8, 16, 32, 64], kernels: [1, 3, 5] },
      ...{ operations: ['conv'], pooling: ['max'], heads: ['global-average'] },
    },
    { inputShape: [32, 32, 3], outputUnits: 10 },
  );
  const scores = new Map<string, Score>();
  const widths = space.knobs.flatMap(({ name }, k) => (name.endsWith('filters') ? [k] : []));
  const windows = space.knobs.flatMap(({ name }, k) => (name.endsWith('kernel') ? [k] : []));
  for (const genotype of space.enumerate()) {
    const width = widths.reduce((sum, k, block) => sum + (1 + 0.3 * block) * genotype[k]!, 0);
    const field = windows.reduce((sum, k, block) => sum + (1.2 - 0.2 * block) * genotype[k]!, 0);
    const accuracy = 0.94 - 0.3 * Math.exp(-0.25 * width) - 0.3 * Math.exp(-0.6 * field);
    scores.set(genotype.join(), feasible(accuracy, -costOf(space.build(genotype)).macs));
  }
  const points = [...scores.values()].map(({ values }) => values);
  const front = paretoFront(points).map((i) => points[i]!);
  const reference = [0.3, 1.1 * Math.min(...front.map(([, macs]) => macs!))];
  return {
    space,
    scoreOf: (genotype: Genotype): Score => scores.get(genotype.join())!,
    sharesOf: (found: readonly (readonly number[])[]) => {
      const keys = new Set(found.map((point) => point.join()));
      return {
        volume: hypervolume(found, reference) / hypervolume(front, reference),
        members: front.filter((point) => keys.has(point.join())).length / front.length,
      };
    },
  };
}

/** The survivors of all generations that were told before trial `born`. */
function populationBefore(proposals: readonly Proposal[], born: number, size: number) {
  let population: ReturnType<typeof survivors> = [];
  for (let from = 0; from < born; from += size) {
    const told = proposals.slice(from, from + size).map(({ trial, genotype }) => ({
      trial,
      genotype,
      id: genotype.join() as CandidateId,
      score: zdt1(genotype, LEVELS),
    }));
    population = survivors([...population, ...told], size);
  }
  return population;
}

function feasible(...values: number[]): Score {
  return { values, violation: 0 };
}

function broken(violation: number, ...values: number[]): Score {
  return { values, violation };
}
