import { describe, expect, it } from 'vitest';
import type { JournalEvent } from '../../../src/core/journal/event';
import { replay } from '../../../src/core/journal/replay';
import type { RunState } from '../../../src/core/journal/run-state';
import { candidateOf } from '../../../webview/dashboard/candidate-model';
import {
  curveMetrics,
  curvesOf,
  curvesPicture,
  missingCurves,
} from '../../../webview/dashboard/curves-model';
import { headerOf } from '../../../webview/dashboard/header-model';
import { progressPicture } from '../../../webview/dashboard/progress-model';
import { defaultAxes } from '../../../webview/dashboard/scatter-axes';
import { frontLine, scatterPicture } from '../../../webview/dashboard/scatter-model';
import { existing, pick } from '../../../webview/dashboard/selection';
import { metricNames } from '../../../webview/dashboard/metric-names';
import { statusText, trialColumns } from '../../../webview/dashboard/trial-columns';
import { tabSeparated } from '../../../webview/dashboard/trial-copies';
import { fakeRun } from '../../support/fake-run';

const START = fakeRun({ trials: 0 })[0]!;

/** A run whose trials measured these [accuracy, macs, params]; `undefined` is a trial that runs. */
function runOf(...measured: readonly (readonly [number, number, number] | undefined)[]): RunState {
  const events: JournalEvent[] = [START];
  measured.forEach((values, trial) => {
    events.push({
      type: 'trial-asked',
      at: START.at + 1000 * trial,
      trial,
      genotype: [trial],
      architecture: `net${trial}`,
      candidate: `net${trial}`,
      parents: trial > 0 ? [trial - 1] : [],
      operator: trial > 0 ? 'mutation' : 'sample',
    });
    if (!values) return;
    const [valAccuracy, macs, paramCount] = values;
    events.push({
      type: 'trial-measured',
      at: START.at + 1000 * trial + 900,
      trial,
      metrics: { valAccuracy, macs, paramCount },
      durationMs: 900,
    });
  });
  return replay(events);
}

const plain = (text: string) => text.replaceAll('\u202f', ' ');

describe('header', () => {
  const running = runOf([0.9, 100, 10], [0.95, 200, 10], undefined);

  it('is running only while a process owns the run', () => {
    expect(
      (['live', 'interrupted', 'idle'] as const).map((liveness) => {
        const { status, actions } = headerOf(running, liveness, running.at);
        return [status.label, ...actions];
      }),
    ).toEqual([
      ['Running', 'pause', 'stop'],
      ['Interrupted', 'resume'],
      ['Interrupted', 'resume'],
    ]);
  });

  it('says why a run stands still and what can be done', () => {
    const paused = replay([START, { type: 'run-paused', at: START.at, reason: 'disk', message: '' }]);
    expect(headerOf(paused, 'live', START.at)).toMatchObject({
      status: { label: 'Paused', tone: 'paused', detail: 'The disk is full.' },
      actions: ['continue', 'stop'],
    });
    expect(headerOf(paused, 'idle', START.at).actions).toEqual(['resume']);
  });

  it.each([
    ['budget', 'Finished', []],
    ['exhausted', 'Finished', []],
    ['stopped', 'Stopped', ['resume']],
    ['failed', 'Failed', ['resume']],
  ] as const)('an end by %s is %s', (reason, label, actions) => {
    const ended = replay([START, { type: 'run-ended', at: START.at, reason, message: '' }]);
    const header = headerOf(ended, 'idle', START.at);
    expect([header.status.label, header.actions]).toEqual([label, actions]);
  });

  it('counts trials, and shows the best with its trial, the failed and the test result', () => {
    const events = fakeRun({ trials: 12, failEvery: 4 });
    const tested = replay([
      ...events,
      { type: 'run-tested', at: 0, trial: 0, metrics: { testAccuracy: 0.97, testLoss: 0.1 } },
    ]);
    const header = headerOf(tested, 'idle', 0);
    expect(header.progressText).toBe('12 of 12 trials');
    expect(header.facts.map(({ name }) => name)).toEqual([
      'Best validation accuracy',
      'Rate',
      'Running time',
      'Failed',
      'Backend',
      'Evaluators',
      'Test accuracy',
    ]);
    expect(header.facts[0]!.trial).toBeTypeOf('number');
    expect(plain(header.facts.at(-1)!.value)).toBe('97.00 %');
  });

  it('says which operations were left to TensorFlow.js, where there were any', () => {
    const events = fakeRun({ trials: 2 }).map((event) =>
      event.type === 'trial-measured' ? { ...event, fallbacks: ['multi_head_attention'] } : event,
    );
    const { facts } = headerOf(replay(events), 'idle', 0);
    expect(facts.find(({ name }) => name === 'Left to TensorFlow.js')?.value).toBe('multi head attention');
  });

  it('has nothing to show or do before the first line', () => {
    expect(headerOf(replay([]), 'idle', 0)).toMatchObject({
      status: { label: 'Nothing yet' },
      fraction: undefined,
      facts: [],
      actions: [],
    });
  });
});

describe('best so far', () => {
  it('is a step line with corners at improvements only', () => {
    const { lines, points } = progressPicture(
      runOf([0.9, 1, 1], [0.8, 1, 1], [0.95, 1, 1], [0.7, 1, 1]),
      'trial',
    );
    expect(lines[0]!.points).toEqual([
      { x: 1, y: 0.9 },
      { x: 3, y: 0.9 },
      { x: 3, y: 0.95 },
      { x: 4, y: 0.95 },
    ]);
    expect(points.map(({ faint }) => faint)).toEqual([false, true, false, true]);
  });

  it('can be seen over time', () => {
    const { points } = progressPicture(runOf([0.9, 1, 1], [0.8, 1, 1]), 'time');
    expect(points.map(({ x }) => x)).toEqual([900, 1900]);
  });

  it('is told in words', () => {
    const { summary } = progressPicture(runOf([0.9, 1, 1], [0.95, 1, 1]), 'trial');
    expect(plain(summary)).toBe(
      'Validation accuracy of 2 measured trials: from 90.00 % to 95.00 % in 2 steps; the best is trial 1.',
    );
  });
});

describe('scatter', () => {
  it('takes the two objectives at first', () => {
    expect(defaultAxes(runOf([0.9, 100, 10], [0.95, 200, 10]), ['valAccuracy', 'macs'])).toEqual({
      x: 'macs',
      y: 'valAccuracy',
      logX: false,
      logY: false,
    });
  });

  it('takes a logarithmic axis where sizes span decades', () => {
    expect(defaultAxes(runOf([0.9, 100, 10], [0.95, 20_000, 10]), ['valAccuracy', 'macs']).logX).toBe(true);
  });

  it('pales what is dominated or breaks a limit', () => {
    // The limit is 30,000 parameters.
    const state = runOf([0.9, 100, 10], [0.8, 200, 10], [0.95, 300, 10], [0.99, 50, 40_000]);
    const { points, lines } = scatterPicture(state, {
      x: 'macs',
      y: 'valAccuracy',
      logX: false,
      logY: false,
    });
    expect(points.map(({ faint }) => faint)).toEqual([false, true, false, true]);
    expect(lines[0]!.points).toEqual([
      { x: 100, y: 0.9 },
      { x: 300, y: 0.9 },
      { x: 300, y: 0.95 },
    ]);
    expect(points[3]!.text()).toContain('breaks a limit');
  });

  const point = (trial: number, x: number, y: number) => ({ trial, x, y });

  it('keeps twins on the front', () => {
    const { points } = scatterPicture(runOf([0.9, 100, 10], [0.9, 100, 10], [0.9, 200, 10]), {
      x: 'macs',
      y: 'valAccuracy',
      logX: false,
      logY: false,
    });
    expect(points.map(({ faint }) => faint)).toEqual([false, false, true]);
  });

  it('steps towards worse x, whichever way that is', () => {
    const front = [point(0, 1, 3), point(1, 2, 1)];
    expect(frontLine(front, 'maximize')).toEqual([
      { x: 1, y: 3 },
      { x: 1, y: 1 },
      { x: 2, y: 1 },
    ]);
  });
});

describe('learning curves', () => {
  const events = fakeRun({ trials: 6, running: 2 });
  const state = replay(events);

  it('shows selected trials first, then the running ones', () => {
    expect(curvesOf(state, [1, 3], new Map()).map(({ trial, running }) => [trial, running])).toEqual([
      [3, false],
      [1, false],
      [5, true],
      [4, true],
    ]);
  });

  it('asks once for the curves of selected trials that have ended', () => {
    expect(missingCurves(state, [1, 3, 5, 99], new Map([[3, []]]))).toEqual([1]);
  });

  it('offers the metrics that occur, the objective first', () => {
    expect(curveMetrics(state, curvesOf(state, [1], new Map()))).toEqual([
      'valAccuracy',
      'trainLoss',
      'valLoss',
    ]);
  });

  it('say whether a selection or its curve is missing', () => {
    expect(
      (['none', 'some'] as const).map((asked) => curvesPicture([], 'valAccuracy', asked).nothing),
    ).toEqual([
      'Select a trial, or wait for one that is training: its curve appears here.',
      'There is no learning curve of what is selected.',
    ]);
  });

  it('has one ring for a selected trial, at its last epoch', () => {
    const { points } = curvesPicture(curvesOf(state, [1], new Map()).slice(0, 1), 'valAccuracy');
    expect(points.map(({ ringless }) => ringless)).toEqual([true, true, true, false]);
  });
});

describe('table', () => {
  const state = replay(fakeRun({ trials: 12, running: 1, failEvery: 4 }));

  it('has every metric that occurs as a column, objectives first', () => {
    expect(metricNames(state).slice(0, 3)).toEqual(['valAccuracy', 'macs', 'valLoss']);
    expect(trialColumns(state, metricNames(state)).map(({ title }) => title)).toEqual([
      'Trial',
      'Status',
      'Validation accuracy',
      'MACs',
      'Validation loss',
      'Training loss',
      'Training time',
      'Epochs',
      'Parameters',
      'Activation memory',
      'Latency',
      'Made by',
      'Parents',
      'Took',
      'Architecture',
    ]);
  });

  it('says how far a running trial is, and why one failed', () => {
    expect([0, 3, 11].map((trial) => statusText(state.trials[trial]!))).toEqual([
      'measured',
      'failed: diverged',
      'epoch 3',
    ]);
  });

  it('copies rows as a spreadsheet takes them', () => {
    const small = runOf([0.9, 100, 10]);
    const text = tabSeparated(small.trials, trialColumns(small, ['macs']));
    expect(plain(text).split('\n')).toEqual([
      'Trial\tStatus\tMACs\tMade by\tParents\tTook\tArchitecture',
      '0\tmeasured\t100\tsample\t\t900 ms\tnet0',
    ]);
  });
});

describe('candidate', () => {
  it('knows its family by what each measured', () => {
    const candidate = candidateOf(runOf([0.9, 1, 1], [0.8, 1, 1], undefined, [0.6, 1, 1]), 2)!;
    expect(JSON.parse(plain(JSON.stringify(candidate.family)))).toEqual({
      parents: [{ trial: 1, value: '80.00 %' }],
      grandparents: [{ trial: 0, value: '90.00 %' }],
      children: [{ trial: 3, value: '60.00 %' }],
      moreChildren: 0,
    });
  });

  it('has its objectives first', () => {
    const { metrics, failed } = candidateOf(runOf([0.9, 1, 1]), 0)!;
    expect([metrics[0]!.name, metrics[0]!.objective, failed]).toEqual(['Validation accuracy', true, false]);
  });

  it('says in words why it was asked', () => {
    const state = replay(fakeRun({ trials: 30 }));
    const explained = state.trials.find(({ explain }) => explain['parentScore'] !== undefined)!;
    expect(plain(candidateOf(state, explained.trial)!.explanation)).toBe(
      'Changed from its parent: the parent measured 93.00 %, the parent won a tournament of 5.',
    );
    expect(candidateOf(state, 0)!.explanation).toBe('Drawn at random.');
  });

  it('is nothing for a trial that the run does not have', () => {
    expect(candidateOf(runOf([0.9, 1, 1]), 7)).toBeUndefined();
  });
});

describe('selection', () => {
  it.each([
    ['only', [5, 6], [5, 6]],
    ['add', [1, 5], [2, 1, 5]],
    ['toggle', [1, 5], [2, 5]],
    ['only', [], []],
  ] as const)('%s %j beside [1, 2] is %j, the last being shown', (how, trials, selection) =>
    expect(pick([1, 2], trials, how)).toEqual(selection),
  );

  it('forgets trials that are not there', () => {
    expect(existing([0, 5, -1, 1.5, 2], 3)).toEqual([0, 2]);
  });
});
