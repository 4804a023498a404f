import { describe, expect, it } from 'vitest';
import { bracketCost } from '../../../src/core/experiment/findings/bracket-cost';
import { sampledFindings } from '../../../src/core/experiment/findings/sampled';
import { fixAll } from '../../../src/core/experiment/fix-all';
import { readExperiment } from '../../../src/core/experiment/read-experiment';
import { createSpace } from '../../../src/core/space/catalog';
import { sampledCosts } from '../../../src/core/space/space-picture';
import { experimentText } from '../../support/experiment-texts';

/** No knob has more than two values. */
const NARROW = { kind: 'mlp', maxDepth: 2, units: [8, 16], activations: ['relu', 'tanh'] };
const DIGITS = { inputShape: [8, 8, 1], outputUnits: 10 };

describe('a budget that the search cannot use', () => {
  it('ends inside the first bracket of Hyperband', () => {
    // R = 9, eta = 3: bracket 2 has 9 candidates at 1 epoch, 3 at 3, 1 at 9: (9 + 3 * 2 + 6) / 9 = 2.33 full trainings.
    const strategy = { kind: 'hyperband' };
    const estimator = readExperiment(experimentText({ estimator: { kind: 'training', epochs: 9 } }))
      .experiment!.estimator;
    expect(bracketCost(strategy, estimator)).toBeCloseTo(21 / 9, 10);
    const budget = { trials: 2 };
    expect(warnings({ strategy, estimator: { kind: 'training', epochs: 9 }, budget, space: NARROW })).toEqual(
      [
        [
          'bracket-too-large',
          'budget.trials: expected at least 3, which the first bracket of hyperband takes, but got 2',
          ['Change to 3'],
        ],
      ],
    );
  });

  it('holds the first bracket', () => {
    const strategy = { kind: 'bohb' };
    expect(warnings({ strategy, estimator: { kind: 'training', epochs: 9 }, budget: { trials: 4 } })).toEqual(
      [],
    );
  });

  it('tries not even each value of one knob', () => {
    const space = { kind: 'mlp', units: [8, 16, 32, 64, 128] };
    expect(warnings({ space, budget: { trials: 3 } })).toEqual([
      [
        'space-too-large',
        'budget.trials: expected at least 5, so that each value of layer1.units can be tried once, but got 3',
        ['Change to 5'],
      ],
    ]);
  });
});

describe('what only candidates tell', () => {
  it('is that none of them keeps a constraint', () => {
    const found = sampled({ space: { kind: 'mlp' }, constraints: [{ metric: 'paramCount', max: 10 }] });
    expect(found.map(({ code, path }) => [code, path])).toEqual([
      ['constraint-never-met', ['constraints', 0]],
    ]);
    expect(found[0]?.problem).toMatch(
      /^none of 300 sampled candidates keeps this limit: their paramCount is between /,
    );
  });

  it('is mended by the limit that half of them keep', () => {
    const experiment = { space: { kind: 'mlp' }, constraints: [{ metric: 'paramCount', max: 10 }] };
    const [found] = sampled(experiment);
    const mended = { ...experiment, constraints: [{ metric: 'paramCount', max: found!.mend!.value }] };
    expect(found?.mend?.path).toEqual(['constraints', 0, 'max']);
    expect(sampled(mended)).toEqual([]);
  });

  it('is that a batch is larger than the data that were read', () => {
    const found = sampled({ space: { kind: 'mlp' } }, 20);
    expect(found.map(({ problem, choices }) => [problem, choices])).toEqual([
      ['a batch of 64 is larger than the 20 training examples: every epoch is one step', [20]],
    ]);
  });

  it('is that a knob changes nothing', () => {
    // Nothing halves a map of one pixel.
    const pixel = { inputShape: [1, 1, 4], outputUnits: 3 };
    const { experiment } = readExperiment(
      experimentText({ space: { kind: 'chain-cnn', maxDepth: 2, minDepth: 2 } }),
    );
    const space = createSpace(experiment!.space, pixel);
    const found = sampledFindings(experiment!, space, { costs: [] });
    expect(found.map(({ code, path, problem }) => [code, path, problem])).toEqual([
      [
        'knob-without-effect',
        ['space', 'pooling'],
        'block1.pooling, block2.pooling have no effect: 16 candidates stayed what they were when one was changed',
      ],
    ]);
  });

  it('is nothing about a space whose knobs all count', () => {
    expect(sampled({ space: { kind: 'chain-cnn' } })).toEqual([]);
  });
});

describe('fix all', () => {
  it('mends what can only have been meant so, and nothing else', () => {
    const text = experimentText({})
      .replace('"seed"', '"sead"')
      .replace('"mlp"', '"mpl"')
      .replace('"digits"', '"mnist"');
    const { problems } = readExperiment(text);
    const fix = fixAll(problems)!;
    const mended = fix.edits
      .toSorted((a, b) => b.offset - a.offset)
      .reduce(
        (at, { offset, length, text: fresh }) => at.slice(0, offset) + fresh + at.slice(offset + length),
        text,
      );
    expect(mended).toBe(experimentText({}).replace('"digits"', '"mnist"'));
  });

  it('is nothing where nothing is sure', () => {
    expect(fixAll(readExperiment(experimentText({})).problems)).toBeUndefined();
  });
});

it('every problem has a code', () => {
  const text = experimentText({})
    .replace('"kind":"mlp"', '"kind":"mlp","kind":"mlp"')
    .replace('"seed":1', '"seed":');
  expect(readExperiment(text).problems.map(({ code }) => code)).toEqual(['repeated-key', 'syntax']);
});

function warnings(parts: Readonly<Record<string, unknown>>): unknown[] {
  return readExperiment(experimentText(parts)).problems.map(({ code, message, fixes }) => [
    code,
    message,
    fixes.map(({ title }) => title),
  ]);
}

function sampled(
  parts: Readonly<Record<string, unknown>>,
  trainExamples?: number,
): ReturnType<typeof sampledFindings> {
  const experiment = readExperiment(experimentText(parts)).experiment!;
  const space = createSpace(experiment.space, DIGITS);
  return sampledFindings(experiment, space, { costs: sampledCosts(space, 1), trainExamples });
}
