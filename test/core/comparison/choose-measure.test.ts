import { describe, expect, it } from 'vitest';
import { bestPossible, chooseMeasure } from '../../../src/core/comparison/choose-measure';
import { valueSteps } from '../../../src/core/comparison/measure';
import { sentenceOf } from '../../support/error-of';

const OBJECTIVES = [
  { metric: 'acc', goal: 'maximize' as const },
  { metric: 'cost', goal: 'minimize' as const },
];
const ALL = [
  { acc: 0.9, cost: 8 },
  { acc: 0.5, cost: 2 },
  { acc: 0.4, cost: 10 },
];
const SPECS = [
  { name: 'acc', title: 'Acc', unit: 'fraction' as const, goal: 'maximize' as const, description: '' },
  { name: 'cost', title: 'Cost', unit: 'count' as const, goal: 'minimize' as const, description: '' },
];
const sources = {
  objectives: OBJECTIVES,
  constraints: [],
  specs: SPECS,
  all: ALL,
  found: [],
  names: ['acc', 'cost'],
};

describe('the measure of several objectives', () => {
  it('is the hypervolume above the worst of the table, as a share of its front', () => {
    const measure = chooseMeasure(sources, {});
    // Above 0.4 and 10: (0.9 - 0.4) (10 - 8) + (0.5 - 0.4) (8 - 2).
    expect(measure).toEqual({
      kind: 'hypervolume',
      reference: [0.4, 10],
      whole: expect.closeTo(1.6, 12) as number,
      relativeTo: 'true front',
    });
    const record = {
      nTrials: 3,
      repeats: [],
      failures: [],
      thinkingMs: 0,
      exhausted: false,
      bests: [
        { trial: 0, metrics: ALL[2]! },
        { trial: 1, metrics: ALL[1]! },
        { trial: 2, metrics: ALL[0]! },
      ],
    };
    expect(valueSteps(record, measure, sources).map(({ value }) => Number(value!.toFixed(12)))).toEqual([
      0, 0.5, 1,
    ]);
  });

  it('has its reference from the constraints where they limit an objective, or as given', () => {
    const limited = { ...sources, constraints: [{ metric: 'cost', max: 9 }] };
    expect(chooseMeasure(limited, {})).toMatchObject({ reference: [0.4, 9] });
    expect(chooseMeasure(limited, { reference: [0, 20] })).toMatchObject({ reference: [0, 20] });
  });

  it('is relative to what all searches found where there is no table', () => {
    const { objectives, constraints, specs, names } = sources;
    expect(
      chooseMeasure({ objectives, constraints, specs, names, found: ALL.slice(0, 2) }, {}),
    ).toMatchObject({
      reference: [0.5, 8],
      relativeTo: 'front of all searches',
      whole: 0,
    });
  });
});

describe('the measure', () => {
  it('of one objective is its metric, or another one of the incumbent', () => {
    const one = { ...sources, objectives: OBJECTIVES.slice(0, 1) };
    expect(chooseMeasure(one, {})).toEqual({
      kind: 'metric',
      metric: 'acc',
      title: 'Acc',
      unit: 'fraction',
      goal: 'maximize',
    });
    const cost = chooseMeasure(one, { metric: 'cost' });
    expect(cost).toMatchObject({ metric: 'cost', goal: 'minimize' });
    expect(bestPossible(one, cost)).toBe(8);
    expect(bestPossible({ ...one, constraints: [{ metric: 'cost', max: 3 }] }, cost)).toBe(2);
  });

  it.each([
    { wishes: { metric: 'speed' }, says: 'metric: expected one of hypervolume, acc, cost, but got "speed"' },
    {
      wishes: { reference: [1] },
      says: 'reference: expected 2 numbers, one for each objective, but got [1]',
    },
    { wishes: { metric: 'acc', reference: [1, 2] }, says: 'reference: only a hypervolume has one' },
  ])('refuses $wishes', ({ wishes, says }) => {
    expect(sentenceOf(() => chooseMeasure(sources, wishes))).toBe(says);
  });
});
