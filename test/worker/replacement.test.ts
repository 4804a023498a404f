import { expect, it } from 'vitest';
import { replacementOf } from '../../src/worker/replacement';
import type { Wear } from '../../src/worker/replacement';

const MB = 2 ** 20;
const LIMITS = { trialsPerEvaluator: 50, memoryBytes: 1000 * MB };

const wear = (changes: Partial<Wear>): Wear => ({
  nTrials: 10,
  trialMs: 10_000,
  startMs: 500,
  freshBytes: 200 * MB,
  restingBytes: 300 * MB,
  leakedTensors: 0,
  ...changes,
});

it.each([
  { of: {}, is: undefined, because: 'it is good for more' },
  { of: { nTrials: 0, trialMs: 0, restingBytes: 0 }, is: undefined, because: 'it is new' },
  {
    of: { nTrials: 49, trialMs: 490_000 },
    is: { why: '50 trials', takesOver: 'later' },
    because: 'its next trial is its last',
  },
  {
    of: { nTrials: 48, trialMs: 480_000 },
    is: undefined,
    because: 'there is time for a start during its last trial',
  },
  {
    of: { nTrials: 40, trialMs: 3_600 },
    is: { why: '50 trials', takesOver: 'later' },
    because: 'its last ten trials take no longer than a start',
  },
  {
    of: { nTrials: 50, trialMs: 50_000 },
    is: { why: '50 trials', takesOver: 'now' },
    because: 'it has had its trials',
  },
  {
    of: { leakedTensors: 3 },
    is: { why: 'its last trial left 3 tensors behind', takesOver: 'when-warm' },
    because: 'it leaks',
  },
  {
    of: { restingBytes: 700 * MB },
    is: { why: '700 of 1000 MB stay in use after a trial', takesOver: 'when-warm' },
    because: 'too much of its memory stays in use',
  },
  {
    of: { freshBytes: 750 * MB, restingBytes: 760 * MB },
    is: undefined,
    because: 'its data alone are large: a new one would be no smaller',
  },
] satisfies { of: Partial<Wear>; is: unknown; because: string }[])('$because', ({ of, is }) => {
  expect(replacementOf(wear(of), LIMITS)).toEqual(is);
});

it('an evaluator for one trial has its successor started with it', () => {
  const fresh = wear({ nTrials: 0, trialMs: 0, restingBytes: 0 });
  expect(replacementOf(fresh, { ...LIMITS, trialsPerEvaluator: 1 })).toEqual({
    why: '1 trial',
    takesOver: 'later',
  });
});
