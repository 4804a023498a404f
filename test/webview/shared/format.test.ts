import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatCount,
  formatMetric,
  formatMilliseconds,
  formatRate,
  formatShape,
  formatTick,
  groupDigits,
  plural,
  scientific,
} from '../../../src/core/drawing/format';

/** Numbers and units are joined by a narrow no-break space; tests are read with a plain one. */
const plain = (text: string) => text.replaceAll('\u202f', ' ');

describe('metrics are written with their unit', () => {
  it.each([
    ['valAccuracy', 0.98765, '98.77 %'],
    ['valLoss', 0.123456, '0.1235'],
    ['paramCount', 9_999, '9,999'],
    ['macs', 1_234_567, '1.23 M'],
    ['latencyMs', 0.85, '850 µs'],
    ['activationBytes', 1536, '1.50 KiB'],
    ['energyMj', 12.345, '12.3 mJ'],
    ['energyEstimateMj', 0.0000496, '49.6 nJ'],
    ['energyEstimateMj', 0.0496, '49.6 µJ'],
    ['of a table', 0.00001, '1.00e-5'],
  ])('%s %d', (name, value, text) => {
    expect(plain(formatMetric(name, value))).toBe(text);
  });

  it('writes a dash for a metric that is not there', () => {
    expect(formatMetric('macs', undefined)).toBe('–');
  });
});

it.each([
  [0, '0'],
  [9_999, '9,999'],
  [10_000, '10.0 k'],
  [99_949, '99.9 k'],
  [999_499, '999 k'],
  [999_500, '1.00 M'],
  [12_345_678_901, '12.3 G'],
])('counts %d as %s', (value, text) => {
  expect(plain(formatCount(value))).toBe(text);
});

it.each([
  [0, '0 ms'],
  [12.34, '12.3 ms'],
  [4_560, '4.56 s'],
  [200_000, '3 min 20 s'],
  [120_000, '2 min'],
  [3_599_600, '1 h'],
  [7_500_000, '2 h 5 min'],
])('says %d ms as %s', (ms, text) => {
  expect(plain(formatMilliseconds(ms))).toBe(text);
});

it('uses binary multiples for bytes', () => {
  expect([512, 1024, 3.2 * 1024 ** 2, 5 * 1024 ** 4].map((bytes) => plain(formatBytes(bytes)))).toEqual([
    '512 B',
    '1.00 KiB',
    '3.20 MiB',
    '5120 GiB',
  ]);
});

it('counts trials per second once there are two a second', () => {
  expect([13.4, 240].map((rate) => plain(formatRate(rate)))).toEqual(['13.4 /min', '4.00 /s']);
});

it('writes exact digits and, for long ones, a power of ten', () => {
  expect(groupDigits('15625')).toBe('15,625');
  expect([scientific('15625'), scientific('1234567890'), scientific(`9999${'9'.repeat(16)}`)]).toEqual([
    undefined,
    '1.23 × 10⁹',
    '1.00 × 10²⁰',
  ]);
});

it('keeps axis ticks short', () => {
  expect(
    [
      formatTick('fraction', 0.975),
      formatTick('count', 1_500_000),
      formatTick('ms', 600_000),
      formatTick('bytes', 2048),
    ].map(plain),
  ).toEqual(['97.5 %', '1.5 M', '10 min', '2 KiB']);
});

it('joins shapes and counts nouns', () => {
  expect([formatShape([32, 32, 3]), plural(1, 'trial'), plural(12_000, 'trial')]).toEqual([
    '32×32×3',
    '1 trial',
    '12,000 trials',
  ]);
});
