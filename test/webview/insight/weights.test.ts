import { describe, expect, it } from 'vitest';
import { skipWarnings } from '../../../src/core/analysis/skip-warnings';
import type { WeightsCourse } from '../../../src/core/journal/weights-course';
import { replay } from '../../../src/core/journal/replay';
import {
  heatColumns,
  heatRows,
  decisionTable,
  weightsTable,
} from '../../../webview/insight/weights-heat-model';
import type { UiState } from '../../../webview/insight/ui-state';
import { warningText, weightsSeen, weightsSentence } from '../../../webview/insight/weights-model';
import type { WeightsSeen } from '../../../webview/insight/weights-model';
import { decisionPicture, entropyPicture } from '../../../webview/insight/weights-pictures';
import { STARTED } from '../../support/journal-lines';
import { weightsRun } from '../../support/weights-run';

const SMALL: WeightsCourse = {
  trial: undefined,
  unit: 'epoch',
  keeps: 1,
  every: 1,
  decisions: [
    { name: 'a', cell: 'normal', into: 1, alternatives: ['none', 'skip_connect', 'conv'] },
    { name: 'b', cell: 'normal', into: 1, alternatives: ['none', 'skip_connect', 'pool'] },
  ],
  points: [
    {
      step: 0,
      nth: 0,
      weights: [
        [0.2, 0.4, 0.4],
        [0.4, 0.3, 0.3],
      ],
    },
    {
      step: 3,
      nth: 1,
      weights: [
        [0, 0, 1],
        [0.2, 0.8, 0],
      ],
    },
  ],
};
const OTHER: WeightsCourse = { ...SMALL, trial: 4 as WeightsCourse['trial'] };

describe('what is looked at', () => {
  it.each<[UiState['weights'], WeightsSeen, string]>([
    [{}, { course: OTHER, decision: 0, at: 1 }, 'the network that was begun last and its newest step'],
    [{ network: 'run', decision: 'normal: b', step: 0 }, { course: SMALL, decision: 1, at: 0 }, 'as chosen'],
    [
      { network: '4', step: 2 },
      { course: OTHER, decision: 0, at: 0 },
      'the step before one that was thinned out',
    ],
    [{ network: '9', decision: 'gone' }, { course: OTHER, decision: 0, at: 1 }, 'as if nothing was chosen'],
  ])('by %j is %j: %s', (chosen, seen) => {
    expect(weightsSeen([SMALL, OTHER], chosen)).toEqual(seen);
  });

  it('is nothing before there are weights', () => {
    expect(weightsSeen([], {})).toBeUndefined();
    expect(weightsSeen([{ ...SMALL, points: [] }], {})).toBeUndefined();
  });
});

describe('the map of weights', () => {
  const seen = weightsSeen([SMALL], {})!;

  it('has a column for each alternative of any decision, and nothing where a decision has it not', () => {
    expect(heatColumns(seen)).toEqual(['none', 'skip_connect', 'conv', 'pool']);
    expect(heatRows(seen).map(({ cells }) => cells.map((cell) => cell?.text.replace('\u202f', ' ')))).toEqual(
      [
        ['0.0 %', '0.0 %', '100.0 %', undefined],
        ['20.0 %', '80.0 %', undefined, '0.0 %'],
      ],
    );
  });

  it('tells what the discrete network keeps, in words', () => {
    expect(heatRows(seen).map(({ choice, isKept }) => [choice, isKept])).toEqual([
      ['conv', true],
      ['left out', false],
    ]);
    expect(heatRows(seen)[0]!.cells[2]!.label).toBe('normal: a, conv: 100.0\u202f%, the strongest, stays');
    expect(heatRows(seen)[1]!.cells[1]!.label).toBe(
      'normal: b, skip_connect: 80.0\u202f%, the strongest, left out',
    );
  });

  it('has colours that mean the same at every step', () => {
    const first = heatRows(weightsSeen([SMALL], { step: 0 })!);
    expect(first[0]!.cells.map((cell) => cell?.share)).toEqual([0.2, 0.4, 0.4, undefined]);
  });

  it('is a table with a row for each weight, and one of the decision by step', () => {
    const step = weightsTable(seen);
    expect(Array.from({ length: step.nRows }, (_, i) => step.row(i).join(' '))).toEqual([
      '3 normal a none 0',
      '3 normal a skip_connect 0',
      '3 normal a conv 1',
      '3 normal b none 0.2',
      '3 normal b skip_connect 0.8',
      '3 normal b pool 0',
    ]);
    const decision = decisionTable(seen);
    expect([decision.columns.map(({ title }) => title), decision.row(0)]).toEqual([
      ['Step', 'none', 'skip_connect', 'conv'],
      ['0', '0.2', '0.4', '0.4'],
    ]);
  });
});

describe('the words of architecture weights', () => {
  const long = replay([STARTED, ...weightsRun()]).weights[0]!;
  const seen = weightsSeen([long], { decision: 'normal: 0 → 2' })!;

  it('sum up the discrete network of the step', () => {
    expect(weightsSentence(seen)).toBe(
      'Epoch 50. The discrete network keeps 16 of 28 decisions: skip_connect\u00a08, sep_conv_3x3\u00a03, avg_pool_3x3\u00a02, dil_conv_3x3\u00a02, sep_conv_5x5\u00a01. The weights are 88\u202f% undecided on average.',
    );
    expect(weightsSentence({ ...seen, course: { ...long, unit: 'batch', every: 4 } })).toMatch(
      /^Batch 50\. .* Of this long course every step in 4 is shown\.$/,
    );
  });

  it('of the warning say what was found, since when, and what it means', () => {
    const [warning] = skipWarnings(long);
    expect(warningText(warning!, long)).toMatch(
      /^Skip connections take over the cell normal: they are 6 of the 8 choices that stay\. There have been 2 or more since epoch 18\. Differentiable searches are known to collapse/,
    );
    expect(warningText({ ...warning!, cell: undefined }, { unit: 'batch' })).toMatch(
      /^Skip connections take over: they are 6 of the 8 choices that stay\. There have been 2 or more since batch 18\./,
    );
  });

  it('of the charts tell what is seen at a glance', () => {
    expect(decisionPicture(seen).summary).toMatch(
      /^Weights of normal: 0 → 2 over 51 steps\. Epoch 50: sep_conv_5x5 25\.0\u202f%, none 22\.7\u202f%, skip_connect 18\.1\u202f%, /,
    );
    expect(entropyPicture(seen).summary).toBe(
      'How undecided 28 decisions were over 51 steps: from 100\u202f% to 88\u202f% on average, 91\u202f% at last in normal: 0 → 2.',
    );
  });

  it('go with a line for each alternative, dashed where colours come round, and one for the step', () => {
    const { lines } = decisionPicture(seen);
    expect(lines.map(({ dashed }) => dashed)).toEqual([...Array<boolean>(6).fill(false), true, true, true]);
    expect(lines.at(-1)!.points.map(({ x }) => x)).toEqual([50, 50]);
  });
});
