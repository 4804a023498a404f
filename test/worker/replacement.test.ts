import { expect, it } from 'vitest';
import { replacementOf, wearInWords } from '../../src/worker/replacement';
import type { Wear } from '../../src/worker/replacement';

const MB = 2 ** 20;
const LIMITS = { trialsPerEvaluator: 50, memoryBytes: 1000 * MB };

function held(mb: number): Wear['fresh'] {
  return { rssBytes: mb * MB, tensors: 5 };
}

const wear = (changes: Partial<Wear>): Wear => ({
  nTrials: 10,
  trialMs: 10_000,
  startMs: 500,
  fresh: held(200),
  resting: held(300),
  leakedTensors: 0,
  ...changes,
});

it.each([
  { of: {}, is: undefined, because: 'it is good for more' },
  { of: { nTrials: 0, trialMs: 0, resting: held(200) }, is: undefined, because: 'it is new' },
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
    of: { resting: held(700) },
    is: { why: '700 of 1000 MB stay in use after a trial', takesOver: 'when-warm' },
    because: 'too much of its memory stays in use',
  },
  {
    of: { fresh: held(750), resting: held(760) },
    is: undefined,
    because: 'its data alone are large: a new one would be no smaller',
  },
] satisfies { of: Partial<Wear>; is: unknown; because: string }[])('$because', ({ of, is }) => {
  expect(replacementOf(wear(of), LIMITS)).toEqual(is);
});

it('an evaluator for one trial has its successor started with it', () => {
  const fresh = wear({ nTrials: 0, trialMs: 0, resting: held(200) });
  expect(replacementOf(fresh, { ...LIMITS, trialsPerEvaluator: 1 })).toEqual({
    why: '1 trial',
    takesOver: 'later',
  });
});

it('leaves a line about what it was like before and after', () => {
  expect(wearInWords(wear({}))).toBe('10 trials, 200 to 300 MB, 5 to 5 tensors');
});
