import { describe, expect, it } from 'vitest';
import type { JournalEvent } from '../../../src/core/journal/event';
import { bestSoFar } from '../../../src/core/journal/best-so-far';
import {
  bestTrial,
  budgetOf,
  constraintsOf,
  frontTrials,
  objectivesOf,
  progressOf,
} from '../../../src/core/journal/query';
import { replay } from '../../../src/core/journal/replay';
import type { RunState } from '../../../src/core/journal/run-state';
import { asked, ENDED, measured, STARTED } from '../../support/journal-lines';

/** Trials by accuracy (to be maximised) and parameters (to be minimised, at most 100), measured in the order of `order`. */
function stateOf(points: readonly (readonly [number, number])[], order = [...points.keys()]): RunState {
  const events: JournalEvent[] = [STARTED, ...points.map((_, trial) => asked(trial))];
  order.forEach((trial, i) => events.push(measured(trial, ...points[trial]!, 2000 + i)));
  return replay(events);
}

it('knows the aims of a run', () => {
  const state = replay([STARTED]);
  expect(objectivesOf(state)).toEqual(STARTED.experiment['objectives']);
  expect(constraintsOf(state)).toEqual([{ metric: 'paramCount', max: 100 }]);
  expect(budgetOf(state)).toEqual({ trials: 10 });
});

it('has no aims before the start, and none of an experiment that lacks them', () => {
  expect([objectivesOf(replay([])), bestTrial(replay([]))]).toEqual([[], undefined]);
  const strange = replay([{ ...STARTED, experiment: {} }, asked(0), measured(0)]);
  expect([bestTrial(strange), frontTrials(strange), bestSoFar(strange)]).toEqual([undefined, [], []]);
});

describe('the best trial', () => {
  it.each([
    {
      why: 'is the most accurate',
      points: [
        [0.5, 50],
        [0.7, 50],
        [0.6, 50],
      ],
      best: 1,
    },
    {
      why: 'keeps the constraint',
      points: [
        [0.5, 50],
        [0.9, 101],
      ],
      best: 0,
    },
    {
      why: 'breaks the constraint least when all do',
      points: [
        [0.9, 300],
        [0.1, 200],
      ],
      best: 1,
    },
    {
      why: 'is the smaller of equals',
      points: [
        [0.5, 50],
        [0.5, 40],
      ],
      best: 1,
    },
    {
      why: 'is the first of twins',
      points: [
        [0.5, 50],
        [0.5, 50],
      ],
      best: 0,
    },
  ] as const)('$why', ({ points, best }) => expect(bestTrial(stateOf(points))?.trial).toBe(best));
});

it('the front has what nothing feasible dominates, twins included', () => {
  const state = stateOf([
    [0.5, 50],
    [0.6, 60],
    [0.4, 55], // dominated by the first
    [0.9, 101], // breaks the constraint
    [0.6, 60],
  ]);
  expect(frontTrials(state).map(({ trial }) => trial)).toEqual([0, 1, 4]);
});

it('the best so far goes by the order of endings', () => {
  const points = [
    [0.5, 50],
    [0.4, 50],
    [0.9, 300],
    [0.6, 50],
  ] as const;
  const series = bestSoFar(stateOf(points, [2, 1, 0, 3]));
  expect(
    series.map(({ trial, nEnded, value, feasible, best, bestTrial: by }) => [
      trial,
      nEnded,
      value,
      feasible,
      best,
      by,
    ]),
  ).toEqual([
    [2, 1, 0.9, false, 0.9, 2],
    [1, 2, 0.4, true, 0.4, 1],
    [0, 3, 0.5, true, 0.5, 0],
    [3, 4, 0.6, true, 0.6, 3],
  ]);
});

describe('progress', () => {
  const failed: JournalEvent = {
    type: 'trial-failed',
    at: 3000,
    trial: 1,
    code: 'timeout',
    reason: 'too long',
    durationMs: 7,
  };

  it('foretells the end from the rate so far', () => {
    const state = replay([STARTED, asked(0), asked(1), measured(0), failed, asked(2, [], 3000)]);
    // Two of ten trials in two seconds of running.
    expect(progressOf(state)).toEqual({
      done: 2,
      running: 1,
      failed: 1,
      measurements: 2,
      isPartial: false,
      total: 10,
      fraction: 0.2,
      etaMs: 8000,
      trialsPerMinute: 60,
    });
    expect(progressOf(state, 5000)).toMatchObject({ etaMs: 16_000, trialsPerMinute: 30 });
  });

  it('goes by the limit that is nearest', () => {
    const experiment = { ...STARTED.experiment, budget: { trials: 10, minutes: 0.05 } };
    const state = replay([{ ...STARTED, experiment }, asked(0), measured(0)]);
    expect(progressOf(state)).toMatchObject({ total: 10, fraction: 1 / 3, etaMs: 2000 });
  });

  it('knows nothing before the first trial has ended, and all at the end', () => {
    expect(progressOf(replay([STARTED, asked(0)]))).toMatchObject({ etaMs: null, trialsPerMinute: 0 });
    expect(progressOf(replay([STARTED, ENDED]))).toMatchObject({ etaMs: 0, fraction: 1 });
  });

  it('stands where a run was stopped', () => {
    const stopped = { ...ENDED, reason: 'stopped', message: 'by the user' } as JournalEvent;
    expect(progressOf(replay([STARTED, asked(0), measured(0, 0.5), stopped]))).toMatchObject({
      etaMs: 0,
      fraction: 0.1,
    });
  });
});
