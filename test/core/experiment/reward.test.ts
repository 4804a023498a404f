import { describe, expect, it } from 'vitest';
import { canonicalExperiment } from '../../../src/core/experiment/canonical';
import { readExperiment } from '../../../src/core/experiment/read-experiment';
import { checkMetrics } from '../../../src/core/experiment/resolve';
import { sentenceOf } from '../../support/error-of';
import { testExperiment } from '../../support/search-setup';

const REWARD = {
  kind: 'mixed',
  alpha: 0.5,
  quality: { metric: 'valAccuracy', range: [0.1, 1] },
  cost: { metric: 'paramCount', range: [1e6, 1e3] },
};

describe('the key reward', () => {
  it('makes its metric the objective where there is no other', () => {
    expect(testExperiment({ reward: REWARD }).objectives).toEqual([{ metric: 'reward', goal: 'maximize' }]);
    expect(
      testExperiment({ reward: REWARD, objectives: [{ metric: 'valLoss', goal: 'minimize' }] }).objectives,
    ).toEqual([{ metric: 'valLoss', goal: 'minimize' }]);
  });

  it('comes back from the canonical form', () => {
    const experiment = testExperiment({ reward: REWARD });

    expect(experiment.reward).toEqual(REWARD);
    expect(readExperiment(JSON.stringify(canonicalExperiment(experiment)))).toEqual({
      experiment,
      problems: [],
    });
  });

  it('goes with the energy estimate where that is asked for', () => {
    const cost = { metric: 'energyEstimateMj', range: [10, 0.1] };
    const estimator = { kind: 'training', device: { energy: 'estimate' } };

    expect(problemsOf({ estimator, reward: { ...REWARD, cost } })).toEqual([]);
    expect(problemsOf({ reward: { ...REWARD, cost } })).toEqual([
      expect.stringMatching(
        /^reward\.cost\.metric: expected a metric that the training estimator yields \(.*; energyEstimateMj with .*\), but got "energyEstimateMj"$/,
      ),
    ]);
  });

  it.each([
    [
      'a part that is not measured',
      { reward: { ...REWARD, quality: { metric: 'valAcuracy', range: [0, 1] } } },
      /^reward\.quality\.metric: expected a metric that the training estimator yields \(valAccuracy, .*\), but got "valAcuracy"$/,
    ],
    [
      'a reward of rewards',
      { reward: { ...REWARD, cost: { metric: 'reward', range: [0, 1] } } },
      /^reward\.cost\.metric: expected a metric .*, but got "reward"$/,
    ],
    [
      'an objective without it, saying what to write',
      { objectives: [{ metric: 'reward', goal: 'maximize' }] },
      /^objectives\[0\]\.metric: expected a metric that the training estimator yields \(valAccuracy, .*; reward with the key reward, which says what it is made of\), but got "reward"$/,
    ],
    [
      'a range without extent',
      { reward: { ...REWARD, cost: { metric: 'paramCount', range: [5, 5] } } },
      /^reward\.cost\.range: expected two different numbers, the worst first, but got \[5,\s?5\]$/,
    ],
    [
      'a weight above 1',
      { reward: { ...REWARD, alpha: 2 } },
      /^reward\.alpha: expected a number of at most 1, but got 2$/,
    ],
    [
      'an unknown kind',
      { reward: { ...REWARD, kind: 'mixt' } },
      /^reward\.kind: expected one of mixed, cost-constrained, quality-constrained, but got "mixt"$/,
    ],
  ])('refuses %s', (_, parts, sentence) => {
    expect(problemsOf(parts)).toEqual([expect.stringMatching(sentence)]);
  });

  it('is held against the metrics of a table', () => {
    const table = { estimator: { kind: 'table', path: 't.json' }, task: undefined };
    const { reward, objectives, constraints } = testExperiment({ ...table, reward: REWARD });
    const check = (yielded: readonly string[]) => () => {
      checkMetrics({ ...(reward ? { reward } : {}), objectives, constraints }, yielded);
    };

    expect(check(['valAccuracy', 'paramCount'])).not.toThrow();
    expect(sentenceOf(check(['valAccuracy', 'macs']))).toBe(
      'reward.cost.metric: expected one of valAccuracy, macs, but got "paramCount"',
    );
    expect(sentenceOf(check(['valAccuracy', 'paramCount', 'reward']))).toMatch(
      /^reward: expected nothing, because there is a metric of that name already, but got \{/,
    );
    expect(
      sentenceOf(() => {
        checkMetrics({ objectives, constraints }, ['valAccuracy']);
      }),
    ).toBe(
      'objectives[0].metric: expected one of valAccuracy; reward with the key reward, which says what it is made of, but got "reward"',
    );
  });
});

function problemsOf(parts: Readonly<Record<string, unknown>>): readonly string[] {
  return readExperiment(
    JSON.stringify({
      task: { kind: 'image-classification', dataset: 'digits' },
      space: { kind: 'mlp' },
      strategy: { kind: 'random' },
      estimator: { kind: 'training' },
      ...parts,
    }),
  ).problems.map(({ message }) => message);
}
