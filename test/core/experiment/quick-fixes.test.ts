import { describe, expect, it } from 'vitest';
import { ExperimentText } from '../../../src/core/experiment/experiment-text';
import { sampledFindings } from '../../../src/core/experiment/findings/sampled';
import { findingProblem, readExperiment } from '../../../src/core/experiment/read-experiment';
import type { Problem } from '../../../src/core/experiment/experiment';
import { createSpace } from '../../../src/core/space/catalog';
import { sampledCosts } from '../../../src/core/space/space-picture';
import { experimentText, FULL_TEXT } from '../../support/experiment-texts';

const ACCURACY = { metric: 'valAccuracy', goal: 'maximize' };
const IDX = { format: 'idx', images: 'a.idx', labels: 'b.idx' };
const FIRST = 'depth=1, layer1.units=16, activation=relu, norm=none';
const FIVE = [
  FIRST,
  ...[32, 64, 128].map((units) => FIRST.replace('16', String(units))),
  FIRST.replace('depth=1', 'depth=2').replace('16,', '16, layer2.units=16,'),
];
const DIGITS = { inputShape: [8, 8, 1], outputUnits: 10 };

describe('one fix mends', () => {
  it.each([
    ['batch-too-large', { estimator: { kind: 'training', batchSize: 5000 } }],
    ['population-too-large', { strategy: { kind: 'regularized-evolution', populationSize: 100 } }],
    ['knob-without-choice', { space: { kind: 'mlp', units: [8] } }],
    ['knob-without-choice', { space: custom({ choose: [8] }) }],
    ['limit-out-of-range', { constraints: [{ metric: 'valAccuracy', min: 93.41 }] }],
    ['population-too-large', { strategy: { kind: 'nsga-ii' }, budget: { trials: 8 } }],
    ['sample-too-large', { strategy: { kind: 'regularized-evolution', populationSize: 10 } }],
    ['repeated-metric', { objectives: [ACCURACY, ACCURACY] }],
    ['empty-constraint', { constraints: [{ metric: 'macs' }] }],
    ['contradictory-constraint', { constraints: [{ metric: 'macs', min: 9000, max: 500 }] }],
    ['out-of-range', { estimator: { kind: 'training', epochs: 0 } }],
    ['wrong-type', { estimator: { kind: 'training', epochs: '8' } }],
    ['wrong-type', { space: { kind: 'mlp', activations: 'relu' } }],
    ['wrong-type', { estimator: { kind: 'training', measureLatency: 'true' } }],
    ['too-many-candidates', { enqueue: FIVE, budget: { trials: 4 } }],
    [
      'missing-test-file',
      { task: { kind: 'image-classification', dataset: { ...IDX, testImages: 'c.idx' } } },
    ],
    [
      'standardized-tokens',
      {
        task: {
          kind: 'classification',
          dataset: { format: 'csv', path: 'a.csv', label: 'y' },
          standardize: true,
        },
        space: {
          kind: 'custom',
          layers: [{ kind: 'embedding', vocabulary: 9, units: { choose: [4, 8] } }, { kind: 'flatten' }],
        },
        budget: { trials: 2 },
      },
    ],
  ])('%s: %j', (code, parts) => {
    const text = experimentText(parts);
    const problem = readExperiment(text).problems.find((one) => one.code === code)!;
    expect(problem.fixes).toHaveLength(1);
    const mended = readExperiment(applied(text, problem));
    expect(mended.experiment).toBeDefined();
    expect(mended.problems).toEqual([]);
  });

  it.each([0, 1])('fractions that leave nothing to train on, by the fix number %i', (i) => {
    const task = {
      kind: 'image-classification',
      dataset: 'digits',
      ...{ validationFraction: 0.5, testFraction: 0.6 },
    };
    const text = experimentText({ task });
    const [problem] = readExperiment(text).problems;
    expect(problem?.fixes.map(({ title }) => title)).toEqual(['Change to 0.2', 'Change to 0.25']);
    expect(readExperiment(applied(text, problem!, i)).problems).toEqual([]);
  });

  it.each([
    [0, 'Remove this "seed"', 3],
    [1, 'Remove the other "seed"', 5],
  ])('a key that is there twice, by the fix number %i: %s', (i, title, seed) => {
    const text = FULL_TEXT.replace(/"seed": \d+/, '"seed": 3,\n  "seed": 5');
    const [problem] = readExperiment(text).problems;
    expect([problem?.code, problem?.fixes[i]?.title]).toEqual(['repeated-key', title]);
    expect(readExperiment(applied(text, problem!, i)).experiment?.seed).toBe(seed);
  });

  it('an item of a list is removed by its place', () => {
    const [problem] = readExperiment(experimentText({ enqueue: [FIRST, FIRST] })).problems;
    expect(problem?.fixes.map(({ title }) => title)).toEqual(['Remove enqueue[1]']);
  });

  it('a limit in percent with its hundredth', () => {
    const text = experimentText({ constraints: [{ metric: 'valAccuracy', min: 95 }] });
    const [problem] = readExperiment(text).problems;
    expect([problem?.message, problem?.fixes.map(({ title }) => title)]).toEqual([
      'constraints[0].min: expected a number from 0 to 1, because valAccuracy is a fraction, but got 95',
      ['Change to 0.95'],
    ]);
  });

  it('limits that are kept alone but not together', () => {
    const constraints = [
      { metric: 'paramCount', max: 3000 },
      { metric: 'macs', min: 4000 },
    ];
    const text = experimentText({ constraints });
    const [problem, ...others] = sampled(text);
    expect(others).toEqual([]);
    expect(problem?.path).toBe('constraints[1]');
    expect(problem?.message).toMatch(
      /: none of 300 sampled candidates keeps the limits on paramCount and macs together, though each alone is kept: macs is between \d+ and \d+ where the others are kept$/,
    );
    expect(sampled(applied(text, problem!))).toEqual([]);
  });

  it('limits of which no two go together are all in the way', () => {
    const text = experimentText({
      constraints: [
        { metric: 'paramCount', max: 3000 },
        { metric: 'macs', min: 4000 },
        { metric: 'paramCount', min: 4000 },
        { metric: 'macs', max: 3000 },
      ],
    });
    expect(sampled(text).map(({ path, fixes }) => [path, fixes])).toEqual([['constraints', []]]);
  });

  it('a knob without effect, at its option', () => {
    const idle = { kind: 'identity', repeat: { choose: [1, 2] } };
    const dense = { kind: 'dense', units: { choose: [8, 16] } };
    const text = experimentText({ space: { kind: 'custom', layers: [idle, { kind: 'flatten' }, dense] } });
    const [problem] = sampled(text);
    expect([problem?.code, problem?.path]).toEqual(['knob-without-effect', 'space.layers[0].repeat']);
    expect(text.slice(problem!.offset, problem!.offset + problem!.length)).toBe('"repeat"');
    expect(sampled(applied(text, problem!))).toEqual([]);
  });
});

describe('a list whose knobs have no effect', () => {
  // Nothing halves a map of one pixel.
  const pixel = { inputShape: [1, 1, 4], outputUnits: 3 };
  it.each([
    [{}, 'Add "pooling": ["none"]'],
    [{ pooling: ['max', 'avg'] }, 'Change to ["max"]'],
  ])('keeps one of its words: %j', (options, title) => {
    const text = experimentText({ space: { kind: 'chain-cnn', ...options } });
    const [problem, ...others] = sampled(text, pixel);
    expect(others).toEqual([]);
    expect([problem?.code, problem?.fixes.map((fix) => fix.title)]).toEqual(['knob-without-effect', [title]]);
    const mended = applied(text, problem!);
    expect(sampled(mended, pixel)).toEqual([]);
    expect(readExperiment(mended).problems).toEqual([]);
  });
});

describe('a space that is larger than the budget can use', () => {
  const grid = { strategy: { kind: 'grid' }, budget: { trials: 12 } };
  const climb = { strategy: { kind: 'local-search' }, budget: { trials: 12 } };

  it('is gone through in a random order where a grid would not come far', () => {
    const text = experimentText({ ...grid, space: { kind: 'mlp' } });
    const [problem, ...others] = sampled(text);
    expect(others).toEqual([]);
    expect(problem?.message).toMatch(
      /^strategy\.order: expected "shuffled", because the first 12 of \d+ encodings in this order leave out values of depth, layer1\.units, layer2\.units and 1 more, but got "lexicographic"$/,
    );
    expect(problem?.fixes[0]?.title).toBe('Add "order": "shuffled"');
    expect(sampled(applied(text, problem!))).toEqual([]);
  });

  it('is made smaller where fewer values of each size are all that the budget has', () => {
    const space = {
      kind: 'mlp',
      minDepth: 1,
      maxDepth: 1,
      activations: ['relu'],
      norms: ['none'],
      units: [4, 8, 12, 16, 20, 24, 28, 32],
      dropouts: [0, 0.1, 0.2, 0.3],
    };
    const text = experimentText({ ...grid, space, budget: { trials: 10 } });
    const [problem] = sampled(text);
    expect(problem?.fixes.map(({ title }) => title)).toEqual(['Add "order": "shuffled"', 'Add "levels": 3']);
    const mended = applied(text, problem!, 1);
    expect(sampled(mended)).toEqual([]);
  });

  it.each([
    { parts: { strategy: { kind: 'grid', order: 'shuffled' } }, why: 'in a random order' },
    {
      parts: { space: { kind: 'mlp', minDepth: 1, maxDepth: 1, units: [4, 8] } },
      why: 'that is gone through whole',
    },
    { parts: { budget: { minutes: 5 } }, why: 'without a number of trials' },
    { parts: { strategy: { kind: 'random' } }, why: 'of a strategy that draws' },
  ])('is nothing to say of a grid $why', ({ parts }) => {
    expect(sampled(experimentText({ ...grid, ...parts }))).toEqual([]);
  });

  it('is climbed from the first better neighbour where a neighbourhood is too much', () => {
    const text = experimentText({ ...climb, space: { kind: 'mlp' } });
    const [problem, ...others] = sampled(text);
    expect(others).toEqual([]);
    expect(problem?.message).toMatch(
      /^strategy\.neighbourhood: expected "first-better", because a candidate has more neighbours than the 2 trials that budget\.trials leaves after the random start: the search would never move, but got "full"$/,
    );
    expect(problem?.fixes.map(({ title }) => title)).toEqual([
      'Add "neighbourhood": "first-better"',
      expect.stringMatching(/^Change to \d+$/),
    ]);
    expect(sampled(applied(text, problem!))).toEqual([]);
    expect(sampled(applied(text, problem!, 1))).toEqual([]);
  });

  it('is nothing to say of a climb that can move', () => {
    expect(sampled(experimentText({ ...climb, budget: { trials: 200 } }))).toEqual([]);
  });
});

function custom(units: unknown): object {
  const second = { kind: 'dense', units: { choose: [8, 16, 24, 32, 40, 48, 56, 64] } };
  return {
    kind: 'custom',
    layers: [{ kind: 'flatten' }, { kind: 'dense', units }, second, { ...second, name: 'last' }],
  };
}

function sampled(text: string, context = DIGITS): Problem[] {
  const { experiment, problems } = readExperiment(text);
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  const space = createSpace(experiment!.space, context);
  const source = new ExperimentText(text);
  return sampledFindings(experiment!, space, { costs: sampledCosts(space, 1) }).map((finding) =>
    findingProblem(source, finding),
  );
}

function applied(text: string, { fixes }: Problem, which = 0): string {
  return fixes[which]!.edits.toSorted((a, b) => b.offset - a.offset).reduce(
    (mended, { offset, length, text: fresh }) =>
      mended.slice(0, offset) + fresh + mended.slice(offset + length),
    text,
  );
}
