import { expect, it } from 'vitest';
import { formatMachineFacts, machineFactsAt } from '../../../src/core/journal/machine-facts';
import type { MachineFacts } from '../../../src/core/journal/machine-facts';

const FACTS: MachineFacts = {
  at: 100_000,
  cores: 4,
  cpu: { run: 0.5, machine: null },
  memory: { runBytes: 1, machineBytes: 3, freeBytes: 2 },
  load: [1, 2, 3],
  search: { name: 'search', pid: 7, rssBytes: 1, busyCores: null },
  evaluators: [
    { name: 'evaluator 1', pid: null, rssBytes: 0, busyCores: null, standing: 'gone', restarts: 1 },
    {
      name: 'evaluator 2',
      pid: 8,
      rssBytes: 1,
      busyCores: 0.9,
      standing: 'working',
      restarts: 0,
      work: { trial: 3, since: 99_000, epoch: null },
    },
  ],
};
const TEXT = formatMachineFacts(FACTS);

it('facts are read as they were written', () => {
  expect(machineFactsAt(TEXT, 101_000)).toEqual(FACTS);
});

it.each([110_001, 89_999])('facts of another time (%i) say nothing of now', (now) => {
  expect(machineFactsAt(TEXT, now)).toBeUndefined();
});

it.each([
  ['half a line', TEXT.slice(0, 90)],
  ['nothing', ''],
  ['another version', TEXT.replace('"version":1', '"version":2')],
  ['something else', '{"version":1,"facts":{}}'],
])('%s is none', (_, text) => {
  expect(machineFactsAt(text, 100_000)).toBeUndefined();
});
