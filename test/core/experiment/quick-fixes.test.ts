import { describe, expect, it } from 'vitest';
import { ExperimentText } from '../../../src/core/experiment/experiment-text';
import { sampledFindings } from '../../../src/core/experiment/findings/sampled';
import { findingProblem, readExperiment } from '../../../src/core/experiment/read-experiment';
import type { Problem } from '../../../src/core/experiment/experiment';
import { createSpace } from '../../../src/core/space/catalog';
import { sampledCosts } from '../../../src/core/space/space-picture';
import { experimentText } from '../../support/experiment-texts';

const DIGITS = { inputShape: [8, 8, 1], outputUnits: 10 };

describe('one fix mends', () => {
  it.each([
    ['batch-too-large', { estimator: { kind: 'training', batchSize: 5000 } }],
    ['population-too-large', { strategy: { kind: 'regularized-evolution', populationSize: 100 } }],
    ['knob-without-choice', { space: { kind: 'mlp', units: [8] } }],
    ['knob-without-choice', { space: custom({ choose: [8] }) }],
    ['limit-out-of-range', { constraints: [{ metric: 'valAccuracy', min: 93.41 }] }],
    ['population-too-large', { strategy: { kind: 'nsga-ii' }, budget: { trials: 8 } }],
  ])('%s: %j', (code, parts) => {
    const text = experimentText(parts);
    const problem = readExperiment(text).problems.find((one) => one.code === code)!;
    expect(problem.fixes).toHaveLength(1);
    const mended = readExperiment(applied(text, problem));
    expect(mended.experiment).toBeDefined();
    expect(mended.problems).toEqual([]);
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

function custom(units: unknown): object {
  const second = { kind: 'dense', units: { choose: [8, 16, 24, 32, 40, 48, 56, 64] } };
  return {
    kind: 'custom',
    layers: [{ kind: 'flatten' }, { kind: 'dense', units }, second, { ...second, name: 'last' }],
  };
}

function sampled(text: string): Problem[] {
  const { experiment, problems } = readExperiment(text);
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  const space = createSpace(experiment!.space, DIGITS);
  const source = new ExperimentText(text);
  return sampledFindings(experiment!, space, { costs: sampledCosts(space, 1) }).map((finding) =>
    findingProblem(source, finding),
  );
}

function applied(text: string, { fixes }: Problem): string {
  const [{ offset, length, text: fresh }] = fixes[0]!.edits as [
    { offset: number; length: number; text: string },
  ];
  return text.slice(0, offset) + fresh + text.slice(offset + length);
}
