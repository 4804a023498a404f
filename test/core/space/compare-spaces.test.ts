import { expect, it } from 'vitest';
import { createRng } from '../../../src/core/base/random';
import { createSpace } from '../../../src/core/space/catalog';
import { comparedKnobs, compareSpaces, overlapOf } from '../../../src/core/space/compare-spaces';
import { nb201Space, tinyChain, tinyMlp } from '../../support/spaces';

const DIGITS = { inputShape: [8, 8, 1], outputUnits: 10 };

const chain = (more: object) =>
  createSpace(
    {
      kind: 'chain-cnn',
      ...{ minDepth: 1, maxDepth: 2, filters: [4, 8], kernels: [1, 3], heads: ['global-average'], ...more },
    },
    DIGITS,
  );

it('finds all of a space in itself, small or large', () => {
  for (const space of [tinyChain(), nb201Space()]) {
    const { found, of, isExact } = overlapOf(space, space, createRng(3));
    expect([found, isExact]).toEqual([of, true]);
  }
});

it('finds a part in the whole, and less the other way round', () => {
  const part = chain({ kernels: [1] });
  const inWhole = overlapOf(part, tinyChain(), createRng(1));
  expect(inWhole).toEqual({ found: inWhole.of, of: inWhole.of, isExact: true });
  const inPart = overlapOf(tinyChain(), part, createRng(1));
  expect(inPart.found).toBeGreaterThan(0);
  expect(inPart.found).toBeLessThan(inPart.of / 2);
});

it('finds by the names of knobs what is in a space that is too large to be looked through', () => {
  const large = chain({ maxDepth: 4, filters: [4, 8, 16], norms: ['batch', 'none'] });
  expect(large.count()).toBeGreaterThan(100_000n);
  const { found, of, isExact } = overlapOf(tinyChain(), large, createRng(2));
  expect([found, isExact]).toEqual([of, true]);
  const back = overlapOf(large, tinyChain(), createRng(2));
  expect(back.isExact).toBe(true);
  expect(back.found).toBeLessThan(back.of);
});

it('finds nothing of networks for vectors among networks for images', () => {
  expect(overlapOf(tinyMlp(), tinyChain(), createRng(1)).found).toBe(0);
});

it('puts knobs side by side by their names', () => {
  const states = comparedKnobs(
    chain({ kernels: [1, 3, 5] }),
    chain({ maxDepth: 1, activations: ['relu', 'elu'] }),
  );
  expect(Object.fromEntries(states.map(({ name, state }) => [name, state]))).toEqual({
    depth: 'only here',
    'block1.filters': 'same',
    'block1.kernel': 'other values',
    'block1.operation': 'same',
    'block1.pooling': 'same',
    'block2.filters': 'only here',
    'block2.kernel': 'only here',
    'block2.operation': 'only here',
    'block2.pooling': 'only here',
    activation: 'only there',
  });
});

it('compares names without networks by their names', () => {
  const table = (values: readonly number[]) =>
    createSpace({ kind: 'table', ...{ knobs: [{ name: 'a', values }] } }, DIGITS);
  const comparison = compareSpaces(
    { space: table([1, 2]), title: 'one' },
    { space: table([1, 2, 3]), title: 'other' },
    1,
  );
  expect(comparison.hereInThere).toEqual({ found: 2, of: 2, isExact: true });
  expect(comparison.thereInHere).toEqual({ found: 2, of: 3, isExact: true });
  expect([comparison.here.costs, comparison.there.encodings]).toEqual([[], '3']);
});
