import { describe, expect, it } from 'vitest';
import type { JournalEvent } from '../../../src/core/journal/event';
import { metricNames } from '../../../webview/dashboard/metric-names';
import { trialColumns } from '../../../webview/dashboard/trial-columns';
import { replay } from '../../../src/core/journal/replay';
import type { RunState } from '../../../src/core/journal/run-state';
import { headerOf } from '../../../webview/dashboard/header-model';
import { canRetrain, retrainedKey, retrainedPicture } from '../../../webview/dashboard/retrained-model';
import { fakeRun } from '../../support/fake-run';
import {
  RETRAIN_ENDED,
  retrainEpoch,
  retrainFailed,
  retrainMeasured,
  retrainStarted,
} from '../../support/retrain-lines';

const RUN = fakeRun({ trials: 6, failEvery: 6 });
const END: JournalEvent = { type: 'run-ended', at: 9e12, reason: 'budget', message: '' };
const DONE = after(
  retrainStarted([1, 2], 30, 3),
  retrainMeasured(1, 0, 0.97),
  retrainMeasured(1, 1, 0.98),
  retrainMeasured(1, 2, 0.99),
  retrainMeasured(2, 0, 0.9),
  retrainFailed(2, 1),
  RETRAIN_ENDED,
);

describe('a retrained candidate', () => {
  it('has mean and deviation over its seeds, beside the validation value of the search', () => {
    const record = DONE.trials[1]!;
    const { valAccuracy, valLoss } = record.status === 'measured' ? record.metrics : {};
    const picture = retrainedPicture(DONE, 1)!;
    expect({ ...picture, notes: picture.notes.map(plain), rows: picture.rows.map(plainRow) }).toEqual({
      title: 'Retrained: 3 seeds, 30 epochs',
      rows: [
        {
          name: 'Accuracy',
          search: `${(100 * valAccuracy!).toFixed(2)} %`,
          retrained: '98.00 % ± 1.00 %',
        },
        { name: 'Loss', search: String(Number(valLoss!.toPrecision(4))), retrained: '0.02 ± 0.01' },
      ],
      notes: ['Test accuracy of each seed: 97.00 %, 98.00 %, 99.00 %'],
    });
  });

  it('has no deviation for one seed, and says which seed failed', () => {
    const { title, rows, notes } = retrainedPicture(DONE, 2)!;
    expect([title, plain(rows[0]!.retrained), ...notes]).toEqual([
      'Retrained: 1 seed, 30 epochs',
      '90.00 %',
      'Seed 1 failed (diverged): the loss became NaN',
    ]);
  });

  it('shows how far its seeds are', () => {
    const state = after(retrainStarted([1], 30, 2), retrainEpoch(1, 0, 12));
    expect(retrainedPicture(state, 1)).toEqual({
      title: 'Retraining',
      rows: [],
      notes: ['Seed 0 is trained: epoch 12 of 30'],
    });
  });

  it('says nothing of a candidate that nobody retrained', () => {
    expect(retrainedPicture(DONE, 3)).toBeUndefined();
  });
});

describe('the column of retrained candidates', () => {
  const columns = trialColumns(DONE, metricNames(DONE));
  const column = columns.find(({ id }) => id === 'retrained')!;

  it('stands beside what the search made good', () => {
    expect(columns.slice(2, 4).map(({ title }) => title)).toEqual([
      'Validation accuracy',
      'Test accuracy, retrained',
    ]);
  });

  it('sorts by the mean and names the number of seeds', () => {
    expect(DONE.trials.map((trial) => column.value(trial))).toEqual([
      undefined,
      expect.closeTo(0.98, 10),
      0.9,
      undefined,
      undefined,
      undefined,
    ]);
    expect(DONE.trials.map((trial) => plain(column.text(trial)))).toEqual([
      '',
      '98.00 % ± 1.00 % (3)',
      '90.00 % (1)',
      '',
      '',
      '',
    ]);
  });

  it('is not there while nothing was retrained', () => {
    const state = after();
    expect(trialColumns(state, metricNames(state)).some(({ id }) => id === 'retrained')).toBe(false);
  });

  it('is made anew when it says something else', () => {
    const more = replay([...lines(retrainStarted([1], 30, 4), retrainMeasured(1, 3, 0.9))]);
    expect(retrainedKey(more)).not.toBe(retrainedKey(after(retrainStarted([1], 30, 4))));
  });
});

describe('the header of a run that is retrained', () => {
  const state = after(
    retrainStarted([1, 2], 30, 2),
    retrainMeasured(1, 0, 0.9),
    retrainEpoch(1, 1, 15),
    retrainEpoch(2, 0, 15),
  );

  it('has the networks for its bar, and can be stopped', () => {
    expect(headerOf(state, 'retraining', 0)).toMatchObject({
      status: { label: 'Retraining', tone: 'running' },
      fraction: 0.5,
      progressText: '1 of 4 networks',
      actions: ['stop'],
    });
  });

  it('is that of the search when no process is at it', () => {
    expect(headerOf(state, 'idle', 0)).toMatchObject({
      status: {
        label: 'Finished',
        detail: expect.stringContaining('Retraining was cut off') as string,
      },
      fraction: 1,
    });
  });
});

describe('what can be retrained', () => {
  const trained = (state: RunState): RunState => ({
    ...state,
    started: {
      ...state.started!,
      experiment: { ...state.started!.experiment, estimator: { kind: 'training', epochs: 3 } },
    },
  });

  it.each([
    ['measured trials of a run that has ended', 'idle', [1, 2], true],
    ['those of an interrupted one', 'interrupted', [1], true],
    ['nothing', 'idle', [], false],
    ['a failed trial', 'idle', [1, 5], false],
    ['trials of a run that goes on', 'live', [1], false],
    ['trials while others are retrained', 'retraining', [1], false],
  ] as const)('%s: %s', (_, liveness, trials, can) => {
    expect(canRetrain(trained(after()), liveness, trials)).toBe(can);
  });

  it('trials of a table are not', () => {
    const { started, ...rest } = after();
    const experiment = { ...started!.experiment, estimator: { kind: 'table', path: 'a' } };
    expect(canRetrain({ ...rest, started: { ...started!, experiment } }, 'idle', [1])).toBe(false);
  });
});

function lines(...events: readonly JournalEvent[]): JournalEvent[] {
  return [...RUN, END, ...events];
}

function after(...events: readonly JournalEvent[]): RunState {
  return replay(lines(...events));
}

/** Narrow spaces as plain ones. */
function plain(text: string): string {
  return text.replaceAll('\u202f', ' ');
}

function plainRow(row: { name: string; search: string; retrained: string }) {
  return { ...row, search: plain(row.search), retrained: plain(row.retrained) };
}
