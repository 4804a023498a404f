import { describe, expect, it } from 'vitest';
import { replay } from '../../../src/core/journal/replay';
import type { JournalEvent } from '../../../src/core/journal/event';
import {
  bestOverall,
  codeBlock,
  escapeMarkdown,
  runDescription,
  runMarkdown,
  standingOf,
  standingWord,
  trialDescription,
  trialMarkdown,
} from '../../../src/extension/tree/run-text';
import { fakeRun } from '../../support/fake-run';
import { retrainFailed, retrainMeasured, retrainStarted } from '../../support/retrain-lines';

const RUN = fakeRun({ trials: 20, running: 2, budget: 40, failEvery: 7 });
const running = replay(RUN);
const after = (event: JournalEvent) => replay([...RUN, event]);
const paused = after({ type: 'run-paused', at: running.at, reason: 'user', message: '' });
const ended = after({ type: 'run-ended', at: running.at, reason: 'stopped', message: '' });

describe('the standing of a run', () => {
  it.each([
    { state: running, liveness: 'live', standing: 'running', word: 'running' },
    { state: running, liveness: 'interrupted', standing: 'interrupted', word: 'interrupted' },
    { state: paused, liveness: 'live', standing: 'paused', word: 'paused' },
    { state: paused, liveness: 'idle', standing: 'stopped-pause', word: 'paused' },
    { state: ended, liveness: 'idle', standing: 'finished', word: 'stopped' },
    { state: ended, liveness: 'retraining', standing: 'retraining', word: 'retraining' },
  ] as const)('$standing: a $liveness run that is $word', ({ state, liveness, standing, word }) => {
    expect(standingOf(state, liveness)).toBe(standing);
    expect(standingWord(state, standing)).toBe(word);
  });

  it('is a problem when the journal cannot be read, whatever it said before', () => {
    expect(standingOf(running, 'live', 'line 3: expected a JSON object, but got "x"')).toBe('problem');
  });
});

it('a run is described by its progress, its best and the time left', () => {
  expect(runDescription(running, 'running', running.at)).toMatch(
    /^\d\d\.\d\d % · 18 of 40 · [\d.]+ (s|min) left$/,
  );
  expect(runDescription(ended, 'finished', ended.at)).toMatch(/^\d\d\.\d\d % · 18 of 40 · stopped$/);
});

it('a trial is described by its objectives, its last epoch or its failure', () => {
  expect(trialDescription(running, running.trials[0]!, true)).toMatch(/^\d\d\.\d\d % · [\d.]+[kM]$/);
  expect(trialDescription(running, running.trials[6]!, true)).toBe(
    'diverged: the loss is not a number after epoch 2',
  );
  expect(trialDescription(running, running.trials[19]!, true)).toMatch(/^epoch 3 · \d\d\.\d\d %$/);
  expect(trialDescription(running, running.trials[19]!, false)).toBe('not measured');
});

it('the best of several runs is that of the best run, whatever its age', () => {
  const other = replay(fakeRun({ trials: 3, seed: 5, epochs: 1 }));
  const values = [running, other].map((state) => Number(/best ([\d.]+) %/.exec(bestOverall([state]))?.[1]));
  expect(bestOverall([other, running])).toBe(`best ${Math.max(...values).toFixed(2)} %`);
  expect(bestOverall([replay([]), other])).toBe(bestOverall([other]));
  expect(bestOverall([])).toBe('');
});

it('a tooltip shows every metric, counts with all digits', () => {
  const markdown = trialMarkdown(running.trials[0]!, running);
  expect(markdown).toMatch(/\| Parameters \| [\d,]+ \|/);
  expect(markdown.split('\n').filter((line) => line.startsWith('| '))).toHaveLength(10);
});

it('text of a file cannot become a link or a command in Markdown', () => {
  expect(escapeMarkdown('[run](command:nas.run)\n`x`')).toBe('\\[run\\]\\(command:nas\\.run\\) \\`x\\`');
  expect(codeBlock('a\n```\nb')).toBe('````text\na\n```\nb\n````');
});

it('the tooltip of a run says what computes, and what that left to TensorFlow.js', () => {
  const rows = (state: typeof running): readonly string[] =>
    runMarkdown(state, 'r1', 'running', state.at)
      .split('\n')
      .filter((line) => /Backend|TensorFlow/.test(line));
  expect(rows(running)).toEqual(['| Backend | wasm |']);
  expect(rows({ ...running, backend: 'plan', fallbacks: ['multi_head_attention'] })).toEqual([
    '| Backend | plan |',
    '| Left to TensorFlow.js | multi head attention |',
  ]);
});

describe('a run that is retrained', () => {
  const state = replay([
    ...RUN,
    { type: 'run-ended', at: running.at, reason: 'stopped', message: '' },
    retrainStarted([0, 1], 30, 3),
    retrainMeasured(0, 0, 0.97),
    retrainMeasured(0, 1, 0.98),
    retrainFailed(1, 0),
    retrainMeasured(0, 2, 0.99),
  ]);

  it('is described by the networks that are done', () => {
    expect(runDescription(state, 'retraining', state.at)).toBe('retraining · 4 of 6 networks');
  });

  it('shows mean and deviation in the tooltip of a candidate, beside the search', () => {
    const rows = trialMarkdown(state.trials[0]!, state).split('\n');
    expect(rows).toEqual(
      expect.arrayContaining([
        'Retrained (3 seeds, 30 epochs):',
        '| Test accuracy | 98.00 % ± 1.00 % |',
        '| Test loss | 0.02 ± 0.01 |',
      ]),
    );
    expect(trialMarkdown(state.trials[1]!, state)).not.toContain('Retrained');
  });
});
