import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src/core/base/random';
import { listedSpace } from '../../../../src/core/space/listed-space';
import { createStrategy } from '../../../../src/core/strategy/catalog';
import { permutation } from '../../../../src/core/strategy/sampling/permutation';
import { nb201Space, tinyChain } from '../../../support/spaces';
import { proposalOf, runSequentially, startStrategy } from '../../../support/strategy-runs';
import { toySpace } from '../../../support/toy-space';

const SHUFFLED = { kind: 'grid', order: 'shuffled' };

describe('grid search', () => {
  it('turns the last choice fastest, proposes each candidate once, then nothing', () => {
    const { proposals, ended } = runSequentially(startStrategy({ kind: 'grid' }, toySpace(2, 3), 1), 100);

    expect([ended, proposals.map(({ genotype }) => genotype.join(''))]).toEqual([
      true,
      ['00', '01', '02', '10', '11', '12', '20', '21', '22'],
    ]);
  });

  it('keeps to so many levels of every size, and to all values of the other choices', () => {
    const { proposals } = runSequentially(startStrategy({ kind: 'grid', levels: 1 }, tinyChain(), 1), 1000);

    const valuesTaken = tinyChain().knobs.map(({ name }, k) => [
      name,
      [...new Set(proposals.map(({ genotype }) => genotype[k]!))],
    ]);
    expect(Object.fromEntries(valuesTaken)).toMatchObject({
      depth: [0], // so the second block has no effect
      'block1.filters': [0],
      'block1.kernel': [0],
      'block1.operation': [0, 1],
      'block1.pooling': [0, 1],
      'block2.operation': [0],
    });
  });

  it('shuffled, proposes the same candidates in an order that the seed decides', () => {
    const order = (seed: number): string[] =>
      runSequentially(startStrategy(SHUFFLED, toySpace(3, 4), seed), 100).proposals.map(({ genotype }) =>
        genotype.join(),
      );
    const sorted = runSequentially(startStrategy({ kind: 'grid' }, toySpace(3, 4), 1), 100).proposals.map(
      ({ genotype }) => genotype.join(),
    );

    expect(order(1).toSorted()).toEqual(sorted.toSorted());
    expect(order(1)).not.toEqual(sorted);
    expect(order(2)).not.toEqual(order(1));
    expect(order(1)).toEqual(order(1));
  });

  it.each([{ kind: 'grid' }, SHUFFLED])('passes over isomorphic cells: 6,466 of 15,625 (%o)', (options) => {
    const space = nb201Space();
    const { proposals, ended } = runSequentially(startStrategy(options, space, 1), 20_000);

    const ids = new Set(proposals.map(({ genotype }) => space.candidateId(genotype)));
    expect([ended, proposals.length, ids.size]).toEqual([true, 6466, 6466]);
  });

  it.each([{ kind: 'grid' }, SHUFFLED])('goes through what a list has of the space (%o)', (options) => {
    const members = [
      [0, 1],
      [2, 2],
      [1, 0],
    ];
    const space = listedSpace(toySpace(2, 3), members);
    const { proposals, ended } = runSequentially(startStrategy(options, space, 1), 20);

    expect(ended).toBe(true);
    expect(proposals.map(({ genotype }) => genotype.join()).toSorted()).toEqual(['0,1', '1,0', '2,2']);
  });

  it('finds its first candidate at once in a space of 10^30', () => {
    const strategy = createStrategy(toySpace(30, 10), SHUFFLED, createRng(1));

    expect(new Set(Array.from({ length: 50 }, () => proposalOf(strategy.ask()).genotype.join())).size).toBe(
      50,
    );
  });
});

describe('a permutation', () => {
  it.each([1, 2, 3, 7, 8, 9, 63, 64, 65, 1000])('of %i has every number once', (count) => {
    const numbers = [...permutation(BigInt(count), createRng(count))];

    expect(numbers.map(Number).toSorted((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i));
  });

  it('puts every number first about equally often: chi-square over 4,000 seeds, false alarm 0.001', () => {
    const counts = Array<number>(20).fill(0);
    for (let seed = 0; seed < 4000; seed++) counts[Number(permutation(20n, createRng(seed)).next().value)]!++;

    const chiSquare = counts.reduce((sum, count) => sum + (count - 200) ** 2 / 200, 0);
    expect(chiSquare).toBeLessThan(43.82); // 19 degrees of freedom
  });
});
