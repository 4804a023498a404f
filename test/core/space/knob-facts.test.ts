import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/core/base/random';
import { createSpace } from '../../../src/core/space/catalog';
import { conditionWords } from '../../../src/core/space/condition-words';
import { knobEffects } from '../../../src/core/space/knob-effects';
import { knobFactors } from '../../../src/core/space/knob-factors';
import { createKnobTree } from '../../../src/core/space/knob-tree';
import type { Knob } from '../../../src/core/space/space';
import { customWithEverything, nb201Space, nestedCustom, tinyChain } from '../../support/spaces';

const DEPTH: Knob = { name: 'depth', values: [1, 2, 3], ordinal: true };

it('multiplies by the number of values where a knob always has an effect', () => {
  expect(knobFactors(nb201Space().knobs)).toEqual([5, 5, 5, 5, 5, 5]);
});

it('multiplies less where a knob is often off, and more where it switches others on', () => {
  const kernel: Knob = { name: 'kernel', values: [3, 5], ordinal: true, activeIf: { knob: 0, values: [1] } };
  // 1, 2 with 3, 2 with 5, 3: four encodings; one without depth, three without kernel.
  expect(knobFactors([DEPTH, kernel])).toEqual([4, 1.333333]);
});

it('is what counting without the knob says', () => {
  for (const { knobs } of [tinyChain(), nestedCustom(), customWithEverything()]) {
    const total = Number(createKnobTree(knobs).count);
    const factors = knobFactors(knobs);
    // Pinning a knob that others depend on would need their conditions rewritten: only the others are compared.
    for (const [i, knob] of knobs.entries()) {
      const isLeaf = !knobs.some(({ activeIf }) => activeIf?.knob === i);
      const pinned = isLeaf ? knobs.with(i, { ...knob, values: knob.values.slice(0, 1) }) : knobs;
      const left = isLeaf ? Number(createKnobTree(pinned).count) : total / factors[i]!;
      expect(factors[i]).toBeCloseTo(total / left, 4);
    }
  }
});

it('stays a number where there are more encodings than numbers', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 600 }), (n) => {
      const many = Array.from({ length: n }, (_, i): Knob => ({
        name: `k${i}`,
        values: [1, 2, 3, 4],
        ordinal: true,
        activeIf: { knob: 0, values: [1] },
      }));
      const factors = knobFactors([DEPTH, ...many]);
      expect(factors.every((factor) => factor >= 1 && Number.isFinite(factor))).toBe(true);
    }),
    { numRuns: 20 },
  );
});

it('finds a knob that changes nothing', () => {
  const layers = [
    { kind: 'conv2d', name: 'a', filters: { choose: [2, 4] }, kernel: 3 },
    { kind: 'flatten' },
    { kind: 'activation', name: 'b', activation: 'relu', optional: true },
  ];
  // Of a flattened map both heads are the same.
  const head = { choose: ['global-average', 'flatten'] };
  const space = createSpace(
    { kind: 'custom', ...{ layers, head } },
    { inputShape: [4, 4, 1], outputUnits: 2 },
  );
  expect(space.knobs.map(({ name }) => name)).toEqual(['a.filters', 'b.use', 'head']);
  expect(knobEffects(space, createRng(1))).toEqual([true, true, false]);
});

it('says nothing of the knobs of names', () => {
  const space = createSpace(
    { kind: 'table', ...{ knobs: [{ name: 'a', values: [1] }] } },
    { inputShape: [1], outputUnits: 1 },
  );
  expect(knobEffects(space, createRng(1))).toEqual([undefined]);
});

describe('a condition in words', () => {
  const words = (other: Knob, values: readonly number[]) => {
    const knob: Knob = { name: 'x', values: [1, 2], ordinal: true, activeIf: { knob: 0, values } };
    return conditionWords([other, knob], knob);
  };

  it.each([
    { other: DEPTH, values: [1, 2], text: 'only while depth is at least 2' },
    { other: DEPTH, values: [2], text: 'only while depth is 3' },
    { other: DEPTH, values: [0, 2], text: 'only while depth is 1 or 3' },
    {
      other: { name: 'pool.use', values: [true, false], ordinal: false },
      values: [0],
      text: 'only where pool is there',
    },
    {
      other: { name: 'pool.use', values: [true, false], ordinal: false },
      values: [1],
      text: 'only where pool is left out',
    },
    {
      other: { name: 'op', values: ['a', 'b', 'c', 'd'], ordinal: false },
      values: [0, 1, 3],
      text: 'only while op is a, b or d',
    },
  ])('$text', ({ other, values, text }) => expect(words(other, values)).toBe(text));

  it('is empty for a knob that always has an effect', () => {
    expect(conditionWords([DEPTH], DEPTH)).toBe('');
  });
});
