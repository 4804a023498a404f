import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src/core/base/random';
import { hypervolume } from '../../../../src/core/pareto/hypervolume';
import type { Genotype, SearchSpace } from '../../../../src/core/space/space';
import { createStrategy } from '../../../../src/core/strategy/catalog';
import { ONE_OBJECTIVE } from '../../../../src/core/strategy/problem';
import type { Problem } from '../../../../src/core/strategy/problem';
import type { Proposal } from '../../../../src/core/strategy/strategy';
import { customWithEverything, nb201Space, tinyMlp } from '../../../support/spaces';
import { failed, measured, proposalOf, ruggedScore } from '../../../support/strategy-runs';
import { closeness, toySpace } from '../../../support/toy-space';
import { wilcoxonSignedRank } from '../../../support/wilcoxon';

const AUTO = { kind: 'auto' };

describe('auto', () => {
  it('beats random search after 40 evaluations of a cell space (20 seeds, one-sided signed rank test, p < 0.001)', () => {
    const space = nb201Space();
    // A cell is as good as its convolutions on ways, a skip past them, and some ruggedness.
    const bestOf = (kind: string, seed: number): number =>
      Math.max(...play(space, { kind }, seed, 40).map(({ genotype }) => cellScore(space, genotype)));
    const differences = Array.from(
      { length: 20 },
      (_, seed) => bestOf('auto', seed) - bestOf('random', seed),
    );

    expect(wilcoxonSignedRank(differences)).toBeLessThan(1e-3);
  });

  it('finds a target among 4,096 names without structure in 60 evaluations (10 seeds)', () => {
    const space = toySpace(6, 4);
    const target = [3, 1, 0, 2, 2, 1];
    const found = Array.from({ length: 10 }, (_, seed) =>
      play(space, AUTO, seed, 60, (genotype) => closeness(genotype, target)).some(
        ({ genotype }) => genotype.join() === target.join(),
      ),
    );
    expect(found).toEqual(Array(10).fill(true));
  });

  it('begins with random candidates, then explains what it chose and from what', () => {
    const proposals = play(tinyMlp(), { kind: 'auto', initialSamples: 5 }, 1, 8);

    expect(
      proposals.map(({ operator, parents, explain }) => [operator, parents, Object.keys(explain ?? {})]),
    ).toEqual([
      ...Array<unknown>(5).fill(['sample', [], []]),
      ...Array<unknown>(3).fill(['sample', [], ['acquisition', 'mean', 'sd']]),
    ]);
    const [edit] = play(nb201Space(), { kind: 'auto', initialSamples: 5 }, 1, 30).filter(
      ({ operator }) => operator === 'neighbour',
    );
    expect(edit!.parents.every((parent) => parent < edit!.trial)).toBe(true);
    expect(edit!.parents).toHaveLength(1);
  });

  it('predicts in the units of the objective: within three deviations nine times in ten (60 predictions)', () => {
    const space = nb201Space();
    const predicted = play(space, AUTO, 5, 100, (genotype) => 100 * cellScore(space, genotype)).slice(40);
    const isNear = predicted.filter(({ genotype, explain }) => {
      const { mean, sd } = explain as { mean: number; sd: number };
      return Math.abs(100 * cellScore(space, genotype) - mean) < 3 * sd;
    });
    expect(isNear.length).toBeGreaterThanOrEqual(54);
  });

  it('never proposes what is known to be forbidden while something else is left', () => {
    const space = tinyMlp();
    // Of 24 candidates those with a first layer of 4 units, a third, are allowed.
    const violationOf = ([, units]: Genotype): number => units!;
    const problem: Problem = {
      ...ONE_OBJECTIVE,
      foresee: (genotype) => ({ values: [undefined], violation: violationOf(genotype) }),
    };
    const proposals = play(
      space,
      { kind: 'auto', initialSamples: 4 },
      2,
      24,
      ruggedScore,
      problem,
      violationOf,
    );

    const violations = proposals.map(({ genotype }) => violationOf(genotype));
    expect(violations).toEqual(violations.toSorted((a, b) => a - b));
    expect(new Set(violations)).toEqual(new Set([0, 1, 2]));
  });

  it('looks for the feasible where only a measurement tells (10 seeds, all find more than random search would)', () => {
    const space = nb201Space();
    // Cells with a 3x3 convolution on the first edge are feasible: one in five.
    const violationOf = ([first]: Genotype): number => (first === 3 ? 0 : 0.5);
    const nFeasible = Array.from(
      { length: 10 },
      (_, seed) =>
        play(space, AUTO, seed, 40, ruggedScore, ONE_OBJECTIVE, violationOf)
          .slice(10)
          .filter(({ genotype }) => violationOf(genotype) === 0).length,
    );
    // Random search has 6 of 30 on average, and 15 or more with probability 0.0002.
    expect(Math.min(...nFeasible)).toBeGreaterThanOrEqual(15);
  });

  it('walks along the front of a measured and a known objective', () => {
    const space = nb201Space();
    const nConvolutions = (genotype: Genotype): number => genotype.filter((value) => value === 3).length;
    const problem: Problem = {
      nObjectives: 2,
      fidelities: [1],
      foresee: (genotype) => ({ values: [undefined, -nConvolutions(genotype)], violation: 0 }),
    };
    const strategy = createStrategy(space, AUTO, createRng(1), problem);
    const best = new Map<number, number>();
    for (let i = 0; i < 80; i++) {
      const { trial, genotype } = proposalOf(strategy.ask());
      const cost = nConvolutions(genotype);
      // Three convolutions are enough; the rest is what the other edges add.
      const value = Math.min(3, cost) + cellScore(space, genotype) / 100;
      best.set(cost, Math.max(best.get(cost) ?? -Infinity, Math.round(value)));
      strategy.tell({ trial, status: 'measured', score: { values: [value, -cost], violation: 0 } });
    }
    expect([0, 1, 2, 3].map((cost) => best.get(cost))).toEqual([0, 1, 2, 3]);
  });

  it('spreads over the front of three objectives, two of them measured', () => {
    const space = toySpace(6, 4);
    const count = (genotype: Genotype, value: number): number =>
      genotype.filter((position) => position === value).length;
    const problem: Problem = {
      nObjectives: 3,
      fidelities: [1],
      foresee: (genotype) => ({ values: [undefined, undefined, count(genotype, 2)], violation: 0 }),
    };
    const volumeAfter = (kind: string, seed: number): number => {
      const strategy = createStrategy(space, { kind }, createRng(seed), problem);
      const points = Array.from({ length: 60 }, () => {
        const { trial, genotype } = proposalOf(strategy.ask());
        const values = [0, 1, 2].map((value) => count(genotype, value));
        strategy.tell({ trial, status: 'measured', score: { values, violation: 0 } });
        return values;
      });
      return hypervolume(points, [-1, -1, -1]);
    };
    // The front is the 28 ways to share six among three.
    const differences = Array.from(
      { length: 8 },
      (_, seed) => volumeAfter('auto', seed) - volumeAfter('random', seed),
    );
    expect(Math.min(...differences)).toBeGreaterThan(0);
  });

  it('goes on while 30 trials are out, none of them near another by chance alone', () => {
    const space = nb201Space();
    const strategy = createStrategy(space, AUTO, createRng(4));
    const ask = (): Proposal => proposalOf(strategy.ask());
    const out = Array.from({ length: 10 }, ask);
    for (const { trial, genotype } of out) strategy.tell(measured(trial, cellScore(space, genotype)));
    const pending = Array.from({ length: 30 }, ask);

    expect(new Set(pending.map(({ genotype }) => space.candidateId(genotype))).size).toBe(30);
    // Believed outcomes leave less and less to gain.
    const gains = pending.map(({ explain }) => explain!['acquisition'] as number);
    expect(gains.at(-1)).toBeLessThan(gains[0]! / 2);
  });

  it('keeps away from where trials fail', () => {
    const space = nb201Space();
    const fails = (genotype: Genotype): boolean => genotype[5] === 4;
    const strategy = createStrategy(space, AUTO, createRng(6));
    const proposals = Array.from({ length: 60 }, () => {
      const proposal = proposalOf(strategy.ask());
      const { trial, genotype } = proposal;
      strategy.tell(fails(genotype) ? failed(trial) : measured(trial, cellScore(space, genotype)));
      return proposal;
    });

    expect(new Set(proposals.map(({ genotype }) => space.candidateId(genotype))).size).toBe(60);
    // One in five by chance; 2 or fewer of the last 30 with probability 0.04 by chance alone.
    expect(proposals.slice(30).filter(({ genotype }) => fails(genotype)).length).toBeLessThanOrEqual(2);
  });

  it('measures again where it may and values are noisy', () => {
    const space = toySpace(2, 4);
    const noise = createRng(9);
    const proposals = play(
      space,
      { kind: 'auto', allowRepeats: true },
      3,
      60,
      (genotype) => closeness(genotype, [1, 2]) + 0.2 * noise.normal(),
    );
    const counts = new Map<string, number>();
    for (const { genotype } of proposals.slice(10))
      counts.set(genotype.join(), (counts.get(genotype.join()) ?? 0) + 1);
    const [most] = [...counts].sort(([, a], [, b]) => b - a);

    expect(most![0]).toBe('1,2');
  });

  it('searches spaces of every kind of layer', () => {
    const space = customWithEverything();
    const proposals = play(space, AUTO, 1, 25);
    expect(proposals.map(({ genotype }) => space.check(genotype))).toEqual(Array(25).fill(undefined));
  });

  it('takes objectives that never differ, and values that are far apart', () => {
    expect(play(tinyMlp(), AUTO, 1, 24, () => 0.5)).toHaveLength(24);
    expect(play(tinyMlp(), AUTO, 1, 24, ([a, b]) => -(10 ** (a! * 100 + b!)))).toHaveLength(24);
  });
});

function play(
  space: SearchSpace,
  options: { readonly kind: string } & Readonly<Record<string, unknown>>,
  seed: number,
  evaluations: number,
  scoreOf: (genotype: Genotype) => number = (genotype) => cellScore(space, genotype),
  problem: Problem = ONE_OBJECTIVE,
  violationOf: (genotype: Genotype) => number = () => 0,
): Proposal[] {
  const strategy = createStrategy(space, options, createRng(seed), problem);
  return Array.from({ length: evaluations }, () => {
    const proposal = proposalOf(strategy.ask());
    const { trial, genotype } = proposal;
    const score = { values: [scoreOf(genotype)], violation: violationOf(genotype) };
    strategy.tell({ trial, status: 'measured', score });
    return proposal;
  });
}

/** Decided by the genotype, in [0, 1]: mostly additive over the knobs, with some ruggedness. */
function cellScore(space: SearchSpace, genotype: Genotype): number {
  const additive = genotype.reduce(
    (sum, value, knob) => sum + value / Math.max(1, space.knobs[knob]!.values.length - 1),
    0,
  );
  return (0.9 * additive + 0.05 * (1 + Math.sin(ruggedScore(genotype) * 5))) / genotype.length;
}
