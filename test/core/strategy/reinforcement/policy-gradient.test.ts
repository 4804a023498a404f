import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src/core/base/random';
import {
  addPpoGradient,
  addReinforceGradient,
} from '../../../../src/core/strategy/reinforcement/policy-gradient';
import { createPolicy } from '../../../../src/core/strategy/reinforcement/policy-options';
import type { Policy } from '../../../../src/core/strategy/reinforcement/policy';
import type { Experience } from '../../../../src/core/strategy/reinforcement/policy-search';
import { toySpace } from '../../../support/toy-space';

const ADVANTAGES = [1.5, -0.7, 0.2, -2];

describe.each(['table', 'lstm'] as const)('of a policy of a %s', (controller) => {
  const make = () =>
    createPolicy(toySpace(3, 4).knobs, { controller, layers: 1, hiddenUnits: 6 }, createRng(1));
  const batchOf = (policy: Policy): Experience[] => {
    const stream = createRng(2);
    return ADVANTAGES.map((advantage) => {
      const { genotype, logProbabilities } = policy.draw(stream);
      return { genotype, advantage, drawnWith: logProbabilities };
    });
  };
  const reinforceGradient = (policy: Policy, batch: readonly Experience[], entropyWeight = 0.1) => {
    const gradient = new Float64Array(policy.parameters.length);
    addReinforceGradient(policy, batch, entropyWeight, gradient);
    return gradient;
  };
  const ppoGradient = (policy: Policy, batch: readonly Experience[], clip: number) => {
    const gradient = new Float64Array(policy.parameters.length);
    addPpoGradient(policy, batch, { clip, entropyWeight: 0.1 }, gradient);
    return gradient;
  };

  it("PPO's first pass, where every ratio is 1, is REINFORCE's, with any clip", () => {
    const policy = make();
    const batch = batchOf(policy);

    expect(ppoGradient(policy, batch, Infinity)).toEqual(reinforceGradient(policy, batch));
    expect(ppoGradient(policy, batch, 1e-9)).toEqual(reinforceGradient(policy, batch));
  });

  it("REINFORCE's is the mean over the batch of advantage times the gradient of ln p", () => {
    const policy = make();
    const batch = batchOf(policy);
    const expected = new Float64Array(policy.parameters.length);
    for (const { genotype, advantage } of batch) {
      policy.addGradient(genotype, (logs) => logs.map(() => advantage), 0, expected);
    }

    const gradient = reinforceGradient(policy, batch, 0);
    const off = gradient.map((g, i) => Math.abs(g - expected[i]! / batch.length));
    expect(Math.max(...off)).toBeLessThan(1e-12);
  });

  it('PPO without a clip weighs each choice by how much likelier it has become', () => {
    const policy = make();
    const { genotype, logProbabilities } = policy.draw(createRng(3));
    const [doubled, halved, same] = [Math.log(2), -Math.log(2), 0];
    const drawnWith = logProbabilities.map((log, t) => log - [doubled, halved, same][t]!);
    const expected = new Float64Array(policy.parameters.length);
    policy.addGradient(genotype, () => [2 * 1.5, 0.5 * 1.5, 1.5], 0.1, expected);

    const gradient = ppoGradient(policy, [{ genotype, advantage: 1.5, drawnWith }], Infinity);
    expect(Math.max(...gradient.map((g, i) => Math.abs(g - expected[i]!)))).toBeLessThan(1e-12);
  });

  it.each([
    ['good', 1.5, [0, 0.5 * 1.5, 1.5]],
    ['bad', -1.5, [2 * -1.5, 0, -1.5]],
  ] as const)(
    'PPO goes no further with a choice of a %s candidate beyond its clip',
    (_, advantage, counts) => {
      const policy = make();
      const { genotype, logProbabilities } = policy.draw(createRng(3));
      const drawnWith = logProbabilities.map((log, t) => log - [Math.log(2), -Math.log(2), 0][t]!);
      const expected = new Float64Array(policy.parameters.length);
      policy.addGradient(genotype, () => counts, 0.1, expected);

      const gradient = ppoGradient(policy, [{ genotype, advantage, drawnWith }], 0.2);
      expect(Math.max(...gradient.map((g, i) => Math.abs(g - expected[i]!)))).toBeLessThan(1e-12);
    },
  );

  it.each([
    ['half as likely now counts half', Math.log(2), 0.5],
    ['twice as likely now counts once', -Math.log(2), 1],
  ])('REINFORCE: what was drawn by an older policy and is %s', (_, shift, weight) => {
    const policy = make();
    const [one] = batchOf(policy);
    const late = { ...one!, drawnWith: one!.drawnWith.map((log, t) => (t === 0 ? log + shift : log)) };

    const [now, then] = [[one!], [late]].map((batch) => reinforceGradient(policy, batch, 0));
    expect(Math.max(...now!.map((g, i) => Math.abs(weight * g - then![i]!)))).toBeLessThan(1e-12);
  });
});
