import { expect, it } from 'vitest';
import { Bug } from '../../../src/core/base/errors';
import type { JournalEvent } from '../../../src/core/journal/event';
import { formatEvent } from '../../../src/core/journal/write';

it('writes one line with the keys in the order of the schema', () => {
  const event: JournalEvent = {
    durationMs: 3,
    metrics: { valAccuracy: 0.1 + 0.2, note: 1e-21 },
    trial: 4,
    at: 5,
    type: 'trial-measured',
  };
  expect(formatEvent(event)).toBe(
    '{"type":"trial-measured","at":5,"trial":4,"metrics":{"valAccuracy":0.30000000000000004,"note":1e-21},"durationMs":3}\n',
  );
});

it('keeps line breaks inside texts from breaking the line', () => {
  const event: JournalEvent = { type: 'run-paused', at: 1, reason: 'disk', message: 'one\ntwo\u2028three' };
  expect(formatEvent(event).split('\n')).toHaveLength(2);
});

it.each([Number.NaN, Infinity, -Infinity])('refuses %d, which JSON would make null', (value) => {
  const event: JournalEvent = { type: 'trial-epoch', at: 1, trial: 0, epoch: 1, metrics: { valLoss: value } };
  expect(() => formatEvent(event)).toThrow(
    new Bug(`trial-epoch.metrics.valLoss is ${value}, which a journal cannot hold`),
  );
});
