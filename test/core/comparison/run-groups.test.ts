import { describe, expect, it } from 'vitest';
import { differencesOf } from '../../../src/core/comparison/differences';
import { groupRuns } from '../../../src/core/comparison/run-groups';
import { recordOfRun } from '../../../src/core/comparison/run-record';
import { asked, atFidelity, measured, STARTED } from '../../support/journal-lines';

describe('groupRuns', () => {
  it('keeps the names of experiments where there are several', () => {
    const run = (experimentName: string, populationSize: number) => ({
      experimentName,
      experiment: { strategy: { kind: 'genetic', populationSize } },
    });
    const groups = groupRuns([run('digits', 10), run('digits', 20), run('letters', 10)]);
    expect(groups.map(({ name }) => name)).toEqual([
      'digits (populationSize 10)',
      'digits (populationSize 20)',
      'letters',
    ]);
  });

  it('puts runs together that differ by seed and execution alone, and names groups by what differs', () => {
    const run = (kind: string, seed: number) => ({
      experimentName: 'digits',
      experiment: { strategy: { kind }, seed, execution: { evaluators: seed } },
      seed,
    });
    const groups = groupRuns([run('random', 1), run('grid', 1), run('random', 2)]);
    expect(groups.map(({ name, runs }) => [name, runs.map(({ seed }) => seed)])).toEqual([
      ['random', [1, 2]],
      ['grid', [1]],
    ]);
  });
});

describe('differencesOf', () => {
  it('goes down to single values, and takes lists whole', () => {
    const experiments = [
      { a: 1, b: { c: [1, 2], d: 'x' }, e: true },
      { a: 1, b: { c: [1, 3], d: 'x' } },
    ];
    expect(differencesOf(experiments)).toEqual([
      { key: 'b.c', values: ['[1,2]', '[1,3]'] },
      { key: 'e', values: ['true', undefined] },
    ]);
  });
});

describe('recordOfRun', () => {
  it('counts trials in the order in which they end, without pauses', () => {
    const { record, simulated } = recordOfRun([
      STARTED,
      asked(0),
      asked(1),
      { ...measured(1, 0.6), at: 3000 },
      { type: 'run-paused', at: 4000, reason: 'user', message: '' },
      { type: 'run-resumed', at: 9000, product: '0.1.0', backend: 'wasm' },
      { ...measured(0, 0.5), at: 10_000, simulatedSeconds: 7 },
    ]);
    expect(record).toMatchObject({ nTrials: 2, seconds: [2, 4], failures: [], repeats: [] });
    expect(record.bests.map(({ metrics }) => metrics['valAccuracy'])).toEqual([0.6]);
    expect(simulated).toEqual([0, 7]);
  });

  it('counts repeats, failures, and cheaper measurements by their share', () => {
    const { record } = recordOfRun([
      STARTED,
      atFidelity(0, { epochs: 1, of: 4 }),
      measured(0, 0.5),
      { ...atFidelity(1, { epochs: 4, of: 4, continues: 0 }), candidate: 'id-0' },
      measured(1, 0.6),
      { ...atFidelity(2, { epochs: 1, of: 4 }), candidate: 'id-0' },
      { type: 'trial-failed', at: 5000, trial: 2, code: 'diverged', reason: '', durationMs: 1 },
    ]);
    expect(record).toMatchObject({ evaluations: [0.25, 1, 1.25], repeats: [2], failures: [2] });
  });
});
