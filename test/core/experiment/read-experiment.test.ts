import { describe, expect, it } from 'vitest';
import { canonicalExperiment } from '../../../src/core/experiment/canonical';
import type { Fix } from '../../../src/core/experiment/experiment';
import { readExperiment } from '../../../src/core/experiment/read-experiment';
import { FULL_TEXT } from '../../support/experiment-texts';

describe('a valid file', () => {
  it('has no problems, with comments and trailing commas', () => {
    expect(readExperiment(FULL_TEXT).problems).toEqual([]);
  });

  it('gets every default', () => {
    const { experiment } = readExperiment(`{
      "task": { "kind": "regression", "dataset": { "format": "csv", "path": "a.csv", "label": "y" } },
      "space": { "kind": "mlp" }, "estimator": { "kind": "training" } }`);
    expect(experiment).toMatchObject({
      strategy: { kind: 'auto', initialSamples: 10, features: 'graph', allowRepeats: false },
      objectives: [{ metric: 'valRmse', goal: 'minimize' }],
      constraints: [],
      budget: { trials: 50 },
      execution: {
        evaluators: 'auto',
        backend: 'auto',
        trialMinutes: 5,
        evaluatorMemoryMb: 2048,
        trialsPerEvaluator: 500,
        keepModels: 'front',
      },
      seed: 1,
    });
  });

  it('needs no task with a table', () => {
    const { problems } =
      readExperiment(`{ "space": { "kind": "nas-bench-201" }, "strategy": { "kind": "random" },
      "estimator": { "kind": "table", "path": "t.json" } }`);
    expect(problems).toEqual([]);
  });

  it('comes back from its canonical form', () => {
    const { experiment } = readExperiment(FULL_TEXT);
    const canonical = canonicalExperiment(experiment!);
    expect(readExperiment(JSON.stringify(canonical))).toEqual({ experiment, problems: [] });
    expect(Object.keys(canonical)[0]).toBe('task');
  });
});

const CELL = '|none~0|+|none~0|skip_connect~1|+|skip_connect~0|nor_conv_1x1~1|none~2|';

/** A change to the full text, the place that is underlined, and what is said of it. */
type Case = readonly [from: string, to: string, underlined: string, message: string];

const WRONG: readonly Case[] = [
  [
    'stemChannels',
    'stemChanels',
    '"stemChanels"',
    'space.stemChanels: expected one of the keys kind, stemChannels, cellsPerStage, but got "stemChanels": did you mean stemChannels?',
  ],
  [
    '"nas-bench-201"',
    '"nas-bench201"',
    '"nas-bench201"',
    'space.kind: expected one of nas-bench-201, nas-bench-macro, chain-cnn, mlp, cppn, custom, table, but got "nas-bench201": did you mean nas-bench-201?',
  ],
  [
    '"maximize"',
    '"maximise"',
    '"maximise"',
    'objectives[0].goal: expected one of maximize, minimize, but got "maximise": did you mean maximize?',
  ],
  ['"epochs": 4', '"epochs": 0', '0', 'estimator.epochs: expected a whole number of at least 1, but got 0'],
  ['"epochs": 4', '"epochs": "4"', '"4"', 'estimator.epochs: expected a number, but got "4"'],
  [
    '"kind": "training", ',
    '',
    '"estimator"',
    'estimator.kind: expected one of training, table, but got nothing',
  ],
  [
    '"digits"',
    '{ "format": "csv", "path": "a.csv" }',
    '"dataset"',
    'task.dataset.label: expected a string or a number, but got nothing',
  ],
  [
    '"digits"',
    '"digit"',
    '"digit"',
    'task.dataset: expected "digits" or an object, but got "digit": did you mean digits?',
  ],
  [
    '"trials": 60, "minutes": 20',
    '',
    '{  }',
    'budget: expected at least one of the keys trials, minutes, simulatedSeconds, but got {}',
  ],
  ['"seed": 7', '"seed": 7, "seed": 8', '"seed"', 'seed: expected each key once, but got "seed" again'],
  ['"space": {', '"space" {', '{', 'expected :, but got "{"'],
  // What the schema cannot say:
  [
    '"seed": 7',
    '"seed": 7, "enqueue": ["|none~0|"]',
    '"|none~0|"',
    'enqueue[0]: expected a candidate of the search space, but got "|none~0|": character 9: expected "+" before node 2, but got nothing',
  ],
  [
    '"seed": 7',
    `"seed": 7, "enqueue": ["${CELL}", "${CELL}"]`,
    `"${CELL}"`,
    'enqueue[1]: the same candidate as enqueue[0]',
  ],
  [
    '"max": 200000 }],',
    `"max": 3000 }], "enqueue": ["${CELL}"],`,
    `"${CELL}"`,
    `enqueue[0]: expected a candidate of the search space, but got "${CELL}": paramCount is 20050, above 3000`,
  ],
  [
    '"metric": "macs"',
    '"metric": "mac"',
    '"mac"',
    'objectives[1].metric: expected a metric that the training estimator yields (valAccuracy, valTop5Accuracy, valF1, valAuc, valLoss, trainLoss, trainMs, epochs, paramCount, macs, activationBytes, latencyMs, latencySpreadMs), but got "mac"',
  ],
  [
    '"metric": "macs"',
    '"metric": "valAccuracy"',
    '"valAccuracy"',
    'objectives[1].metric: expected each metric once, but got "valAccuracy"',
  ],
  [
    '"metric": "macs"',
    '"metric": "testAccuracy"',
    '"testAccuracy"',
    'objectives[1].metric: expected a metric that the training estimator yields (valAccuracy, valTop5Accuracy, valF1, valAuc, valLoss, trainLoss, trainMs, epochs, paramCount, macs, activationBytes, latencyMs, latencySpreadMs), but got "testAccuracy"',
  ],
  [
    '"metric": "paramCount"',
    '"metric": "params"',
    '"params"',
    'constraints[0].metric: expected a metric that the training estimator yields (valAccuracy, valTop5Accuracy, valF1, valAuc, valLoss, trainLoss, trainMs, epochs, paramCount, macs, activationBytes, latencyMs, latencySpreadMs), but got "params"',
  ],
  [
    '"metric": "macs"',
    '"metric": "energyMj"',
    '"energyMj"',
    'objectives[1].metric: expected a metric that the training estimator yields (valAccuracy, valTop5Accuracy, valF1, valAuc, valLoss, trainLoss, trainMs, epochs, paramCount, macs, activationBytes, latencyMs, latencySpreadMs; energyMj with "device": { "energy": "measure" }), but got "energyMj"',
  ],
  ['"max": 200000', '"max": 1, "min": 2', '2', 'constraints[0].min: expected at most max (1), but got 2'],
  [
    '{ "metric": "paramCount", "max": 200000 }',
    '{ "metric": "paramCount" }',
    '{ "metric": "paramCount" }',
    'constraints[0]: expected at least one of the keys min, max, but got {"metric":"paramCount"}',
  ],
  [
    '"image-classification"',
    '"classification"',
    '"nas-bench-201"',
    'space.kind: expected a space that takes vectors (mlp, cppn, custom), but got "nas-bench-201"',
  ],
  [
    '"image-classification"',
    '"regression"',
    '"regression"',
    'task.kind: expected a classification, because digits has classes, but got "regression"',
  ],
  [
    '"validationFraction": 0.2',
    '"validationFraction": 0.8',
    '0.8',
    'task.validationFraction: expected less than 0.8, so that with testFraction examples are left to train on, but got 0.8',
  ],
  [
    '"sampleSize": 5',
    '"sampleSize": 21',
    '21',
    'strategy.sampleSize: expected at most populationSize (20), but got 21',
  ],
  [
    '"kind": "nas-bench-201", "stemChannels": 8, "cellsPerStage": 1',
    '"kind": "chain-cnn", "minDepth": 5',
    '5',
    'space.minDepth: expected at most maxDepth (4), but got 5',
  ],
  [
    '"minutes": 20',
    '"simulatedSeconds": 20',
    '"simulatedSeconds"',
    'budget.simulatedSeconds: expected the table estimator, which alone knows simulated seconds, but got "training"',
  ],
];

const UNLIKELY: readonly Case[] = [
  [
    '"trials": 60',
    '"trials": 10',
    '20',
    'strategy.populationSize: expected at most budget.trials (10), so that evolution follows the random start, but got 20',
  ],
  [
    '"batchSize": 64',
    '"batchSize": 2000',
    '2000',
    'estimator.batchSize: expected at most the 1079 examples to train on, but got 2000',
  ],
  [
    '"kind": "nas-bench-201", "stemChannels": 8, "cellsPerStage": 1',
    '"kind": "chain-cnn", "kernels": [3]',
    '[3]',
    'space.kernels: expected more than one value to choose from, but got [3]',
  ],
  [
    '"sampleSize": 5',
    '"allowRepeats": true',
    '"strategy"',
    'strategy.sampleSize: expected at most populationSize (20), but got 25',
  ],
];

describe.each([
  ['error', WRONG],
  ['warning', UNLIKELY],
] as const)('an %s', (severity, cases) => {
  it.each(cases)('%s -> %s', (from, to, underlined, message) => {
    expect(firstProblem(change(FULL_TEXT, from, to))).toEqual({
      severity,
      message,
      underlined,
      isValid: severity === 'warning',
    });
  });
});

it('a budget that a space cannot use up is a warning', () => {
  const random = change(
    FULL_TEXT,
    '"kind": "regularized-evolution", "populationSize": 20, "sampleSize": 5',
    '"kind": "random"',
  );
  expect(firstProblem(change(random, '"trials": 60', '"trials": 7000'))).toEqual({
    severity: 'warning',
    message: 'budget.trials: expected at most the 6466 candidates of the space, but got 7000',
    underlined: '7000',
    isValid: true,
  });
});

it('an embedding and scaled inputs do not go together', () => {
  const text = (standardize: string): string => `{
    "task": { "kind": "classification", "dataset": { "format": "csv", "path": "a.csv", "label": "y" }${standardize} },
    "space": { "kind": "custom", "layers": [{ "kind": "embedding", "vocabulary": 9, "units": { "choose": [4, 8] } }] },
    "strategy": { "kind": "random" }, "estimator": { "kind": "training" }, "budget": { "trials": 2 } }`;
  expect(firstProblem(text(', "standardize": true'))).toEqual({
    severity: 'error',
    message:
      'task.standardize: expected false, because the space begins with an embedding, which takes tokens as they are, but got true',
    underlined: 'true',
    isValid: false,
  });
  expect(firstProblem(text(''))).toMatchObject({ underlined: '"task"', isValid: false });
  expect(readExperiment(text(', "standardize": false')).problems).toEqual([]);
});

describe('a fix', () => {
  it.each([
    ['stemChannels', 'stemChanels', 'Rename to "stemChannels"'],
    ['"stemChannels": 8,', '"stemChannels": 8, "wings": 2,', 'Remove "wings"'],
    ['"cellsPerStage": 1', '"cellsPerStage": 1, "wings": 2', 'Remove "wings"'],
    ['  "seed": 7,\n', '  "seed": 7,\n  "wings": 2,\n', 'Remove "wings"'],
    ['  "seed": 7,\n', '  "seed": 7,\n  "wings": { "n": 2 }\n', 'Remove "wings"'],
    ['"maximize"', '"maximise"', 'Change to "maximize"'],
    ['"kind": "training", ', '', 'Add "kind": "training"'],
    ['"metric": "macs"', '"metric": "mac"', 'Change to "macs"'],
    ['"sampleSize": 5', '"sampleSize": 21', 'Change to 20'],
    ['"space": {', '"space" {', 'Insert :'],
    ['"cellsPerStage": 1 },', '"cellsPerStage": 1 }', 'Insert ,'],
  ])('mends %s -> %s', (from, to, title) => {
    const text = change(FULL_TEXT, from, to);
    const [problem] = readExperiment(text).problems;
    const fix = problem?.fixes.find((one) => one.title === title);
    expect(readExperiment(apply(text, fix!)).problems).toEqual([]);
  });
});

function firstProblem(text: string): unknown {
  const { experiment, problems } = readExperiment(text);
  const [problem] = problems;
  return {
    severity: problem?.severity,
    message: problem?.message,
    underlined: problem && text.slice(problem.offset, problem.offset + problem.length),
    isValid: experiment !== undefined,
  };
}

function change(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`${from} is not in the text`);
  return text.replace(from, () => to);
}

function apply(text: string, { edits }: Fix): string {
  return [...edits]
    .sort((a, b) => b.offset - a.offset)
    .reduce(
      (at, { offset, length, text: put }) => at.slice(0, offset) + put + at.slice(offset + length),
      text,
    );
}

it('an experiment that is valid stays valid with its defaults written out', () => {
  const text = change(FULL_TEXT, ', "sampleSize": 5', '');
  const { experiment, problems } = readExperiment(text);
  expect(problems.map(({ severity }) => severity)).toEqual(['warning']);
  expect(readExperiment(JSON.stringify(canonicalExperiment(experiment!))).experiment).toEqual(experiment);
});
