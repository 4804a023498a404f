import { describe, expect, it } from 'vitest';
import type { Proposal } from '../../../../src/core/strategy/strategy';
import type { TrialId } from '../../../../src/core/trial/trial';
import { createRng } from '../../../../src/core/base/random';
import { createStrategy } from '../../../../src/core/strategy/catalog';
import { closeness, toySpace } from '../../../support/toy-space';
import { failed, measured, proposalOf, ruggedScore, runSequentially } from '../../../support/strategy-runs';

const space = toySpace(6, 5);
const evolution = (populationSize: number, sampleSize: number, seed = 1) =>
  createStrategy(
    space,
    { kind: 'regularized-evolution', populationSize, sampleSize, allowRepeats: true },
    createRng(seed),
  );

describe('regularised evolution', () => {
  it('starts with as many random candidates as the population has members, then mutates', () => {
    const { proposals } = runSequentially(evolution(10, 3), 14);

    expect(proposals.map(({ operator }) => operator)).toEqual([
      ...Array<string>(10).fill('sample'),
      ...Array<string>(4).fill('mutation'),
    ]);
  });

  it('lets no parent be older than the population is large', () => {
    const { proposals } = runSequentially(evolution(10, 3), 300);

    const ages = proposals.flatMap(({ trial, parents }) => parents.map((parent) => trial - parent));
    expect(Math.max(...ages)).toBeLessThanOrEqual(10);
    expect(Math.min(...ages)).toBeGreaterThanOrEqual(1);
  });

  it('changes one knob of the parent', () => {
    const { proposals } = runSequentially(evolution(10, 3), 60);

    const distances = proposals
      .filter(({ operator }) => operator === 'mutation')
      .map(({ genotype, parents: [parent] }) => hamming(genotype, proposals[parent!]!.genotype));
    expect(new Set(distances)).toEqual(new Set([1]));
  });

  it('with a tournament of 1 walks at random: parents are uniform over the population, chi-square, false alarm 0.001', () => {
    const { proposals } = runSequentially(evolution(10, 1), 5010);

    const byAge = Array<number>(10).fill(0);
    for (const { trial, parents } of proposals) for (const parent of parents) byAge[trial - parent - 1]!++;
    const chiSquare = byAge.reduce((sum, count) => sum + (count - 500) ** 2 / 500, 0);
    expect(chiSquare).toBeLessThan(27.88); // 9 degrees of freedom
  });

  it('with a tournament of P is greedy: the best is drawn in 1 - (1 - 1/P)^P of them, within 4 standard errors', () => {
    const share = shareOfBestParents(10, 10, 3000);

    const expectedShare = 1 - 0.9 ** 10;
    const standardError = Math.sqrt((expectedShare * (1 - expectedShare)) / 3000);
    // Members may tie with the best, which only raises the share.
    expect(share).toBeGreaterThan(expectedShare - 4 * standardError);
  });

  it('with a tournament many times the population always takes the best', () => {
    expect(shareOfBestParents(10, 400, 500)).toBe(1);
  });

  it('never mutates a failed trial, and waits with mutations for P scores', () => {
    const { proposals } = runSequentially(evolution(5, 2), 200, ({ trial, genotype }) =>
      trial % 3 === 0 ? failed(trial) : measured(trial, ruggedScore(genotype)),
    );

    expect(proposals.flatMap(({ parents }) => parents).filter((parent) => parent % 3 === 0)).toEqual([]);
    expect(proposals.findIndex(({ operator }) => operator === 'mutation')).toBe(8);
  });

  it('counts age from completion: what is told first dies first', () => {
    const strategy = evolution(2, 50);
    const out = [0, 1, 2].map(() => proposalOf(strategy.ask()));
    for (const { trial } of [...out].reverse()) strategy.tell(measured(trial, 5));

    const parents = Array.from({ length: 30 }, () => proposalOf(strategy.ask()).parents[0]);
    expect(new Set(parents)).toEqual(new Set([0, 1] as TrialId[]));
  });

  it('prefers a feasible member to a better one that breaks a constraint', () => {
    const strategy = evolution(2, 50);
    strategy.ask();
    strategy.ask();
    strategy.tell({ trial: 0 as TrialId, status: 'measured', score: { values: [9], violation: 0.5 } });
    strategy.tell({ trial: 1 as TrialId, status: 'measured', score: { values: [1], violation: 0 } });

    expect(proposalOf(strategy.ask())).toMatchObject({
      parents: [1],
      operator: 'mutation',
      explain: { tournament: 50, population: 2, parentScore: 1 },
    });
  });

  it('finds the top of a smooth hill', () => {
    const target = [4, 0, 3, 1, 2, 2];
    const { proposals } = runSequentially(evolution(20, 5), 400, ({ trial, genotype }) =>
      measured(trial, closeness(genotype, target)),
    );

    expect(proposals.map(({ genotype }) => genotype.join())).toContain(target.join());
  });
});

function shareOfBestParents(populationSize: number, sampleSize: number, nMutations: number): number {
  const { proposals } = runSequentially(evolution(populationSize, sampleSize), populationSize + nMutations);
  const scores = proposals.map(({ genotype }) => ruggedScore(genotype));
  const isBest = ({ trial, parents }: Proposal): boolean =>
    scores[parents[0]!] === Math.max(...scores.slice(trial - populationSize, trial));
  return proposals.slice(populationSize).filter(isBest).length / nMutations;
}

function hamming(a: readonly number[], b: readonly number[]): number {
  return a.filter((value, i) => value !== b[i]).length;
}
