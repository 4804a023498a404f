import { expect, it } from 'vitest';
import { metricText } from '../../../src/core/trial/metric-text';

it.each([
  ['energyMj', 1500, '1.5 J'],
  ['energyMj', 12.345, '12.3 mJ'],
  ['energyEstimateMj', 0.0496, '49.6 µJ'],
  ['energyEstimateMj', 0.0000496, '49.6 nJ'],
  ['peakMemoryBytes', 20_136, '20.1 kB'],
])('writes %s %d as %s', (name, value, text) => {
  expect(metricText(name, value)).toBe(text);
});
