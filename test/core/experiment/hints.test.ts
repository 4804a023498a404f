import { expect, it } from 'vitest';
import { hintsOf } from '../../../src/core/experiment/hints';
import type { HintFacts } from '../../../src/core/experiment/hints';

const FACTS: HintFacts = {
  encodings: '15625',
  distinct: '6466',
  paramCounts: [300, 100, 200],
  macs: [7, 7],
  estimate: { minutes: 2, basis: '60 trials' },
  count: String,
  duration: (ms) => `${ms / 1000} s`,
};
const TEXT = '{ "space": { "kind": "mlp" }, "budget": { "trials": 5 } }';

it('the size stands behind space, the time behind budget', () => {
  expect(hintsOf(TEXT, FACTS).map(({ offset, words }) => [TEXT.slice(0, offset), words])).toEqual([
    ['{ "space"', '6,466 candidates in 15,625 encodings, 100 to 300 parameters'],
    [TEXT.slice(0, TEXT.indexOf('"budget"') + 8), 'about 120 s'],
  ]);
});

it.each([
  { encodings: '12345678901234', distinct: null, words: '1.2 × 10^13 candidates, 100 to 300 parameters' },
  { encodings: '90', distinct: '90', words: '90 candidates, 100 to 300 parameters' },
])('a size of $encodings is $words', ({ words, ...size }) => {
  expect(hintsOf(TEXT, { ...FACTS, ...size })[0]?.words).toBe(words);
});

it('a space without networks has no costs, and a budget without an estimate no hint', () => {
  expect(hintsOf(TEXT, { ...FACTS, paramCounts: [], estimate: null }).map(({ words }) => words)).toEqual([
    '6,466 candidates in 15,625 encodings',
  ]);
});

it('a broken text has the hints of what can be read', () => {
  expect(hintsOf('{ "space": { "kind": ', FACTS)).toHaveLength(1);
  expect(hintsOf('', FACTS)).toEqual([]);
});
