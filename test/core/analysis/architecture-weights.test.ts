import { describe, expect, it } from 'vitest';
import { discreteChoices, relativeEntropy, skipCount } from '../../../src/core/analysis/architecture-weights';
import { skipWarnings } from '../../../src/core/analysis/skip-warnings';
import type { Decision, WeightsCourse } from '../../../src/core/journal/weights-course';
import { replay } from '../../../src/core/journal/replay';
import { STARTED } from '../../support/journal-lines';
import { weightsRun } from '../../support/weights-run';

describe('relative entropy', () => {
  it.each([
    [[0.25, 0.25, 0.25, 0.25], 1, 'equal weights'],
    [[0, 1, 0], 0, 'a choice'],
    [[1], 0, 'the only alternative'],
    [[0.5, 0.5, 0, 0], 0.5, 'one of two out of four'],
    [[0.5, 0.25, 0.25], 1.5 / Math.log2(3), 'half and two quarters'],
  ])('of %j is %d: %s', (weights, entropy) => {
    expect(relativeEntropy(weights)).toBeCloseTo(entropy, 12);
  });
});

const edge = (name: string, into: number, cell = 'normal'): Decision => ({
  name,
  into,
  cell,
  alternatives: ['none', 'skip_connect', 'conv'],
});

describe('the discrete network', () => {
  it('keeps into each node the edges whose strongest operation is strongest, none left out', () => {
    const decisions = [edge('a', 2), edge('b', 2), edge('c', 2), edge('d', 3)];
    const weights = [
      // none is strongest, and does not count
      [0.7, 0.1, 0.2],
      [0.1, 0.6, 0.3],
      [0.3, 0.3, 0.4],
      [0.4, 0.31, 0.29],
    ];
    expect(
      discreteChoices({ decisions, keeps: 2 }, { weights }).map(({ alternative, isKept }) => [
        alternative,
        isKept,
      ]),
    ).toEqual([
      [2, false],
      [1, true],
      [2, true],
      [1, true],
    ]);
  });

  it('keeps each decision where nothing is said of how many', () => {
    const decisions = [edge('a', 2), edge('b', 2)];
    const weights = [
      [0, 0.5, 0.5],
      [0, 0.25, 0.75],
    ];
    expect(discreteChoices({ decisions, keeps: undefined }, { weights })).toEqual([
      { alternative: 1, weight: 0.5, lead: 0, isKept: true },
      { alternative: 2, weight: 0.75, lead: 0.5, isKept: true },
    ]);
  });

  it('has none where there is nothing else', () => {
    const decisions = [{ name: 'a', alternatives: ['none'] }];
    expect(discreteChoices({ decisions, keeps: undefined }, { weights: [[1]] })).toEqual([
      { alternative: 0, weight: 1, lead: 1, isKept: true },
    ]);
  });
});

describe('skip connections', () => {
  const SKIP = [0.1, 0.6, 0.3];
  const CONV = [0.1, 0.3, 0.6];
  const NEARLY = [0.33, 0.336, 0.334];

  it('are counted where they are kept and clearly ahead', () => {
    const course = courseOf([[SKIP, NEARLY, CONV, SKIP]], ['normal', 'normal', 'normal', 'reduction']);
    expect(skipCount(course, course.points[0]!, 'normal')).toEqual({ skips: 1, kept: 3 });
    expect(skipCount(course, course.points[0]!, 'reduction')).toEqual({ skips: 1, kept: 1 });
  });

  it('are warned of from the second on in a normal cell, since when they stay', () => {
    const steps = [
      [SKIP, SKIP, CONV],
      [SKIP, CONV, CONV],
      [SKIP, SKIP, CONV],
      [SKIP, SKIP, SKIP],
    ];
    expect(skipWarnings(courseOf(steps, ['normal', 'normal', 'normal']))).toEqual([
      { cell: 'normal', skips: 3, kept: 3, since: 2 },
    ]);
  });

  it.each([
    ['one', [[SKIP, CONV, CONV]], ['normal', 'normal', 'normal']],
    ['two in two cells', [[SKIP, SKIP, CONV]], ['normal 1', 'normal 2', 'normal 1']],
    ['those of a reduction cell', [[SKIP, SKIP, SKIP]], ['reduction', 'reduction', 'reduction']],
    [
      'those that are gone',
      [
        [SKIP, SKIP, SKIP],
        [CONV, CONV, CONV],
      ],
      ['normal', 'normal', 'normal'],
    ],
    ['ranks by chance', [[NEARLY, NEARLY, NEARLY]], ['normal', 'normal', 'normal']],
    ['nothing', [], ['normal', 'normal', 'normal']],
  ])('are not warned of for %s', (_, steps, cells) => {
    expect(skipWarnings(courseOf(steps, cells))).toEqual([]);
  });

  it('take over the normal cell of a search that goes on for too long, and no other', () => {
    const [late] = replay([STARTED, ...weightsRun()]).weights;
    const [early] = replay([STARTED, ...weightsRun({ epochs: 15 })]).weights;
    const [sound] = replay([STARTED, ...weightsRun({ collapses: false })]).weights;
    expect(skipWarnings(late!)).toEqual([{ cell: 'normal', skips: 6, kept: 8, since: 18 }]);
    expect([early, sound].map((course) => skipWarnings(course!))).toEqual([[], []]);
  });

  it.each(['skip_connect', 'Skip-Connect', 'skip', 'Identity'])('may be spelled %s', (spelling) => {
    const course = courseOf([[SKIP, SKIP]], [undefined, undefined], ['none', spelling, 'conv']);
    expect(skipWarnings(course)).toMatchObject([{ cell: undefined, skips: 2, kept: 2 }]);
  });
});

function courseOf(
  steps: readonly (readonly number[][])[],
  cells: readonly (string | undefined)[],
  alternatives = ['none', 'skip_connect', 'conv'],
): WeightsCourse {
  return {
    trial: undefined,
    unit: 'epoch',
    keeps: undefined,
    every: 1,
    decisions: cells.map((cell, i) => ({ name: String(i), cell, alternatives })),
    points: steps.map((weights, step) => ({ step, weights, nth: step })),
  };
}
