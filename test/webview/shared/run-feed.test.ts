import { describe, expect, it } from 'vitest';
import { replay } from '../../../src/core/journal/replay';
import { newsOf, RunFeed } from '../../../webview/shared/run-feed';
import { fakeRun } from '../../support/fake-run';

const EVENTS = fakeRun({ trials: 20, running: 2 });

function fed(upTo: number, generation = 1): RunFeed {
  const feed = new RunFeed();
  feed.snapshot({
    generation,
    seq: 0,
    title: 'digits',
    events: EVENTS.slice(0, upTo),
    liveness: 'live',
    canRun: true,
  });
  return feed;
}

describe('batches', () => {
  it('fold to the same state as a snapshot of all', () => {
    const feed = fed(10);
    for (let i = 10, seq = 1; i < EVENTS.length; i += 7, seq++) {
      expect(feed.append({ generation: 1, seq, events: EVENTS.slice(i, i + 7) })).toBe('applied');
    }
    expect(feed.state).toEqual(replay(EVENTS));
  });

  it('ask for a snapshot when one is missing, and change nothing', () => {
    const feed = fed(10);
    const before = feed.state;
    expect(feed.append({ generation: 1, seq: 2, events: EVENTS.slice(17) })).toBe('lost');
    expect(feed.state).toBe(before);
  });

  it('are ignored when they come twice, belong to an earlier life, or come before the snapshot', () => {
    const feed = fed(10, 2);
    const batch = { generation: 2, seq: 1, events: EVENTS.slice(10, 17) };
    feed.append(batch);
    expect([
      feed.append(batch),
      feed.append({ ...batch, generation: 1, seq: 2 }),
      new RunFeed().append(batch),
      feed.append({ ...batch, generation: 3, seq: 1 }),
    ]).toEqual(['ignored', 'ignored', 'ignored', 'lost']);
  });
});

it('the news of a batch is the trial that ended last', () => {
  expect([newsOf(EVENTS.slice(0, 2)), newsOf(EVENTS)]).toEqual([undefined, 17]);
});
