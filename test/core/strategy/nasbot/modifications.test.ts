import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src/core/base/random';
import { plainLabel } from '../../../../src/core/strategy/nasbot/labels';
import type { Layer } from '../../../../src/core/strategy/nasbot/layers';
import { createModify, modificationBetween } from '../../../../src/core/strategy/nasbot/modifications';
import {
  customWithEverything,
  nb201Space,
  nestedCustom,
  tinyChain,
  tinyMlp,
  tinyTransformer,
} from '../../../support/spaces';
import { toySpace } from '../../../support/toy-space';

describe('what leads from one network to another', () => {
  const layer = (of: 'input' | 'conv' | 'pool' | 'output', mass: number, inputs: number[]): Layer => ({
    label: plainLabel(of),
    mass,
    inputs,
  });
  const input = layer('input', 100, []);
  const chain = (...masses: number[]): Layer[] => [
    input,
    ...masses.map((mass, i) => layer('conv', mass, [i])),
    layer('output', 100, [masses.length]),
  ];

  it.each([
    { kind: 'inc_single', before: chain(4, 4, 4), after: chain(4, 8, 8) },
    { kind: 'dec_single', before: chain(4, 8, 8), after: chain(4, 4, 4) },
    { kind: 'inc_en_masse', before: chain(4, 4, 4), after: chain(5, 6, 6) },
    { kind: 'dec_en_masse', before: chain(5, 6, 6), after: chain(4, 4, 4) },
    { kind: 'wedge_layer', before: chain(4), after: chain(4, 4) },
    { kind: 'remove_layer', before: chain(4, 4), after: chain(4) },
    {
      kind: 'swap_layer',
      before: chain(4),
      after: [input, layer('pool', 4, [0]), layer('output', 100, [1])],
    },
    {
      kind: 'branch',
      before: chain(4),
      after: [input, layer('conv', 4, [0]), layer('conv', 4, [0]), layer('output', 100, [1, 2])],
    },
    { kind: 'skip', before: chain(4), after: [input, layer('conv', 4, [0]), layer('output', 100, [0, 1])] },
  ])('is $kind', ({ kind, before, after }) => {
    expect(modificationBetween(before, after)).toBe(kind);
  });
});

describe.each([
  { name: 'NAS-Bench-201', space: nb201Space() },
  { name: 'a conditional space', space: tinyChain() },
  { name: 'perceptrons', space: tinyMlp() },
  { name: 'nested conditions', space: nestedCustom() },
  { name: 'every kind of layer', space: customWithEverything() },
  { name: 'transformers', space: tinyTransformer() },
])('modified candidates of $name', ({ space }) => {
  it('are members (100 in a row, seed 6)', () => {
    const rng = createRng(6);
    const modify = createModify(space, true);
    let genotype = space.sample(rng);
    const faults = Array.from({ length: 100 }, () => space.check((genotype = modify(genotype, rng))));

    expect(faults.filter((fault) => fault !== undefined)).toEqual([]);
  });
});

it('modifies once to five times, most often once (seed 8)', () => {
  // Knobs of a thousand values are changed as often as there were modifications, but for one in a hundred.
  const space = toySpace(300, 1000);
  const rng = createRng(8);
  const modify = createModify(space, false);
  const from = space.sample(rng);
  const counts = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < 400; i++) counts[modify(from, rng).filter((value, k) => value !== from[k]).length]!++;

  // 200, 100, 50, 30 and 20 are expected; four standard deviations are 40, 35, 26, 21 and 17.
  expect(counts[0]).toBe(0);
  [200, 100, 50, 30, 20].forEach((expected, i) => {
    const off = Math.abs(counts[i + 1]! - expected);
    expect(off).toBeLessThan(4 * Math.sqrt(expected * (1 - expected / 400)) + 4);
  });
});
