import { describe, expect, it } from 'vitest';
import { testGroups } from '../../../src/core/comparison/group-tests';
import type { GroupValues } from '../../../src/core/comparison/group-tests';

const group = (name: string, values: readonly (number | undefined)[], firstSeed = 1): GroupValues => ({
  name,
  members: values.map((value, i) => ({ seed: firstSeed + i, value })),
});

describe('testGroups', () => {
  it('pairs by common seeds', () => {
    // All six differences have one sign: of 64 patterns two are so clear.
    const [test] = testGroups([group('low', [1, 2, 3, 4, 5, 6]), group('high', [2, 4, 6, 8, 10, 12])], 1);
    expect(test).toMatchObject({ kind: 'paired', nFirst: 6, p: 2 / 64, effect: -1, better: 'high' });
  });

  it('takes the lower where less is better, and what has no value as the worst', () => {
    const [test] = testGroups(
      [group('low', [1, 2, 3, 4, 5, 6]), group('none', [9, 9, 9, 9, 9, undefined])],
      -1,
    );
    expect(test).toMatchObject({ kind: 'paired', effect: 1, better: 'low' });
  });

  it('does not pair other seeds', () => {
    const other = testGroups([group('a', [1, 2, 3, 4]), group('b', [5, 6, 7, 8], 11)], 1);
    expect(other[0]).toMatchObject({
      kind: 'unpaired',
      nFirst: 4,
      nSecond: 4,
      p: 2 / 70,
      effect: -1,
      better: 'b',
    });
  });

  it('takes searches of one seed for one sample, their mean', () => {
    const once = [group('low', [1, 2, 3, 4, 5, 6]), group('high', [2, 4, 6, 8, 10, 12])];
    const twice = once.map(({ name, members }) => ({
      name,
      members: members.flatMap(({ seed, value }) => [
        { seed, value: value! - 0.25 },
        { seed, value: value! + 0.25 },
      ]),
    }));
    expect(testGroups(twice, 1)).toEqual(testGroups(once, 1));
    const repeated = (name: string, value: number): GroupValues => ({
      name,
      members: Array.from({ length: 10 }, () => ({ seed: 1, value })),
    });
    expect(testGroups([repeated('a', 1), repeated('b', 2)], 1)).toEqual([
      { first: 'a', second: 'b', nFirst: 1, nSecond: 1, kind: 'too few' },
    ]);
  });

  it.each([
    { why: 'five common seeds', a: group('a', [1, 2, 3, 4, 5]), b: group('b', [6, 7, 8, 9, 10]) },
    { why: 'three against three', a: group('a', [1, 2, 3]), b: group('b', [4, 5, 6], 11) },
    { why: 'nothing', a: group('a', []), b: group('b', [4]) },
  ])('says that $why is too few', ({ a, b }) => expect(testGroups([a, b], 1)[0]!.kind).toBe('too few'));

  it('adjusts over the tests that were made, and tells apart only what is below the level then', () => {
    const [ab, ac, bc] = testGroups(
      [group('a', [1, 2, 3, 4, 5, 6]), group('b', [2, 4, 6, 8, 10, 12]), group('c', [1, 2, 3])],
      1,
    );
    expect([ab!.kind, ac!.kind, bc!.kind]).toEqual(['paired', 'too few', 'too few']);
    const three = testGroups(
      [group('a', [1, 2, 3, 4, 5, 6]), group('b', [2, 4, 6, 8, 10, 12]), group('c', [3, 6, 9, 12, 15, 18])],
      1,
    );
    expect(three.map((test) => ('adjustedP' in test ? test.adjustedP : undefined))).toEqual([
      6 / 64,
      6 / 64,
      6 / 64,
    ]);
    expect(three.some((test) => 'better' in test)).toBe(false);
  });
});
