import { describe, expect, it } from 'vitest';
import { completionPlace, headerColumns, metricItems } from '../../../src/core/experiment/completion';
import { fileReferences } from '../../../src/core/experiment/file-references';
import { paperLinks } from '../../../src/core/experiment/paper-links';

const TASK =
  '"task": { "kind": "regression", "dataset": { "format": "csv", "path": "a.csv", "label": "y" } }';
const TRAINING = '"estimator": { "kind": "training" }';

describe('a metric', () => {
  it('is one that the estimator measures for this task', () => {
    const names = wantedAt(`{ ${TASK}, ${TRAINING}, "objectives": [{ "metric": "§" }] }`);
    expect(names).toMatchObject({ kind: 'metric', hasReward: false });
    expect(names).toHaveProperty('names', expect.arrayContaining(['valRmse', 'paramCount', 'latencyMs']));
    expect(names).not.toHaveProperty('names', expect.arrayContaining(['valAccuracy']));
  });

  it.each([
    { place: '"constraints": [{ "metric": "§" }], "reward": {}', hasReward: true, why: 'a constraint' },
    {
      place: '"reward": { "cost": { "metric": "§" } }',
      hasReward: false,
      why: 'a part of the reward itself',
    },
  ])('may be the reward in $why: $hasReward', ({ place, hasReward }) => {
    expect(wantedAt(`{ ${TASK}, ${TRAINING}, ${place} }`)).toMatchObject({ kind: 'metric', hasReward });
  });

  it('of a table of results is what the table declares', () => {
    const text = '{ "estimator": { "kind": "table", "path": "t.json" }, "objectives": [{ "metric": "§" }] }';
    expect(wantedAt(text)).toEqual({ kind: 'metric', names: undefined, hasReward: false });
  });

  it('says which direction is better', () => {
    expect(metricItems(['macs'], true).map(({ name }) => name)).toEqual(['macs', 'reward']);
    expect(metricItems(['macs'], false)[0]?.description).toMatch(/Better when smaller\.$/);
  });
});

describe('other places', () => {
  it.each([
    {
      text: '{ "task": { "dataset": { "path": "a.csv", "label": "§" } } }',
      wanted: { kind: 'column', csv: 'a.csv', separator: ',' },
    },
    { text: '{ "task": { "dataset": { "path": "da§" } } }', wanted: { kind: 'file', what: 'data' } },
    { text: '{ "estimator": { "path": "§" } }', wanted: { kind: 'file', what: 'table' } },
    { text: '{ "strategy": { "knobProbabilities": { "§" } } }', wanted: { kind: 'knob' } },
    { text: '{ "space": { "kind": "§" } }', wanted: undefined },
    { text: '{ "task": { "dataset": { "label": "§" } } }', wanted: undefined },
  ])('want $wanted in $text', ({ text, wanted }) => expect(wantedAt(text)).toEqual(wanted));

  it('are replaced with their quotes', () => {
    const text = '{ "estimator": { "path": "tables/re" } }';
    const offset = text.indexOf('re"');
    expect(completionPlace(text, offset)).toMatchObject({
      offset: text.indexOf('"tables'),
      length: 11,
      typed: 'tables/',
    });
  });
});

it.each([
  { line: 'a,b,label\n1,2,3', separator: ',', names: ['a', 'b', 'label'] },
  { line: '\ufeffa;"b;c";"d""e"', separator: ';', names: ['a', 'b;c', 'd"e'] },
  { line: '', separator: ',', names: [] },
])('the columns of $line are $names', ({ line, separator, names }) => {
  expect(headerColumns(line, separator)).toEqual(names);
});

it('the files that an experiment names are found in a broken text too', () => {
  const text = '{ "task": { "dataset": { "format": "csv", "path": "a.csv", ';
  expect(fileReferences(text).map(({ value, offset }) => [value, offset])).toEqual([
    ['a.csv', text.indexOf('a.csv')],
  ]);
});

it('the strategy and the space have their papers behind them, and comments theirs', () => {
  const text = `{ // after arXiv:1905.01392
  "space": { "kind": "nas-bench-201" }, "strategy": { "kind": "regularized-evolution" } }`;
  expect(
    paperLinks(text).map(({ offset, length, url }) => [text.slice(offset, offset + length), url]),
  ).toEqual([
    ['regularized-evolution', 'https://arxiv.org/abs/1802.01548'],
    ['nas-bench-201', 'https://arxiv.org/abs/2001.00326'],
    ['arXiv:1905.01392', 'https://arxiv.org/abs/1905.01392'],
  ]);
});

/** `§` is the cursor. */
function wantedAt(text: string): unknown {
  return completionPlace(text.replace('§', ''), text.indexOf('§'))?.wanted;
}
