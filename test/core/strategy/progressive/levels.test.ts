import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src/core/base/random';
import { filteredSpace } from '../../../../src/core/space/filtered-space';
import type { CandidateId, Genotype, SearchSpace } from '../../../../src/core/space/space';
import { Frontier } from '../../../../src/core/strategy/progressive/frontier';
import { baseOf, expansionsOf, levelOf } from '../../../../src/core/strategy/progressive/levels';
import { toySpace } from '../../../support/toy-space';

describe('levels', () => {
  it('begin at the first values, where these make a member', () => {
    expect(baseOf(toySpace(3, 3), createRng(1))).toEqual([0, 0, 0]);
  });

  it('begin next to the first values, where these make none', () => {
    const space = filteredSpace(toySpace(3, 2), {
      reasonOf: ([first, second]) => (first === 0 || second === 0 ? 'needs both' : undefined),
      path: 'space',
      advice: 'has both',
    });

    expect(baseOf(space, createRng(1))).toEqual([1, 1, 0]);
  });

  it.each([
    { genotype: [0, 0, 0], base: [0, 0, 0], level: 0 },
    { genotype: [2, 0, 1], base: [0, 0, 0], level: 2 },
    { genotype: [2, 0, 1], base: [2, 1, 1], level: 1 },
  ])('$genotype is at level $level above $base', ({ genotype, base, level }) => {
    expect(levelOf(genotype, base)).toBe(level);
  });

  it.each([
    { genotype: [1, 0], base: [0, 0], larger: ['1-1', '1-2'], why: 'keeps its blocks and adds one' },
    { genotype: [0, 0], base: [0, 0], larger: ['0-1', '0-2', '1-0', '2-0'], why: 'adds any block' },
    { genotype: [1, 2], base: [0, 2], larger: ['1-0', '1-1'], why: 'departs from the base, not from 0' },
    { genotype: [1, 1], base: [0, 0], larger: [], why: 'cannot grow when it has all blocks' },
  ])('$genotype above $base $why', ({ genotype, base, larger }) => {
    expect(
      expansionsOf(toySpace(2, 3), genotype, base)
        .map((one) => one.join('-'))
        .sort(),
    ).toEqual(larger);
  });
});

describe('the frontier', () => {
  it('has the expansions of all parents once, as those of the first', () => {
    const frontier = grown(toySpace(2, 2), [
      [1, 0],
      [0, 1],
    ]);

    expect(frontier.unseen('any', () => false)).toEqual([
      expect.objectContaining({ id: '1-1', level: 2, parent: { id: '1-0', genotype: [1, 0] } }),
    ]);
  });

  it('goes on from a block that changes nothing, until one completes something', () => {
    // From 0-0-0: the first or the second knob alone is dead, both together are not.
    expect(reachedIn(grown(pathSpace(), [[0, 0, 0]]))).toEqual(['0-0-1 at 1', '1-1-0 at 2']);
  });

  it('names no more encodings than it is allowed to, those with fewer new blocks first', () => {
    expect(reachedIn(grown(pathSpace(), [[0, 0, 0]], 3))).toEqual(['0-0-1 at 1']);
    expect(reachedIn(grown(toySpace(5, 3), [[0, 0, 0, 0, 0]], 4))).toHaveLength(4);
  });

  it('leaves out what is proposed, and other levels', () => {
    const frontier = grown(pathSpace(), [[0, 0, 0]]);

    expect(frontier.unseen(2, () => false).map(({ id }) => id)).toEqual(['1-1-0']);
    expect(frontier.unseen('any', (id) => id === '1-1-0').map(({ id }) => id)).toEqual(['0-0-1']);
  });
});

/** Three knobs of two values; the first two are edges of one path, so that one of them alone counts for nothing. */
function pathSpace(): SearchSpace {
  const space = toySpace(3, 2);
  return {
    ...space,
    candidateId: ([a, b, c]) => (a === 1 && b === 1 ? `1-1-${c}` : `0-0-${c}`) as CandidateId,
  };
}

function grown(space: SearchSpace, parents: readonly Genotype[], limit = 100) {
  const frontier = new Frontier(
    space,
    space.knobs.map(() => 0),
  );
  const candidates = parents.map((genotype) => ({ id: space.candidateId(genotype), genotype }));
  frontier.grow(candidates, limit, createRng(1));
  return frontier;
}

function reachedIn(frontier: ReturnType<typeof grown>): string[] {
  return frontier
    .unseen('any', () => false)
    .map(({ id, level }) => `${id} at ${level}`)
    .sort();
}
