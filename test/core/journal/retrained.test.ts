import { describe, expect, it } from 'vitest';
import { InputError } from '../../../src/core/base/errors';
import type { JournalEvent } from '../../../src/core/journal/event';
import { readJournal } from '../../../src/core/journal/read';
import { replay } from '../../../src/core/journal/replay';
import {
  defaultRetrainTrials,
  exportedSeed,
  mainTestMetric,
  retrainedMetrics,
  retrainedOf,
  retrainProgress,
  searchEpochs,
  shownDeviation,
  spreadOf,
} from '../../../src/core/journal/retrained';
import type { RunState } from '../../../src/core/journal/run-state';
import { asked, ENDED, journalText, measured, STARTED } from '../../support/journal-lines';
import {
  RETRAIN_ENDED,
  retrainEpoch,
  retrainFailed,
  retrainMeasured,
  retrainStarted,
} from '../../support/retrain-lines';

const SEARCHED = [STARTED, asked(0), measured(0, 0.5), asked(1), measured(1, 0.7), ENDED];

describe('a journal with a retraining', () => {
  it('says what each seed gave, by candidate and epochs', () => {
    const state = after(
      retrainStarted([1, 0], 30, 2),
      retrainEpoch(1, 0, 1),
      retrainMeasured(1, 1, 0.9),
      retrainMeasured(1, 0, 0.8),
      retrainFailed(0, 0),
      RETRAIN_ENDED,
    );
    expect(state.retraining).toBeUndefined();
    expect(state.retrained).toEqual([
      { trial: 1, epochs: 30, seeds: [seedOf(0, 0.8), seedOf(1, 0.9)], failed: [] },
      {
        trial: 0,
        epochs: 30,
        seeds: [],
        failed: [{ seed: 0, code: 'diverged', reason: 'the loss became NaN' }],
      },
    ]);
  });

  it('stays ended as the search ended, and no time of the search passes', () => {
    const before = replay(SEARCHED);
    const state = after(retrainStarted([1], 30, 1), retrainMeasured(1, 0, 0.9), RETRAIN_ENDED);
    expect([state.status, state.activeMs]).toEqual([before.status, before.activeMs]);
  });

  it('counts no time of a search whose process is gone', () => {
    const interrupted = [STARTED, asked(0), measured(0, 0.5)];
    const state = replay(read(...interrupted, retrainStarted([0], 30, 1), retrainMeasured(0, 0, 0.9)));
    expect(state.activeMs).toBe(replay(interrupted).activeMs);
  });

  it('knows what is going on', () => {
    const state = after(
      retrainStarted([0, 1], 10, 2),
      retrainEpoch(0, 0, 5),
      retrainEpoch(0, 1, 1),
      retrainMeasured(0, 1, 0.6),
      retrainEpoch(0, 0, 6),
    );
    expect(state.retraining).toEqual({
      trials: [0, 1],
      epochs: 10,
      seeds: 2,
      backend: 'wasm',
      startedAt: 10_000,
      running: [{ trial: 0, seed: 0, epoch: 6, metrics: { trainLoss: 0.5 } }],
    });
    expect(retrainProgress(state)).toEqual({ done: 1, total: 4, fraction: 0.4 });
  });

  it('goes on with the seeds that are missing', () => {
    const state = after(
      retrainStarted([1], 30, 2),
      retrainMeasured(1, 0, 0.8),
      retrainFailed(1, 1),
      retrainStarted([1], 30, 2),
      retrainMeasured(1, 1, 0.9),
      RETRAIN_ENDED,
    );
    expect(state.retrained).toEqual([
      { trial: 1, epochs: 30, seeds: [seedOf(0, 0.8), seedOf(1, 0.9)], failed: [] },
    ]);
  });

  it('shows the epochs that were asked for last', () => {
    const lines = [
      retrainStarted([1], 30, 1),
      retrainMeasured(1, 0, 0.8),
      RETRAIN_ENDED,
      retrainStarted([1], 60, 1),
      retrainMeasured(1, 0, 0.9),
      RETRAIN_ENDED,
    ];
    expect(retrainedOf(after(...lines), 1)?.epochs).toBe(60);
    expect(retrainedOf(after(...lines, retrainStarted([1], 30, 2)), 1)?.epochs).toBe(30);
    expect(retrainedOf(after(...lines, retrainStarted([1], 90, 1)), 1)?.epochs).toBe(60);
    expect(retrainedOf(after(...lines), 0)).toBeUndefined();
  });

  it('is taken up again as a search', () => {
    const resumed: JournalEvent = { type: 'run-resumed', at: 20_000, product: '0.1.0', backend: 'wasm' };
    const state = after(retrainStarted([1], 30, 1), resumed, asked(2));
    expect([state.status.kind, state.retraining, state.trials.length]).toEqual(['running', undefined, 3]);
  });
});

describe('an error', () => {
  it.each<[string, JournalEvent[], string]>([
    [
      'a result of nothing',
      [retrainMeasured(1, 0, 0.5)],
      'line 7: expected retrain-started first, but got "retrain-measured"',
    ],
    ['an end of nothing', [RETRAIN_ENDED], 'line 7: expected retrain-started first, but got "retrain-ended"'],
    [
      'a trial that was not measured',
      [retrainStarted([2], 3, 1)],
      'line 7, trials: expected trials that were measured, but got 2',
    ],
    [
      'another trial',
      [retrainStarted([1], 3, 1), retrainMeasured(0, 0, 0.5)],
      'line 8, trial: expected one of 1, but got 0',
    ],
    [
      'a seed too many',
      [retrainStarted([1], 3, 1), retrainEpoch(1, 1, 1)],
      'line 8, seed: expected a number below 1, but got 1',
    ],
    [
      'a seed that is measured twice',
      [
        retrainStarted([1], 3, 1),
        retrainMeasured(1, 0, 0.5),
        RETRAIN_ENDED,
        retrainStarted([1], 3, 1),
        retrainMeasured(1, 0, 0.5),
      ],
      'line 11: expected no more of seed 0 of trial 1, which was measured before, but got "retrain-measured"',
    ],
    [
      'a search that goes on by itself',
      [retrainStarted([1], 3, 1), asked(2)],
      'line 8: expected run-resumed after a retraining, but got "trial-asked"',
    ],
    [
      'a result after a resumption',
      [
        retrainStarted([1], 3, 1),
        { type: 'run-resumed', at: 1, product: '0', backend: 'wasm' },
        retrainMeasured(1, 0, 0.5),
      ],
      'line 9: expected retrain-started first, but got "retrain-measured"',
    ],
  ])('names the line of %s', (_, lines, message) => {
    expect(() => after(...lines)).toThrow(InputError);
    expect(() => after(...lines)).toThrow(message);
  });
});

describe('what is said of retrained candidates', () => {
  const state = after(
    retrainStarted([1], 30, 3),
    retrainMeasured(1, 0, 0.7),
    retrainMeasured(1, 1, 0.8),
    retrainMeasured(1, 2, 0.9),
    RETRAIN_ENDED,
  );

  it('is the mean and the deviation of the sample', () => {
    const spread = spreadOf(retrainedOf(state, 1)!, 'testAccuracy')!;
    expect([spread.mean, spread.deviation, spread.count]).toEqual([
      expect.closeTo(0.8, 12),
      expect.closeTo(0.1, 12),
      3,
    ]);
    expect(spreadOf(retrainedOf(state, 1)!, 'testRmse')).toBeUndefined();
  });

  it('has no deviation for one seed', () => {
    const one = after(retrainStarted([1], 30, 1), retrainMeasured(1, 0, 0.7));
    expect(spreadOf(retrainedOf(one, 1)!, 'testAccuracy')).toEqual({
      mean: 0.7,
      deviation: undefined,
      count: 1,
    });
  });

  it('is written without digits that say nothing', () => {
    expect([shownDeviation('testLoss', 0.0045826), shownDeviation('testAccuracy', 0.0123456)]).toEqual([
      0.0046, 0.0123456,
    ]);
  });

  it('names the loss last', () => {
    expect(retrainedMetrics(state)).toEqual(['testAccuracy', 'testLoss']);
  });

  it('is told by what the search made good, on the test examples', () => {
    expect(mainTestMetric(state)).toBe('testAccuracy');
    const objectives = [{ metric: 'valLoss', goal: 'minimize' }];
    const experiment = { ...STARTED.experiment, objectives };
    const started = { ...STARTED, experiment };
    const lines = [started, ...SEARCHED.slice(1), retrainStarted([1], 3, 1), retrainMeasured(1, 0, 0.7)];
    expect(mainTestMetric(replay(lines))).toBe('testLoss');
    expect(mainTestMetric(replay(SEARCHED))).toBeUndefined();
  });

  it('exports the first seed, whatever the test says', () => {
    expect(exportedSeed(retrainedOf(state, 1)!)).toBe(0);
  });
});

describe('without a choice', () => {
  it('the front is retrained, or the best of a single objective', () => {
    const front = replay([
      STARTED,
      asked(0),
      measured(0, 0.5, 10),
      asked(1),
      measured(1, 0.7, 20),
      asked(2),
      measured(2, 0.6, 30),
      ENDED,
    ]);
    expect(defaultRetrainTrials(front)).toEqual([0, 1]);
    const single = {
      ...STARTED,
      experiment: { ...STARTED.experiment, objectives: [{ metric: 'valAccuracy', goal: 'maximize' }] },
    };
    expect(
      defaultRetrainTrials(replay([single, asked(0), measured(0, 0.5), asked(1), measured(1, 0.7)])),
    ).toEqual([1]);
    expect(defaultRetrainTrials(replay([STARTED]))).toEqual([]);
  });

  it('the best is retrained where no candidate keeps the constraints', () => {
    expect(
      defaultRetrainTrials(
        replay([STARTED, asked(0), measured(0, 0.5, 900), asked(1), measured(1, 0.7, 800)]),
      ),
    ).toEqual([1]);
  });

  it('the epochs of the search are those of its estimator', () => {
    const trained = {
      ...STARTED,
      experiment: { ...STARTED.experiment, estimator: { kind: 'training', epochs: 8 } },
    };
    expect([searchEpochs(replay([trained])), searchEpochs(replay([STARTED]))]).toEqual([8, undefined]);
  });
});

function read(...events: readonly JournalEvent[]): readonly JournalEvent[] {
  return readJournal(journalText(...events)).events;
}

function after(...events: readonly JournalEvent[]): RunState {
  return replay(read(...SEARCHED, ...events));
}

function seedOf(seed: number, testAccuracy: number) {
  return { seed, metrics: { testAccuracy, testLoss: 1 - testAccuracy }, durationMs: 500, endedAt: 12_000 };
}
