import { describe, expect, it } from 'vitest';
import {
  covers,
  recordWithin,
  searchRecordSchema,
  trialsWithin,
} from '../../../src/core/comparison/search-record';
import { SearchRecorder } from '../../../src/core/comparison/search-recorder';

const ONE = { objectives: [{ metric: 'a', goal: 'maximize' as const }], constraints: [], fullEpochs: 9 };

describe('a recorded search', () => {
  it('keeps every trial that was the best, repeats and failures, and when', () => {
    const recorder = new SearchRecorder(ONE);
    for (const [candidate, a] of [
      ['x', 1],
      ['y', 0.5],
      ['x', 1],
      ['z', undefined],
      ['w', 2],
    ] as const) {
      recorder.asked(undefined, candidate);
      if (a === undefined) recorder.failed(1);
      else recorder.measured({ a, b: 7 }, 0.25);
    }
    expect(recorder.record(1.23456, false)).toEqual({
      nTrials: 5,
      repeats: [2],
      failures: [3],
      seconds: [0.25, 0.5, 0.75, 1.75, 2],
      thinkingMs: 1.235,
      exhausted: false,
      bests: [
        { trial: 0, metrics: { a: 1, b: 7 } },
        { trial: 4, metrics: { a: 2, b: 7 } },
      ],
    });
  });

  it('keeps what joins the front of several objectives, and feasible before all', () => {
    const recorder = new SearchRecorder({
      objectives: [
        { metric: 'a', goal: 'maximize' },
        { metric: 'cost', goal: 'minimize' },
      ],
      constraints: [{ metric: 'cost', max: 10 }],
      fullEpochs: 1,
    });
    for (const [i, [a, cost]] of [
      [9, 20],
      [1, 5],
      [2, 9],
      [0, 7],
      [1, 5],
      [0, 1],
    ].entries()) {
      recorder.asked(undefined, `c${i}`);
      recorder.measured({ a: a!, cost: cost! }, undefined);
    }
    // 0 breaks the limit but is the first; 3 is dominated, 4 is 1 again.
    expect(recorder.record(0, false).bests.map(({ trial }) => trial)).toEqual([0, 1, 2, 5]);
  });

  it('counts shares of a full measurement, less what was paid before, and only full results in the end', () => {
    const recorder = new SearchRecorder(ONE);
    const trial = (epochs: number | undefined, a: number, continues?: number): void => {
      const fidelity = epochs === undefined ? undefined : { epochs, continues };
      recorder.asked(fidelity, 'x');
      recorder.measured({ a }, 1);
    };
    trial(1, 0.5);
    trial(3, 0.4, 0);
    trial(undefined, 0.3);
    trial(1, 0.9);
    const record = recorder.record(0, true);
    expect(record.evaluations?.map((e) => Math.round(e * 9))).toEqual([1, 3, 12, 13]);
    expect(record.bests).toEqual([
      { trial: 0, epochs: 1, metrics: { a: 0.5 } },
      { trial: 1, epochs: 3, metrics: { a: 0.4 } },
      { trial: 2, metrics: { a: 0.3 } },
    ]);
    // The same candidate with another fidelity is no repeat; the fourth trial is one.
    expect(record.repeats).toEqual([3]);
    expect([trialsWithin(record, 1 / 3), trialsWithin(record, 1), trialsWithin(record, 13 / 9)]).toEqual([
      2, 2, 4,
    ]);
    expect(searchRecordSchema.parse(JSON.parse(JSON.stringify(record)))).toEqual(record);
  });
});

describe('a search cut to a smaller budget', () => {
  it('is the search that would have been made with it', () => {
    const recorded = (n: number) => {
      const recorder = new SearchRecorder(ONE);
      for (let i = 0; i < n; i++) {
        recorder.asked(undefined, `${i % 4}`);
        if (i === 3) recorder.failed(2);
        else recorder.measured({ a: Math.sin(i * 5) }, 2);
      }
      return recorder.record(n, false);
    };
    expect(recordWithin(recorded(40), 12)).toEqual(recorded(12));
    expect([
      covers(recorded(12), 12),
      covers(recorded(12), 13),
      covers({ ...recorded(12), exhausted: true }, 13),
    ]).toEqual([true, false, true]);
  });
});
