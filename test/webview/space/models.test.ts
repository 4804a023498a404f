import fc from 'fast-check';
import { expect, it } from 'vitest';
import { histogramOf, medianOf } from '../../../webview/space/histogram-model';
import { outlookOf, warningText } from '../../../webview/space/outlook-model';
import { histogramSummary, sizesOf } from '../../../webview/space/space-model';

const NO_LIMITS = { each: [], keptByAll: 0, sampled: 0 };

it('writes sizes with all their digits as long as they can be read', () => {
  expect(
    sizesOf({ nKnobs: 3, encodings: '15625', distinct: '6466' }).map(({ value, note }) => [value, note]),
  ).toEqual([
    ['15,625', ''],
    ['6,466', ''],
    ['3', ''],
  ]);
  expect(
    sizesOf({ nKnobs: 3, encodings: '1234567890', distinct: null }).map(({ value, note }) => [value, note]),
  ).toEqual([
    ['1,234,567,890', '1.23 × 10⁹'],
    ['not counted', 'too many to enumerate'],
    ['3', ''],
  ]);
  expect(sizesOf({ nKnobs: 3, encodings: '7'.repeat(40), distinct: null })[0]).toEqual({
    name: 'Encodings',
    value: '7.78 × 10³⁹',
    note: '40 digits',
  });
});

it('bins over round numbers, the empty bins too', () => {
  expect(histogramOf([0, 1, 1, 9], 3)).toEqual([
    { from: 0, to: 5, count: 3 },
    { from: 5, to: 10, count: 1 },
  ]);
  expect(histogramOf([7, 7])).toEqual([{ from: 7, to: 7, count: 2 }]);
  expect(histogramOf([])).toEqual([]);
});

it('counts every value once, in a bin that holds it', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1e9), { minLength: 1, maxLength: 50 }), (values) => {
      const bins = histogramOf(values);
      expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(values.length);
      expect(bins.length).toBeLessThan(30);
      expect(bins[0]!.from).toBeLessThanOrEqual(Math.min(...values));
      expect(bins.at(-1)!.to).toBeGreaterThanOrEqual(Math.max(...values));
    }),
  );
});

it('tells a histogram in words', () => {
  expect([medianOf([3, 1, 2]), medianOf([])]).toEqual([2, undefined]);
  expect(histogramSummary('MACs', [1, 2, 2, 40])).toBe(
    'MACs of 4 sampled candidates: from 1 to 40, median 2; most often 0 to 5 (3).',
  );
});

it('says how long an experiment would take, and on what', () => {
  const estimate = { minutes: 2.5, basis: '60 trials' };
  const dataset = {
    name: 'digits',
    inputShape: [8, 8, 1],
    outputUnits: 10,
    train: 1079,
    validation: 359,
    test: 359,
  };
  expect(outlookOf({ estimate, dataset, warnings: [], constraints: NO_LIMITS }, '100')).toEqual([
    { name: 'Estimated time', value: 'about 3\u202fmin', note: '(60 trials)' },
    {
      name: 'Examples',
      value: '1,079',
      note: 'to train on, 359 to validate, 359 to test; 8×8×1, from digits',
    },
  ]);
  expect(
    outlookOf({ estimate: { minutes: 0.52, basis: 'b' }, warnings: [], constraints: NO_LIMITS }, '1')[0]
      ?.value,
  ).toBe('about 30 s');
  expect(outlookOf({ estimate: null, warnings: [], constraints: NO_LIMITS }, '1')).toEqual([]);
});

it('writes the place of a warning once', () => {
  expect(warningText({ path: 'batchSize', message: 'is too large' })).toBe('batchSize: is too large');
  expect(warningText({ path: 'batchSize', message: 'batchSize: is too large' })).toBe(
    'batchSize: is too large',
  );
});
