import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src/core/base/random';
import type { Genotype } from '../../../../src/core/space/space';
import { createStrategy } from '../../../../src/core/strategy/catalog';
import { ONE_OBJECTIVE } from '../../../../src/core/strategy/problem';
import type { Proposal } from '../../../../src/core/strategy/strategy';
import { failed, measured, proposalOf, runSequentially } from '../../../support/strategy-runs';
import { closeness, toySpace } from '../../../support/toy-space';

const TARGET = [1, 2, 3, 0, 1, 2, 0, 1];
const score = (genotype: Genotype): number => closeness(genotype, TARGET);
const OPTIONS = { kind: 'predictor', regressor: 'ridge', initialSamples: 6, batch: 4, parents: 2 };

describe('predictor-guided search', () => {
  it('begins with random candidates, then changes one knob of the best ones', () => {
    const proposals = run({}, 30);
    const later = proposals.slice(6);

    expect(proposals.slice(0, 6).every(({ operator }) => operator === 'sample')).toBe(true);
    expect(later.every(({ operator }) => operator === 'neighbour')).toBe(true);
    expect(
      later.map(({ genotype, parents }) => distance(genotype, proposals[parents[0]!]!.genotype)),
    ).toEqual(later.map(() => 1));
  });

  it('mutates only so many of the best', () => {
    const proposals = run({ batch: 1 }, 30);
    const ranked = (n: number): Proposal[] =>
      proposals.slice(0, n).toSorted((a, b) => score(b.genotype) - score(a.genotype) || a.trial - b.trial);
    const outsiders = proposals.slice(6).filter(
      ({ trial, parents }) =>
        !ranked(trial)
          .slice(0, 2)
          .some((best) => best.trial === parents[0]),
    );

    expect(outsiders).toEqual([]);
  });

  it('takes a batch from one fit, in the order of the acquisition', () => {
    const batch = run({ acquisition: 'mean' }, 10).slice(6);
    const values = batch.map(({ explain }) => Number(explain!['acquisition']));

    expect(values).toEqual(values.toSorted((a, b) => b - a));
  });

  it('learns nothing from failures: they do not count as initial samples', () => {
    const strategy = createStrategy(toySpace(8, 4), OPTIONS, createRng(1));
    const { proposals } = runSequentially(strategy, 12, ({ trial, genotype }) =>
      trial < 5 ? failed(trial) : measured(trial, score(genotype)),
    );

    expect(proposals.map(({ operator }) => operator)).toEqual([
      ...Array<string>(11).fill('sample'),
      'neighbour',
    ]);
  });

  it('goes on choosing while nothing comes back, and proposes nothing twice', () => {
    const strategy = createStrategy(toySpace(8, 4), OPTIONS, createRng(1));
    runSequentially(strategy, 6, ({ trial, genotype }) => measured(trial, score(genotype)));
    const out = Array.from({ length: 15 }, () => proposalOf(strategy.ask()));

    expect(out.map(({ operator }) => operator)).toEqual(Array(15).fill('neighbour'));
    expect(new Set(out.map(({ genotype }) => genotype.join())).size).toBe(15);
  });

  it('chooses among random candidates when told so, by the same forecasts', () => {
    const later = run({ candidateSet: 'random' }, 12).slice(6);

    for (const { operator, parents, explain } of later) {
      expect([operator, parents]).toEqual(['sample', []]);
      expect(Object.keys(explain!)).toEqual(['acquisition', 'mean', 'sd']);
    }
  });

  it('asks no model when the acquisition is random', () => {
    const later = run({ acquisition: 'random' }, 12).slice(6);

    expect(later.map(({ operator, explain }) => [operator, explain])).toEqual(
      later.map(() => ['neighbour', undefined]),
    );
  });

  it('leaves what is foreseen to break a limit for last, once one was broken', () => {
    const violation = ([first]: Genotype): number => (first === 0 ? 0 : 1);
    const strategy = createStrategy(toySpace(8, 4), OPTIONS, createRng(1), {
      ...ONE_OBJECTIVE,
      foresee: (genotype) => ({ values: [undefined], violation: violation(genotype) }),
    });
    const { proposals } = runSequentially(strategy, 30, ({ trial, genotype }) => ({
      trial,
      status: 'measured',
      score: { values: [score(genotype)], violation: violation(genotype) },
    }));

    expect(proposals.slice(0, 6).some(({ genotype }) => genotype[0] !== 0)).toBe(true);
    expect(proposals.slice(10).filter(({ genotype }) => genotype[0] !== 0)).toEqual([]);
  });

  it.each([
    { wrong: { members: 1 }, at: 'members' },
    { wrong: { batch: 0 }, at: 'batch' },
    { wrong: { acquisition: 'guess' }, at: 'acquisition' },
    { wrong: { encoding: 'path' }, at: 'encoding' },
  ])('refuses $wrong', ({ wrong, at }) => {
    expect(() => createStrategy(toySpace(2, 2), { ...OPTIONS, ...wrong }, createRng(1))).toThrow(
      expect.objectContaining({ name: 'InputError', path: at }) as Error,
    );
  });
});

function run(options: Readonly<Record<string, unknown>>, limit: number): readonly Proposal[] {
  const strategy = createStrategy(toySpace(8, 4), { ...OPTIONS, ...options }, createRng(1));
  return runSequentially(strategy, limit, ({ trial, genotype }) => measured(trial, score(genotype)))
    .proposals;
}

function distance(a: Genotype, b: Genotype): number {
  return a.filter((value, knob) => value !== b[knob]).length;
}
