import { describe, expect, it } from 'vitest';
import type { JournalEvent } from '../../../src/core/journal/event';
import { applyEvents, Replay, replay } from '../../../src/core/journal/replay';
import { asked, measured, STARTED } from '../../support/journal-lines';

const epoch = (trial: number, number: number, valLoss = 1): JournalEvent => ({
  type: 'trial-epoch',
  at: 1500,
  trial,
  epoch: number,
  metrics: { valLoss },
});
const paused = (at: number): JournalEvent => ({ type: 'run-paused', at, reason: 'user', message: 'paused' });
const resumed = (at: number, more: object = {}): JournalEvent => ({
  type: 'run-resumed',
  at,
  product: '0.1.0',
  backend: 'cpu',
  ...more,
});

describe('a replay', () => {
  it('of nothing is empty', () => {
    expect(replay([])).toMatchObject({ status: { kind: 'empty' }, trials: [], at: 0, activeMs: 0 });
  });

  it('knows every kind of operation that was left to TensorFlow.js, once', () => {
    const state = replay([
      STARTED,
      asked(0),
      asked(1),
      asked(2),
      measured(0),
      { ...measured(1), fallbacks: ['reshape', 'multi_head_attention'] },
      { ...measured(2), fallbacks: ['embedding', 'reshape'] },
    ]);
    expect(state.fallbacks).toEqual(['embedding', 'multi_head_attention', 'reshape']);
    expect(replay([STARTED, asked(0), measured(0)]).fallbacks).toEqual([]);
  });

  it('has each trial as its last event left it', () => {
    const { trials } = replay([
      STARTED,
      asked(0),
      asked(1, [0]),
      epoch(1, 1, 0.9),
      epoch(1, 2, 0.8),
      { ...measured(0), simulatedSeconds: 30 },
      { type: 'trial-failed', at: 3000, trial: 1, code: 'timeout', reason: 'too long', durationMs: 7 },
      asked(2, [0, 1], 3000),
    ]);
    const base = {
      architecture: 'cell-0',
      candidate: 'id-0',
      operator: 'sample',
      explain: {},
      askedAt: 1000,
    };
    expect(trials).toEqual([
      {
        ...base,
        trial: 0,
        genotype: [0],
        parents: [],
        curve: [],
        status: 'measured',
        metrics: { valAccuracy: 0.5, paramCount: 50 },
        durationMs: 1000,
        endedAt: 2000,
        simulatedSeconds: 30,
      },
      {
        ...base,
        trial: 1,
        genotype: [1],
        architecture: 'cell-1',
        candidate: 'id-1',
        parents: [0],
        curve: [
          { epoch: 1, metrics: { valLoss: 0.9 } },
          { epoch: 2, metrics: { valLoss: 0.8 } },
        ],
        status: 'failed',
        code: 'timeout',
        reason: 'too long',
        durationMs: 7,
        endedAt: 3000,
      },
      {
        ...base,
        trial: 2,
        genotype: [2],
        architecture: 'cell-2',
        candidate: 'id-2',
        parents: [0, 1],
        curve: [],
        status: 'running',
        askedAt: 3000,
      },
    ]);
  });

  it('counts the time in which the run was running', () => {
    const events = [
      STARTED, // at 1000
      asked(0, [], 3000), // 2000
      paused(4000), // 1000
      measured(0, 0.5, 50, 9000), // finished while paused: nothing
      resumed(20_000), // nothing
      asked(1, [], 21_000), // 1000
      resumed(90_000), // the process was gone: nothing
      asked(2, [], 89_000), // the clock was set back: nothing
      asked(3, [], 90_500), // 1500
    ];
    expect(replay(events)).toMatchObject({ activeMs: 5500, at: 90_500, status: { kind: 'running' } });
  });

  it('starts the curve of a trial that is run again anew', () => {
    const { trials } = replay([
      STARTED,
      asked(0),
      ...[1, 2, 3].map((number) => epoch(0, number, 9)),
      resumed(5000),
      epoch(0, 1, 8),
      epoch(0, 2, 7),
    ]);
    expect(trials[0]?.curve.map(({ metrics }) => metrics['valLoss'])).toEqual([8, 7]);
  });

  it('takes the budget and the backend of the last resumption', () => {
    const state = replay([STARTED, resumed(2000, { budget: { trials: 20 } }), resumed(3000)]);
    expect(state).toMatchObject({ budget: { trials: 20 }, backend: 'cpu' });
  });
});

describe('applyEvents', () => {
  const events = [
    STARTED,
    asked(0),
    epoch(0, 1),
    epoch(0, 2),
    asked(1),
    epoch(1, 1),
    measured(0),
    epoch(1, 2),
    paused(3000),
    resumed(4000),
    measured(1),
  ];

  it('gives the state of the whole, however the events come in batches', () => {
    for (let cut = 0; cut <= events.length; cut++) {
      expect(applyEvents(replay(events.slice(0, cut)), events.slice(cut))).toEqual(replay(events));
    }
  });

  it('leaves the state before as it was', () => {
    const states = events.map((_, i) => replay(events.slice(0, i)));
    const before = structuredClone(states);
    states.forEach((state, i) => applyEvents(state, events.slice(i)));
    expect(states).toEqual(before);
  });
});

it('a living replay agrees with the fold after each event', () => {
  const fold = new Replay();
  const events = [STARTED, asked(0), epoch(0, 1), asked(1), measured(1), epoch(0, 2), measured(0)];
  events.forEach((event, i) => {
    fold.apply(event);
    expect(fold.state).toEqual(replay(events.slice(0, i + 1)));
  });
});
