import { describe, expect, it } from 'vitest';
import { scaleAround } from '../../../src/core/report/scale';
import type { AxisWish } from '../../../src/core/report/scale';

const labels = (values: readonly number[], wish: AxisWish): string[] =>
  scaleAround(values, wish).ticks.map(({ label }) => label.replaceAll('\u202f', ' '));

describe('scaleAround', () => {
  it.each<{ why: string; values: number[]; wish: AxisWish; ticks: string[] }>([
    {
      why: 'steps of 1, 2 or 5',
      values: [0, 10],
      wish: { unit: 'count', nTicks: 6 },
      ticks: ['0', '2', '4', '6', '8', '10'],
    },
    {
      why: 'percentages',
      values: [0.982, 0.991],
      wish: { unit: 'fraction', nTicks: 5 },
      ticks: ['98.2 %', '98.4 %', '98.6 %', '98.8 %', '99 %'],
    },
    {
      why: 'no halves of trials',
      values: [1, 3],
      wish: { unit: 'count', nTicks: 7, isWhole: true },
      ticks: ['1', '2', '3'],
    },
    {
      why: 'hours for what takes hours',
      values: [0, 4e7],
      wish: { unit: 'ms', nTicks: 7 },
      ticks: ['0', '2 h', '4 h', '6 h', '8 h', '10 h'],
    },
    {
      why: 'seconds as minutes',
      values: [0, 600],
      wish: { unit: 's', nTicks: 6 },
      ticks: ['0', '2 min', '4 min', '6 min', '8 min', '10 min'],
    },
    {
      why: 'decades',
      values: [1e3, 1e6],
      wish: { unit: 'count', nTicks: 5, isLog: true },
      ticks: ['1 k', '10 k', '100 k', '1 M'],
    },
    {
      why: 'leads within a decade or two',
      values: [20, 200],
      wish: { unit: 'count', nTicks: 7, isLog: true },
      ticks: ['20', '50', '100', '200'],
    },
    {
      why: 'no logarithm where a value is 0',
      values: [0, 100],
      wish: { unit: 'count', nTicks: 3, isLog: true },
      ticks: ['0', '50', '100'],
    },
  ])('has $why', ({ values, wish, ticks }) => expect(labels(values, wish)).toEqual(ticks));

  it('has room around a single value, and something to show without any', () => {
    const one = scaleAround([5], { unit: 'count', nTicks: 3 });
    expect([one.min < 5, one.max > 5, one.at(5)]).toEqual([true, true, 0.5]);
    expect(scaleAround([], { unit: 'count', nTicks: 3 }).ticks.length).toBeGreaterThan(0);
  });

  it('keeps all values inside, the least before the greatest', () => {
    const scale = scaleAround([3, 7, 1000], { unit: 'loss', nTicks: 5, isLog: true });
    expect(scale.at(3)).toBeGreaterThan(0);
    expect(scale.at(1000)).toBeLessThan(1);
    expect(scale.at(7)).toBeGreaterThan(scale.at(3));
  });
});
