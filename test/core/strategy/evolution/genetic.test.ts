import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src/core/base/random';
import { createStrategy } from '../../../../src/core/strategy/catalog';
import { GENETIC_PRESETS } from '../../../../src/core/strategy/evolution/genetic-presets';
import type { Proposal, Strategy } from '../../../../src/core/strategy/strategy';
import { sentenceOf } from '../../../support/error-of';
import { tinyChain } from '../../../support/spaces';
import { failed, measured, proposalOf, ruggedScore, runSequentially } from '../../../support/strategy-runs';
import { closeness, toySpace } from '../../../support/toy-space';

const space = toySpace(6, 5);
const SMALL = { populationSize: 8, parents: 4, mutations: 5, crossovers: 3 };
const genetic = (options: Readonly<Record<string, unknown>> = SMALL, seed = 1): Strategy =>
  createStrategy(space, { kind: 'genetic', ...options }, createRng(seed));

describe('genetic search', () => {
  it('begins with a random population, then has mutations and crossovers in every generation', () => {
    const { proposals } = runSequentially(genetic(), 24);

    const generation = [...Array<string>(5).fill('mutation'), ...Array<string>(3).fill('crossover')];
    expect(proposals.map(({ operator }) => operator)).toEqual([
      ...Array<string>(8).fill('sample'),
      ...generation,
      ...generation,
    ]);
    expect(proposals.map(({ explain }) => explain?.['generation'])).toEqual(
      proposals.map((_, i) => Math.floor(i / 8)),
    );
  });

  it('takes the best of everything so far for parents', () => {
    const { proposals } = runSequentially(genetic(), 80);

    const scores = proposals.map(({ genotype }) => ruggedScore(genotype));
    const strangers = proposals.slice(8).filter(({ trial, parents }) => {
      const born = Math.floor(trial / 8) * 8;
      const best = [...Array(born).keys()].sort((a, b) => scores[b]! - scores[a]!).slice(0, 4);
      return parents.some((parent) => !best.includes(parent));
    });
    expect(strangers).toEqual([]);
  });

  it('crosses two different parents, and uses their values only', () => {
    const { proposals } = runSequentially(genetic({ ...SMALL, allowRepeats: true }), 200);
    const crossings = proposals.filter(({ operator }) => operator === 'crossover');

    expect(crossings.length).toBeGreaterThan(40);
    expect(crossings.filter(({ parents: [a, b] }) => a === b)).toEqual([]);
    expect(crossings.filter((child) => foreignValues(child, proposals).length > 0)).toEqual([]);
  });

  it('without mutation shrinks to a fixed point: no value is there that no parent had, and in the end one candidate', () => {
    const options = { populationSize: 20, parents: 10, mutations: 0, crossovers: 20, allowRepeats: true };
    const { proposals } = runSequentially(genetic(options, 3), 1000);

    const nValues = (from: number): number =>
      Math.max(
        ...space.knobs.map(
          (_, k) => new Set(proposals.slice(from, from + 20).map(({ genotype }) => genotype[k])).size,
        ),
      );
    const nDistinct = (from: number): number =>
      new Set(proposals.slice(from, from + 20).map(({ genotype }) => genotype.join())).size;
    expect(proposals.slice(20).filter((child) => foreignValues(child, proposals).length > 0)).toEqual([]);
    expect([nDistinct(0), nDistinct(980), nValues(980)]).toEqual([20, 1, 1]);
  });

  it('mutates with probability 0 into the parent, with repeats, and draws at random without them', () => {
    const still = { ...SMALL, crossovers: 0, mutationProbability: 0 };
    const repeated = runSequentially(genetic({ ...still, allowRepeats: true }), 30).proposals;
    const fresh = runSequentially(genetic(still), 30).proposals;

    expect(
      repeated
        .slice(8)
        .filter(({ genotype, parents }) => genotype.join() !== repeated[parents[0]!]!.genotype.join()),
    ).toEqual([]);
    expect(new Set(fresh.map(({ operator }) => operator))).toEqual(new Set(['sample']));
  });

  it('gives choices whose name contains a word a probability of their own', () => {
    const chain = tinyChain();
    const depth = chain.knobs.findIndex(({ name }) => name === 'depth');
    const children = (knobProbabilities: Readonly<Record<string, number>>): readonly Proposal[] => {
      const options = {
        ...SMALL,
        crossovers: 0,
        mutationProbability: 0,
        knobProbabilities,
        allowRepeats: true,
      };
      return runSequentially(createStrategy(chain, { kind: 'genetic', ...options }, createRng(2)), 100)
        .proposals;
    };

    const proposals = children({ Depth: 1 });
    const turned = proposals
      .slice(8)
      .filter(({ genotype, parents }) => genotype[depth] !== proposals[parents[0]!]!.genotype[depth]);
    expect(turned.length).toBeGreaterThan(20);
  });

  it('never makes children of failed trials, and waits for as many scores as the population has', () => {
    const { proposals } = runSequentially(genetic(), 100, ({ trial, genotype }) =>
      trial % 3 === 0 ? failed(trial) : measured(trial, ruggedScore(genotype)),
    );

    expect(proposals.flatMap(({ parents }) => parents).filter((parent) => parent % 3 === 0)).toEqual([]);
    expect(proposals.findIndex(({ operator }) => operator !== 'sample')).toBe(12);
  });

  it('goes on with the same parents while children are out', () => {
    const strategy = genetic();
    for (let i = 0; i < 8; i++) strategy.tell(measured(proposalOf(strategy.ask()).trial, i));

    const children = Array.from({ length: 30 }, () => proposalOf(strategy.ask()));
    expect(new Set(children.map(({ explain }) => explain?.['generation']))).toEqual(new Set([1]));
    expect(new Set(children.flatMap(({ parents }) => parents))).toEqual(new Set([4, 5, 6, 7]));
  });

  it('finds the top of a smooth hill', () => {
    const target = [4, 0, 3, 1, 2, 2];
    const { proposals } = runSequentially(genetic({}, 1), 600, ({ trial, genotype }) =>
      measured(trial, closeness(genotype, target)),
    );

    expect(proposals.map(({ genotype }) => genotype.join())).toContain(target.join());
  });
});

describe('the presets of published searches', () => {
  const published = [
    ['spos', 50, 10, 25, 25, 0.1, {}],
    ['autoformer', 50, 10, 25, 25, 0.2, { depth: 0.4, embed: 0.4 }],
    ['hat', 125, 25, 50, 50, 0.3, {}],
    ['ofa', 100, 25, 50, 50, 0.1, { resolution: 0.5 }],
    ['lts', 100, 20, 40, 40, 0.3, {}],
  ] as const;

  it.each(published)(
    '%s: population %i, parents %i, mutations %i, crossovers %i, probability %d',
    (preset, populationSize, parents, mutations, crossovers, mutationProbability, knobProbabilities) => {
      expect(GENETIC_PRESETS[preset]).toEqual({
        populationSize,
        parents,
        mutations,
        crossovers,
        mutationProbability,
        knobProbabilities,
      });
    },
  );

  it.each(published)(
    '%s is what the search does',
    (preset, populationSize, nParents, mutations, crossovers) => {
      const wide = toySpace(8, 6);
      const strategy = createStrategy(wide, { kind: 'genetic', preset }, createRng(1));
      const { proposals } = runSequentially(strategy, populationSize + mutations + crossovers);

      const children = proposals.slice(populationSize);
      const nOf = (operator: string): number =>
        children.filter((child) => child.operator === operator).length;
      expect(new Set(proposals.slice(0, populationSize).map(({ operator }) => operator))).toEqual(
        new Set(['sample']),
      );
      expect(nOf('mutation')).toBeLessThanOrEqual(mutations);
      expect(nOf('mutation')).toBeGreaterThan(0.9 * mutations); // the others were known ten times
      expect(nOf('crossover')).toBe(crossovers);
      expect(new Set(children.map(({ explain }) => explain?.['population'] ?? nParents))).toEqual(
        new Set([nParents]),
      );
    },
  );

  it('are the default of what is left out only', () => {
    const { proposals } = runSequentially(genetic({ preset: 'hat', populationSize: 30 }), 31);

    expect(proposals[30]).toMatchObject({ operator: 'mutation', explain: { population: 25 } });
  });
});

describe('numbers that cannot work together', () => {
  it.each([
    {
      options: { populationSize: 5, parents: 6 },
      sentence: 'parents: expected at most as many as the population has (5), but got 6',
    },
    {
      options: { mutations: 0, crossovers: 0 },
      sentence: 'mutations: expected at least one mutation or crossover in a generation, but got 0',
    },
    { options: { parents: 1 }, sentence: 'parents: expected at least 2 to cross, but got 1' },
    {
      options: { knobProbabilities: { width: 0.5 } },
      sentence:
        'knobProbabilities.width: expected a word in the name of some choice of the space, but got "width"',
    },
  ])('$sentence', ({ options, sentence }) => {
    expect(sentenceOf(() => genetic(options))).toBe(sentence);
  });
});

function foreignValues({ genotype, parents }: Proposal, proposals: readonly Proposal[]): number[] {
  return genotype.filter((value, k) => !parents.some((parent) => proposals[parent]!.genotype[k] === value));
}
