import { describe, expect, it } from 'vitest';
import type { BenchmarkTable } from '../../../src/core/estimator/benchmark-table';
import { requireSpaceOf } from '../../../src/core/estimator/table-space';
import { spaceSchema } from '../../../src/core/space/catalog';
import { sentenceOf } from '../../support/error-of';

const table = (space: string, spaceOptions?: Readonly<Record<string, unknown>>): BenchmarkTable => ({
  path: 'own.json',
  space,
  ...(spaceOptions ? { spaceOptions } : {}),
  context: { inputShape: [8, 8, 1], outputUnits: 10 },
  metrics: [],
  hasSimulatedSeconds: false,
  rows: [],
});
const cells = (options: object = {}) => spaceSchema.parse({ kind: 'nas-bench-201', ...options });
const layers = (...layers: readonly object[]) => spaceSchema.parse({ kind: 'custom', layers });

describe('a table whose space has options', () => {
  it.each([
    { stated: undefined, space: cells({ stemChannels: 8 }), why: 'none are stated' },
    { stated: { stemChannels: 8 }, space: cells({ stemChannels: 8 }), why: 'they agree' },
    { stated: {}, space: cells(), why: 'all are the defaults' },
  ])('goes with an experiment when $why', ({ stated, space }) => {
    expect(() => {
      requireSpaceOf(table('nas-bench-201', stated), space);
    }).not.toThrow();
  });

  it('takes defaults inside of layers for granted', () => {
    const short = { layers: [{ kind: 'dense', units: { choose: [4, 8] } }] };
    expect(() => {
      requireSpaceOf(table('custom', short), layers({ kind: 'dense', units: { choose: [4, 8] }, repeat: 1 }));
    }).not.toThrow();
  });

  it.each([
    {
      of: table('mlp'),
      space: cells(),
      sentence: 'space.kind: expected mlp, whose candidates own.json lists, but got "nas-bench-201"',
    },
    {
      of: table('nas-bench-201', { stemChannels: 8 }),
      space: cells(),
      sentence: 'space.stemChannels: expected 8 as in own.json, but got 16',
    },
    {
      of: table('nas-bench-201', { stemChannels: 8 }),
      space: cells({ stemChannels: 8, cellsPerStage: 1 }),
      sentence: 'space.cellsPerStage: expected 5 as in own.json, but got 1',
    },
    {
      of: table('custom', { layers: [{ kind: 'dense', units: { choose: [4, 8] } }] }),
      space: layers({ kind: 'dense', units: { choose: [4, 16] } }),
      sentence: 'space.layers[0].units.choose[1]: expected 8 as in own.json, but got 16',
    },
    {
      of: table('custom', { layers: [{ kind: 'dense', units: { choose: [4, 8] } }] }),
      space: layers({ kind: 'dense', units: { choose: [4] } }),
      sentence: 'space.layers[0].units.choose: expected [4,8] as in own.json, but got [4]',
    },
    {
      of: table('nas-bench-201', { stem: 8 }),
      space: cells(),
      sentence:
        'own.json: spaceOptions.stem: expected one of the keys kind, stemChannels, cellsPerStage, but got "stem"',
    },
  ])('refuses an experiment: $sentence', ({ of, space, sentence }) => {
    expect(
      sentenceOf(() => {
        requireSpaceOf(of, space);
      }),
    ).toBe(sentence);
  });
});
