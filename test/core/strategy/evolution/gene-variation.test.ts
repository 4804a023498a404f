import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src/core/base/random';
import { createKnobTree } from '../../../../src/core/space/knob-tree';
import { crossed, nChoices, resampled } from '../../../../src/core/strategy/evolution/gene-variation';
import { nestedCustom, tinyChain } from '../../../support/spaces';
import { toySpace } from '../../../support/toy-space';

const SPACES = [
  { title: 'independent knobs', tree: createKnobTree(toySpace(6, 5).knobs) },
  { title: 'conditional knobs', tree: createKnobTree(tinyChain().knobs) },
  { title: 'knobs three conditions deep', tree: createKnobTree(nestedCustom().knobs) },
];
const seeds = fc.integer({ min: 0, max: 1e6 });

describe.each(SPACES)('on $title', ({ tree }) => {
  const sampled = (seed: number) => tree.sample(createRng(seed));
  const encodings = new Set(
    tree.count < 1000n ? [...tree.enumerate()].map((genotype) => genotype.join()) : [],
  );
  const isEncoding = (genotype: readonly number[]): boolean =>
    tree.count >= 1000n || encodings.has(genotype.join());

  it('a mutation with probability 0 changes nothing', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const genotype = sampled(seed);
        expect(resampled(tree, genotype, () => 0, createRng(seed + 1))).toEqual(genotype);
      }),
      { seed: 5 },
    );
  });

  it('a mutation and a crossover give encodings', () => {
    fc.assert(
      fc.property(seeds, fc.double({ min: 0, max: 1, noNaN: true }), (seed, p) => {
        const [a, b] = [sampled(seed), sampled(seed + 1)];
        expect(isEncoding(resampled(tree, a, () => p, createRng(seed + 2)))).toBe(true);
        expect(isEncoding(crossed(tree, a, b, p, createRng(seed + 2)))).toBe(true);
      }),
      { seed: 6 },
    );
  });

  it('a crossover with probability 0 is the first parent, with 1 the second', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const [a, b] = [sampled(seed), sampled(seed + 1)];
        expect(crossed(tree, a, b, 0, createRng(seed))).toEqual(a);
        expect(crossed(tree, a, b, 1, createRng(seed))).toEqual(b);
      }),
      { seed: 7 },
    );
  });

  it("every value of a crossover is a parent's that is active there", () => {
    fc.assert(
      fc.property(seeds, fc.double({ min: 0, max: 1, noNaN: true }), (seed, swap) => {
        const [a, b] = [sampled(seed), sampled(seed + 1)];
        const child = crossed(tree, a, b, swap, createRng(seed + 2));
        const foreign = child.filter(
          (value, k) =>
            tree.isActive(child, k) &&
            ![a, b].some((parent) => tree.isActive(parent, k) && parent[k] === value),
        );
        expect(foreign).toEqual([]);
      }),
      { seed: 8 },
    );
  });
});

it('a mutation draws the old value again too: a knob of five values changes in 4/5 of the draws, within 4 standard errors', () => {
  const tree = createKnobTree(toySpace(1, 5).knobs);
  const n = 4000;
  const counts = Array<number>(5).fill(0);
  for (let seed = 0; seed < n; seed++) counts[resampled(tree, [2], () => 1, createRng(seed))[0]!]!++;

  const standardError = Math.sqrt(n * 0.2 * 0.8);
  expect(counts.filter((count) => Math.abs(count - n / 5) > 4 * standardError)).toEqual([]);
});

it('each knob has a probability of its own', () => {
  const tree = createKnobTree(toySpace(3, 50).knobs);
  const children = Array.from({ length: 200 }, (_, seed) =>
    resampled(tree, [7, 7, 7], (knob) => [0, 1, 0][knob]!, createRng(seed)),
  );

  expect(children.every(([a, , c]) => a === 7 && c === 7)).toBe(true);
  expect(children.filter(([, b]) => b !== 7).length).toBeGreaterThan(150);
});

it('counts the knobs that have an effect and a choice, and never none', () => {
  const { knobs } = tinyChain();
  const tree = createKnobTree(knobs);
  const [shallow, deep] = [...tree.enumerate()].reduce<(readonly number[])[]>(
    ([first], genotype) => [first ?? genotype, genotype],
    [],
  );

  expect(nChoices(tree, deep!) - nChoices(tree, shallow!)).toBe(4); // filters, kernel, operation and pooling of block 2
  expect(nChoices(createKnobTree(toySpace(2, 1).knobs), [0, 0])).toBe(1);
});
