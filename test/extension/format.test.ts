import { expect, it } from 'vitest';
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatExact,
  formatMetric,
} from '../../src/extension/format';

it.each([
  ['valAccuracy', 0.9722, '97.22 %'],
  ['testAccuracy', 1, '100.00 %'],
  ['valLoss', 0.123456, '0.123'],
  ['paramCount', 73306, '73.3k'],
  ['macs', 7_783_424, '7.78M'],
  ['trainMs', 850.4, '850 ms'],
  ['trainMs', 12_400, '12 s'],
  ['activationBytes', 65_536, '65.5 kB'],
  ['latencyMs', 0.4321, '0.432 ms'],
  ['energyMj', 1500, '1.5 J'],
  ['energyMj', 12.345, '12.3 mJ'],
  ['energyEstimateMj', 0.0000496, '49.6 nJ'],
  ['madeUp', 3, '3'],
])('writes %s %d as %s', (name, value, text) => expect(formatMetric(name, value)).toBe(text));

it.each([
  [0, '0'],
  [950, '950'],
  [1531546, '1.53M'],
  [2.1e9, '2.1G'],
])('writes a count of %d as %s', (value, text) => expect(formatCount(value)).toBe(text));

it.each([
  [8_240, '8.2 s'],
  [45_000, '45 s'],
  [59_700, '1 min'],
  [720_000, '12 min'],
  [4_800_000, '1 h 20 min'],
  [7_200_000, '2 h'],
])('writes %d ms as %s', (ms, text) => expect(formatDuration(ms)).toBe(text));

it('groups digits where every one counts', () => expect(formatExact(1531546)).toBe('1,531,546'));
it('writes small sizes in bytes', () => expect(formatBytes(12)).toBe('12 B'));
