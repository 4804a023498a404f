import { expect, it } from 'vitest';
import { bestTrial, frontTrials } from '../../../src/core/journal/query';
import { replay } from '../../../src/core/journal/replay';
import { groupsOf, trialsOf } from '../../../src/extension/tree/tree-nodes';
import { fakeRun } from '../../support/fake-run';

const state = replay(fakeRun({ trials: 60, running: 2, failEvery: 9, epochs: 1 }));
const ids = (group: Parameters<typeof trialsOf>[1]): number[] =>
  trialsOf(state, group).map(({ trial }) => trial);

it('shows the groups that hold something; nothing runs in a run without a process', () => {
  expect(groupsOf(state, true)).toEqual(['running', 'front', 'best', 'all', 'failed']);
  expect(groupsOf(state, false)).toEqual(['front', 'best', 'all', 'failed']);
  expect(groupsOf(replay([]), true)).toEqual([]);
});

it('orders each group by what is looked for in it', () => {
  expect(ids('running')).toEqual([58, 59]);
  expect(ids('failed')).toEqual([53, 44, 35, 26, 17, 8]);
  expect(ids('all')).toEqual(Array.from({ length: 60 }, (_, i) => 59 - i));
  expect(ids('best')).toHaveLength(10);
  expect(ids('best')[0]).toBe(bestTrial(state)?.trial);
});

it('orders the front by the first objective', () => {
  const values = trialsOf(state, 'front').map((trial) =>
    trial.status === 'measured' ? trial.metrics['valAccuracy']! : 0,
  );
  expect(values).toEqual(values.toSorted((a, b) => b - a));
  expect(new Set(ids('front'))).toEqual(new Set(frontTrials(state).map(({ trial }) => trial)));
});

it('puts first among equals in the first objective the one that is better in the next, as the best trial does', () => {
  const tied = replay(
    fakeRun({ trials: 12, epochs: 1 }).map((event) =>
      event.type === 'trial-measured'
        ? {
            ...event,
            metrics: { ...event.metrics, valAccuracy: 0.9, macs: 1000 - event.trial, paramCount: 1000 },
          }
        : event,
    ),
  );
  expect(bestTrial(tied)?.trial).toBe(11);
  expect(trialsOf(tied, 'best').map(({ trial }) => trial)).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 2]);
});
