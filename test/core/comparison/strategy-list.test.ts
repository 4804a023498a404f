import { describe, expect, it } from 'vitest';
import { optionsKey, readStrategies } from '../../../src/core/comparison/strategy-list';
import { sentenceOf } from '../../support/error-of';

const read = (text: string, file = '[]') => readStrategies(text, () => file);

describe('a list of strategies', () => {
  it('takes kinds, options, names and files', () => {
    const strategies = read(
      'random, {"kind":"regularized-evolution","populationSize":30},small={"kind":"regularized-evolution","sampleSize":2},climb=local-search,@more.json',
      '["random", {"name": "wide", "kind": "regularized-evolution", "populationSize": 200}]'.replace(
        '"random", ',
        '',
      ),
    );
    expect(strategies.map(({ name }) => name)).toEqual([
      'random',
      'regularized-evolution (populationSize 30)',
      'small',
      'climb',
      'wide',
    ]);
    expect(strategies[4]!.options).toMatchObject({
      kind: 'regularized-evolution',
      populationSize: 200,
      sampleSize: 25,
    });
  });

  it.each([
    { text: 'random', says: 'strategies: expected two strategies or more, but got one' },
    { text: '', says: 'strategies: expected two strategies or more, but got none' },
    {
      text: 'random,random',
      says: 'strategies: expected different strategies, but got random twice',
    },
    {
      text: 'a=random,b=random',
      says: 'strategies: expected different strategies, but a and b have the same options',
    },
    {
      text: 'a=random,a=local-search',
      says: 'strategies: expected different names, but got a twice: give them as name={...}',
    },
    { text: 'random,{"kind":', says: /^strategies\[1\]: expected JSON, but got "\{\\"kind\\":": / },
    {
      text: 'random,{"kind":"local-search","speed":9}',
      says: /^strategies\[1\]\.speed: expected one of the keys kind, .*, but got "speed"$/,
    },
    {
      text: 'random,{"kind":"genetic","populationSize":-3}',
      says: 'strategies[1].populationSize: expected a whole number of at least 1, but got -3',
    },
    {
      text: 'random,guessing',
      says: /^strategies\[1\]\.kind: expected one of .*random.*, but got "guessing"$/,
    },
    { text: 'random,@x.json', file: '{}', says: 'x.json: expected an array of strategies, but got {}' },
    { text: 'random,@x.json', file: '[7]', says: /^x\.json\[0\]\.kind: expected one of/ },
    {
      text: 'random,@x.json',
      file: '[{"name": 3, "kind": "random"}]',
      says: 'x.json[0].name: expected a name, but got 3',
    },
    { text: 'random,@x.json', file: '[', says: /^x\.json: expected JSON/ },
  ])('refuses $text', ({ text, file, says }) => {
    expect(sentenceOf(() => read(text, file))).toMatch(says);
  });

  it('has one key for equal options', () => {
    expect(optionsKey({ kind: 'a', x: [1, { c: 1, b: 2 }], a: 0 })).toBe(
      optionsKey({ a: 0, kind: 'a', x: [1, { b: 2, c: 1 }] }),
    );
  });
});
