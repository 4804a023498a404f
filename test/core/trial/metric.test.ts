import { expect, it } from 'vitest';
import { METRICS, metricSpec } from '../../../src/core/trial/metric';

it('a metric that the product measures has its spec', () => {
  expect(metricSpec('valAccuracy')).toBe(METRICS.valAccuracy);
});

it.each(['energy', 'constructor'])(
  'a metric of a table, here %s, counts as a loss of its own name',
  (name) => {
    expect(metricSpec(name)).toEqual({ title: name, unit: 'loss', goal: 'minimize', description: '' });
  },
);
