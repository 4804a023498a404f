import { describe, expect, it } from 'vitest';
import type { JournalEvent } from '../../../src/core/journal/event';
import { hypervolumeSoFar } from '../../../src/core/journal/hypervolume-so-far';
import { replay } from '../../../src/core/journal/replay';
import { fakeRun } from '../../support/fake-run';

const START = fakeRun({ trials: 0 })[0]!;

type Values = readonly [accuracy: number, macs: number, params: number] | 'failed';

/** The objectives are accuracy, to be maximised, and MACs, to be minimised; the limit is 30,000 parameters. */
function runOf(...trials: readonly Values[]) {
  const events = trials.flatMap((values, trial): JournalEvent[] => {
    const asked: JournalEvent = {
      type: 'trial-asked',
      at: START.at,
      trial,
      genotype: [trial],
      architecture: '',
      candidate: '',
      parents: [],
      operator: 'sample',
    };
    const ended = { at: START.at + trial, trial, durationMs: 1 };
    return [
      asked,
      values === 'failed'
        ? { ...ended, type: 'trial-failed', code: 'error', reason: '' }
        : {
            ...ended,
            type: 'trial-measured',
            metrics: { valAccuracy: values[0], macs: values[1], paramCount: values[2] },
          },
    ];
  });
  return replay([START, ...events]);
}

describe('the hypervolume so far', () => {
  it('is measured from the worst of what keeps all limits, and grows with the front', () => {
    const curve = hypervolumeSoFar(
      runOf(
        [0.5, 90, 1],
        'failed',
        [0.75, 50, 1],
        [0.7, 60, 1],
        [0.99, 999, 40_000],
        [1, 100, 1],
        [0.5, 10, 1],
      ),
    );
    expect(curve?.reference).toEqual([0.5, 100]);
    expect(curve?.points.map(({ trial, nEnded, volume, isGain }) => [trial, nEnded, volume, isGain])).toEqual(
      [
        [0, 1, 0, false],
        [2, 3, 12.5, true],
        [3, 4, 12.5, false],
        // Trial 4 breaks the limit on parameters; 5 and 6 are worst in one objective.
        [5, 6, 12.5, false],
        [6, 7, 12.5, false],
      ],
    );
  });

  it('is measured from the limit where there is one on an objective', () => {
    const limited = {
      ...START,
      experiment: {
        ...(START as { experiment: object }).experiment,
        constraints: [{ metric: 'macs', max: 200 }],
      },
    };
    const curve = hypervolumeSoFar({ ...runOf([0.5, 90, 1], [0.75, 50, 1]), started: limited as never });
    expect(curve?.reference).toEqual([0.5, 200]);
    expect(curve?.points.at(-1)?.volume).toBe(0.25 * 150);
  });

  it('begins again with the first trial of a higher fidelity', () => {
    const run = runOf([0.5, 90, 1], [0.9, 10, 1], [0.75, 50, 1]);
    const trials = run.trials.map((trial, i) =>
      i < 2 ? { ...trial, fidelity: { epochs: 1, of: 3 } } : trial,
    );
    expect(hypervolumeSoFar({ ...run, trials })?.points.map(({ volume }) => volume)).toEqual([0, 32, 10]);
  });

  it('is nothing of one objective, and before anything was measured', () => {
    const single = {
      ...START,
      experiment: {
        ...(START as { experiment: object }).experiment,
        objectives: [{ metric: 'macs', goal: 'minimize' }],
      },
    };
    expect(hypervolumeSoFar({ ...runOf([0.5, 90, 1]), started: single as never })).toBeUndefined();
    expect(hypervolumeSoFar(runOf('failed'))).toBeUndefined();
  });
});
