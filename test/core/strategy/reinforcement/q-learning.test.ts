import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src/core/base/random';
import { createStrategy } from '../../../../src/core/strategy/catalog';
import { epsilonAt, scheduleOf } from '../../../../src/core/strategy/reinforcement/epsilon-schedule';
import { QTable } from '../../../../src/core/strategy/reinforcement/q-table';
import { tinyChain } from '../../../support/spaces';
import { measured, runSequentially } from '../../../support/strategy-runs';
import { closeness, toySpace } from '../../../support/toy-space';

/** The reward of three layers of a toy: what counts is the last layer, given the one before. */
const REWARDS = [
  [0.1, 0.6, 0.3],
  [0.2, 0.4, 0.9],
  [0.7, 0.5, 0.0],
];

describe('the values', () => {
  const { knobs } = toySpace(3, 3);
  const table = (learningRate = 0.1) => new QTable(knobs, { learningRate, discount: 1, initial: 0.5 });

  it('of every first choice become the most that can be reached, when all is tried and tried again', () => {
    const values = table();
    const stream = createRng(1);
    for (let i = 0; i < 5000; i++) {
      const { genotype } = values.draw(1, stream);
      values.update(values.trajectory(genotype), REWARDS[genotype[1]!]![genotype[2]!]!);
    }

    expect(values.expectation).toBeCloseTo(0.9, 6);
    expect(values.draw(0, stream).genotype.slice(1)).toEqual([1, 2]);
  });

  it('pass a reward on to the first choice in one update, because it is learned from its end', () => {
    const values = table(1);
    values.update(values.trajectory([1, 0, 2]), 0.8);

    expect(values.expectation).toBe(0.8);
  });

  it('move by alpha', () => {
    const values = table(0.1);
    values.update(values.trajectory([0, 0, 0]), 1);
    // 0.55 after the last choice, 0.505 after the second, 0.5005 after the first.
    expect(values.expectation).toBeCloseTo(0.5005, 12);
  });

  it('that are equal are chosen evenly: chi-square over 27 candidates, false alarm 0.001', () => {
    const values = table();
    const stream = createRng(2);
    const counts = new Map<string, number>();
    for (let i = 0; i < 2700; i++) {
      const key = values.draw(0, stream).genotype.join();
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const chiSquare = [...counts.values()].reduce((sum, n) => sum + (n - 100) ** 2 / 100, 0);

    expect(counts.size).toBe(27);
    expect(chiSquare).toBeLessThan(54.05); // 26 degrees of freedom
  });

  it('belong to active knobs: a trajectory is as long as what the depth switches on', () => {
    const chain = tinyChain();
    const values = new QTable(chain.knobs, { learningRate: 0.1, discount: 1, initial: 0.5 });
    const lengths = [...chain.enumerate()].map((genotype) => values.trajectory(genotype).length / 3);

    expect(Math.max(...lengths)).toBe(chain.knobs.length);
    expect(Math.min(...lengths)).toBeLessThan(chain.knobs.length);
  });
});

describe('the schedule', () => {
  it("counts the paper's 2,700 models, and 138 when it is short", () => {
    const total = (name: 'paper' | 'short') => scheduleOf(name).reduce((sum, [, models]) => sum + models, 0);

    expect([total('paper'), total('short')]).toEqual([2700, 138]);
  });

  it('goes from level to level, and stays at the last', () => {
    const schedule = scheduleOf([
      [1, 2],
      [0.5, 1],
      [0.1, 1],
    ]);

    expect([0, 1, 2, 3, 4, 100].map((n) => epsilonAt(schedule, n))).toEqual([1, 1, 0.5, 0.1, 0.1, 0.1]);
  });
});

describe('Q-learning', () => {
  const TARGET = [3, 0, 2, 1, 3];
  const space = toySpace(5, 4);
  const run = (seed: number, options: Readonly<Record<string, unknown>> = {}, limit = 138) =>
    runSequentially(
      createStrategy(space, { kind: 'q-learning', ...options }, createRng(seed)),
      limit,
      ({ trial, genotype }) => measured(trial, 50 + 30 * closeness(genotype, TARGET)),
    ).proposals;
  const score = (genotype: readonly number[]) => closeness(genotype, TARGET);

  it('gets better as it explores less: mean score at epsilon 1, below 0.7 and below 0.3, over seeds 1 to 20', () => {
    const levels = [
      (epsilon: number) => epsilon === 1,
      (epsilon: number) => epsilon < 0.7 && epsilon > 0.3,
      (epsilon: number) => epsilon < 0.3,
    ];
    const all = Array.from({ length: 20 }, (_, i) => run(i + 1)).flat();
    const means = levels.map((isLevel) => {
      const scores = all
        .filter(({ explain }) => isLevel(Number(explain!['epsilon'])))
        .map(({ genotype }) => score(genotype));
      return scores.reduce((a, b) => a + b, 0) / scores.length;
    });

    // A random candidate agrees with the target in a quarter of its knobs: 0.25, and 1,500 of them within 0.02.
    expect(means[0]).toBeGreaterThan(0.2);
    expect(means[0]).toBeLessThan(0.3);
    expect(means[1]).toBeGreaterThan(means[0]! + 0.05);
    expect(means[2]).toBeGreaterThan(means[1]! + 0.05);
  });

  it('says how random a proposal is, and what it expects of the best', () => {
    const proposals = run(1);

    expect(proposals[0]).toMatchObject({ operator: 'policy', explain: { epsilon: 1, randomChoices: 5 } });
    expect(proposals[0]!.explain).not.toHaveProperty('reward');
    expect(proposals.at(-1)!.explain!['epsilon']).toBe(0.1);
    const scores = proposals.map(({ genotype }) => 50 + 30 * score(genotype));
    expect(proposals.at(-1)!.explain!['reward']).toBeGreaterThan(Math.min(...scores));
    expect(proposals.at(-1)!.explain!['reward']).toBeLessThanOrEqual(Math.max(...scores));
  });

  it('does the same whatever the unit and the zero of the objective', () => {
    const genotypes = (scale: number, zero: number) =>
      runSequentially(
        createStrategy(space, { kind: 'q-learning' }, createRng(3)),
        138,
        ({ trial, genotype }) => measured(trial, zero + scale * 10 * closeness(genotype, TARGET)),
      ).proposals.map(({ genotype }) => genotype);

    expect(genotypes(1024, -4096)).toEqual(genotypes(1, 0));
  });

  it('does not train a model again', () => {
    const proposals = run(
      2,
      {
        schedule: [
          [1, 20],
          [0, 1],
        ],
      },
      300,
    );

    expect(new Set(proposals.map(({ genotype }) => genotype.join())).size).toBe(300);
  });

  it('learns from a measurement at once, without replays too', () => {
    const { proposals } = runSequentially(
      createStrategy(space, { kind: 'q-learning', replays: 0, learningRate: 1 }, createRng(1)),
      3,
      ({ trial }) => measured(trial, 10 + trial),
    );

    expect(proposals[2]!.explain!['reward']).toBe(11);
  });

  it('counts what it drew at random for want of something new as one of its candidates', () => {
    const schedule = [
      [1, 5],
      [0, 10],
      [0.3, 1],
    ];
    const { proposals } = runSequentially(
      createStrategy(toySpace(1, 26), { kind: 'q-learning', schedule }, createRng(1)),
      20,
      ({ trial, genotype }) => measured(trial, genotype[0]!),
    );

    const epsilons = Array.from({ length: 20 }, (_, trial) => (trial < 5 ? 1 : trial < 15 ? 0 : 0.3));
    expect(proposals.map(({ explain }) => explain!['epsilon'])).toEqual(epsilons);
    expect(proposals.slice(5, 15).map(({ operator }) => operator)).toContain('sample');
  });

  it('learns to keep a constraint', () => {
    const proposals = runSequentially(
      createStrategy(
        space,
        {
          kind: 'q-learning',
          schedule: [
            [1, 60],
            [0.1, 1],
          ],
        },
        createRng(1),
      ),
      120,
      ({ trial, genotype }) => ({
        trial,
        status: 'measured',
        score: genotype[4] === 0 ? { values: [10], violation: 5 } : { values: [1], violation: 0 },
      }),
    ).proposals.slice(60);

    // One in ten last choices is random, and one in four of those breaks it: 1.5 expected, 9 or more with probability 2e-5.
    expect(proposals.filter(({ genotype }) => genotype[4] === 0).length).toBeLessThan(9);
  });
});
