import { expect, it } from 'vitest';
import { hintWords } from '../../../src/extension/language/hint-words';
import type { HintFacts } from '../../../src/extension/language/hint-words';

const FACTS: HintFacts = {
  encodings: '15625',
  distinct: '6466',
  paramCounts: [300, 100, 200],
  macs: [7, 7],
  estimate: { minutes: 2, basis: '60 trials' },
};

it('the space has its size and costs', () => {
  expect(hintWords('space', FACTS)).toEqual({
    words: '6,466 candidates in 15,625 encodings, 100 to 300 parameters',
    detail: [
      '**Encodings**: 15,625, exactly',
      '**Distinct candidates**: 6,466',
      '**Parameters**: 100 to 300 in a sample of 3',
      '**MACs** (multiply-accumulates for one example): 7 in the same sample',
    ].join('\n\n'),
  });
});

it('the budget has its time, and what that rests on', () => {
  expect(hintWords('budget', FACTS)).toEqual({
    words: 'about 2 min',
    detail: 'About 2 min on this machine, good to a factor of two or three.\n\nFrom 60 trials.',
  });
});

it.each([
  { encodings: '12345678901234', distinct: null, words: '1.2 × 10^13 candidates, 100 to 300 parameters' },
  { encodings: '90', distinct: '90', words: '90 candidates, 100 to 300 parameters' },
])('a size of $encodings is $words', ({ words, ...size }) => {
  expect(hintWords('space', { ...FACTS, ...size })?.words).toBe(words);
});

it('a space without networks has no costs, and a budget without an estimate no hint', () => {
  const bare = { ...FACTS, paramCounts: [], estimate: null };
  expect(hintWords('space', bare)?.words).toBe('6,466 candidates in 15,625 encodings');
  expect(hintWords('budget', bare)).toBeUndefined();
});
