import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/core/base/random';
import { listedSpace } from '../../../src/core/space/listed-space';
import type { Genotype } from '../../../src/core/space/space';
import { toySpace } from '../../support/toy-space';

/** A pair, and one that is two knobs away from both. */
const LISTED: readonly Genotype[] = [
  [0, 0, 0],
  [0, 0, 1],
  [2, 2, 1],
];

const space = listedSpace(toySpace(3, 3), LISTED);

describe('a space cut down to a list', () => {
  it('has the list as its members', () => {
    expect([...space.enumerate()]).toEqual(LISTED);
    expect(space.count()).toBe(3n);
    expect(space.check([1, 1, 1])).toBe('1-1-1 is not among the candidates that are listed');
    expect(space.check([2, 2, 1])).toBeUndefined();
  });

  it('keeps to the list, whatever is drawn', () => {
    const rng = createRng(5);
    const drawn = Array.from({ length: 200 }, () => space.mutate(space.sample(rng), rng));
    const children = Array.from({ length: 200 }, () =>
      space.crossover(space.sample(rng), space.sample(rng), rng),
    );

    for (const genotype of [...drawn, ...children]) expect(space.check(genotype)).toBeUndefined();
  });

  it('mutates to a listed neighbour, and where there is none to the nearest', () => {
    const rng = createRng(6);

    for (let i = 0; i < 20; i++) {
      expect(space.mutate([0, 0, 0], rng)).toEqual([0, 0, 1]);
      expect(space.mutate([2, 2, 1], rng)).toEqual([0, 0, 1]);
    }
    expect(space.neighbours([0, 0, 0])).toEqual([[0, 0, 1]]);
  });

  it('gives the only one it has', () => {
    const single = listedSpace(toySpace(3, 3), [[1, 1, 1]]);

    expect(single.mutate([1, 1, 1], createRng(1))).toEqual([1, 1, 1]);
  });
});
