import { describe, expect, it } from 'vitest';
import { formatUnfinished, parseUnfinished } from '../../../src/core/comparison/planned';
import type { PlannedComparison } from '../../../src/core/comparison/planned';

const PLAN: PlannedComparison = {
  strategies: [
    { options: { kind: 'random' } },
    { name: 'small', options: { kind: 'genetic', populationSize: 8 } },
  ],
  seeds: [3, 4],
  budget: 50,
  at: [10, 50],
  baseline: 'random',
};

describe('what an unfinished comparison was to do', () => {
  it('is read as it was written', () => {
    expect(parseUnfinished(formatUnfinished(PLAN))).toEqual(PLAN);
  });

  it.each([
    { text: '', why: 'an empty file' },
    { text: formatUnfinished(PLAN).slice(0, 40), why: 'a torn file' },
    { text: formatUnfinished(PLAN).replace('"version":1', '"version":2'), why: 'one of a later version' },
    {
      text: formatUnfinished(PLAN).replace('"budget":50', '"budget":0'),
      why: 'one with a budget of nothing',
    },
  ])('is nothing in $why', ({ text }) => {
    expect(parseUnfinished(text)).toBeUndefined();
  });
});
