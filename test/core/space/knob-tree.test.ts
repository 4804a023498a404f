import { expect, it } from 'vitest';
import { createKnobTree } from '../../../src/core/space/knob-tree';
import { nb201Space, tinyChain, tinyMlp } from '../../support/spaces';

it.each([
  { title: 'nas-bench-201', space: nb201Space() },
  { title: 'a space with conditions', space: tinyChain() },
  { title: 'a space of 24', space: tinyMlp() },
])('the knobs of $title list every encoding once, as many as they count', ({ space }) => {
  const tree = createKnobTree(space.knobs);
  const listed = [...tree.enumerate()];

  expect(BigInt(listed.length)).toBe(tree.count);
  expect(new Set(listed.map((genotype) => genotype.join())).size).toBe(listed.length);
});
