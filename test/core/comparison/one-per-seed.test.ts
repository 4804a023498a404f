import { expect, it } from 'vitest';
import { onePerSeed } from '../../../src/core/comparison/one-per-seed';

it('means what the searches of a seed have, and has nothing where none of them has', () => {
  expect(
    onePerSeed([
      { seed: 7, value: 1 },
      { seed: 3, value: undefined },
      { seed: 7, value: 2 },
      { seed: 5, value: 4 },
      { seed: 3, value: undefined },
      { seed: 5, value: undefined },
    ]),
  ).toEqual([
    { seed: 7, value: 1.5 },
    { seed: 3, value: undefined },
    { seed: 5, value: 4 },
  ]);
});

it('means equal values exactly, so that a tie stays one', () => {
  const [one] = onePerSeed([0.1, 0.1, 0.1].map((value) => ({ seed: 1, value })));
  expect(one!.value).toBe(0.1);
});
