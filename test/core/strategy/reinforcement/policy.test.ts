import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src/core/base/random';
import { createKnobTree } from '../../../../src/core/space/knob-tree';
import type { Genotype } from '../../../../src/core/space/space';
import { createPolicy } from '../../../../src/core/strategy/reinforcement/policy-options';
import type { Policy } from '../../../../src/core/strategy/reinforcement/policy';
import { tinyChain } from '../../../support/spaces';
import { ruggedScore } from '../../../support/strategy-runs';
import { toySpace } from '../../../support/toy-space';

const CONTROLLERS = [
  { title: 'a table', controller: 'table', layers: 1 },
  { title: 'an LSTM', controller: 'lstm', layers: 1 },
  { title: 'an LSTM of two layers', controller: 'lstm', layers: 2 },
] as const;

describe.each(CONTROLLERS)('a policy of $title', ({ controller, layers }) => {
  const make = (space: Pick<ReturnType<typeof toySpace>, 'knobs'>, spread = 1): Policy => {
    const policy = createPolicy(space.knobs, { controller, layers, hiddenUnits: 5 }, createRng(1));
    const rng = createRng(2);
    for (let i = 0; i < policy.parameters.length; i++) policy.parameters[i] = spread * rng.normal();
    return policy;
  };
  /** A space in which one knob decides whether others count. */
  const chain = tinyChain();
  const members = [...createKnobTree(chain.knobs).enumerate()];

  it('is a distribution over the encodings of a conditional space', () => {
    const policy = make(chain);
    const total = members.reduce((sum, genotype) => sum + probability(policy, genotype), 0);

    expect(total).toBeCloseTo(1, 10);
  });

  it('draws by that distribution: chi-square over 12 encodings, false alarm 0.001', () => {
    const space = toySpace(2, 4).knobs.map((knob, i) =>
      i === 0 ? knob : { ...knob, values: ['a', 'b', 'c'] },
    );
    const policy = make({ knobs: space }, 0.5);
    const stream = createRng(5);
    const counts = new Map<string, number>();
    const n = 6000;
    for (let i = 0; i < n; i++) {
      const key = policy.draw(stream).genotype.join();
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const chiSquare = [...createKnobTree(space).enumerate()].reduce((sum, genotype) => {
      const expected = n * probability(policy, genotype);
      return sum + ((counts.get(genotype.join()) ?? 0) - expected) ** 2 / expected;
    }, 0);
    expect(chiSquare).toBeLessThan(31.26); // 11 degrees of freedom
  });

  it('tells with a draw what it then says of the genotype, knobs without effect left out', () => {
    const policy = make(chain);
    const stream = createRng(6);
    for (let i = 0; i < 50; i++) {
      const { genotype, logProbabilities } = policy.draw(stream);
      const tree = createKnobTree(chain.knobs);
      expect(policy.logProbabilities(genotype)).toEqual(logProbabilities);
      expect(logProbabilities).toHaveLength(
        chain.knobs.filter((_, knob) => tree.isActive(genotype, knob)).length,
      );
      expect(genotype.filter((value, knob) => value !== 0 && !tree.isActive(genotype, knob))).toEqual([]);
    }
  });

  it('has the gradient of ln p and of entropy that finite differences give', () => {
    const policy = make(chain, 0.4);
    const genotype = members[members.length - 3]!;
    const coefficients = (logs: readonly number[]) => logs.map((_, t) => 0.5 - t);
    const gradient = new Float64Array(policy.parameters.length);
    policy.addGradient(genotype, coefficients, 0.7, gradient);

    const value = (): number => {
      const logs = policy.logProbabilities(genotype);
      const weighed = logs.reduce((sum, log, t) => sum + coefficients(logs)[t]! * log, 0);
      return weighed + 0.7 * entropyAlong(policy, chain.knobs, genotype);
    };
    expect(furthest(gradient, finiteDifferences(policy, value))).toBeLessThan(1e-7);
  });

  it('on a bandit of two knobs, follows the gradient of the expected reward, with or without a baseline', () => {
    const space = toySpace(2, 3);
    const policy = make(space);
    const arms = [...space.enumerate()];
    const expectedReward = () =>
      arms.reduce((sum, arm) => sum + probability(policy, arm) * ruggedScore(arm), 0);
    const gradientWith = (baseline: number): Float64Array => {
      const gradient = new Float64Array(policy.parameters.length);
      for (const arm of arms) {
        const share = probability(policy, arm) * (ruggedScore(arm) - baseline);
        policy.addGradient(arm, (logs) => logs.map(() => share), 0, gradient);
      }
      return gradient;
    };

    const byEnumeration = finiteDifferences(policy, expectedReward);
    expect(Math.max(...byEnumeration.map(Math.abs))).toBeGreaterThan(0.01);
    expect(furthest(gradientWith(0), byEnumeration)).toBeLessThan(1e-7);
    expect(furthest(gradientWith(3), byEnumeration)).toBeLessThan(1e-7);
  });
});

it('what an LSTM likes depends on the choices before; what a table likes does not', () => {
  const given = (controller: 'table' | 'lstm') => {
    const policy = createPolicy(
      toySpace(2, 3).knobs,
      { controller, layers: 1, hiddenUnits: 5 },
      createRng(3),
    );
    return [0, 1].map((first) => policy.logProbabilities([first, 2])[1]!);
  };

  expect(given('table')[0]).toBe(given('table')[1]);
  expect(given('lstm')[0]).not.toBe(given('lstm')[1]);
});

function probability(policy: Policy, genotype: Genotype): number {
  return Math.exp(policy.logProbabilities(genotype).reduce((a, b) => a + b, 0));
}

/** The entropies of the choices along a genotype, by trying every value of each. */
function entropyAlong(
  policy: Policy,
  knobs: Parameters<typeof createKnobTree>[0],
  genotype: Genotype,
): number {
  const tree = createKnobTree(knobs);
  const active = knobs.flatMap((_, knob) => (tree.isActive(genotype, knob) ? [knob] : []));
  let total = 0;
  for (const [t, knob] of active.entries()) {
    for (const value of knobs[knob]!.values.keys()) {
      const changed = genotype.map((old, i) => (i === knob ? value : i > knob ? 0 : old));
      const log = policy.logProbabilities(changed)[t]!;
      total -= Math.exp(log) * log;
    }
  }
  return total;
}

function finiteDifferences({ parameters }: Policy, value: () => number): Float64Array {
  const step = 1e-5;
  return parameters.map((old, i) => {
    parameters[i] = old + step;
    const above = value();
    parameters[i] = old - step;
    const below = value();
    parameters[i] = old;
    return (above - below) / (2 * step);
  });
}

function furthest(a: Float64Array, b: Float64Array): number {
  return Math.max(...a.map((value, i) => Math.abs(value - b[i]!)));
}
