import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src/core/base/random';
import type { Genotype } from '../../../../src/core/space/space';
import { createStrategy } from '../../../../src/core/strategy/catalog';
import { benchData } from '../../../support/bench-data';
import { failed, measured, proposalOf, ruggedScore } from '../../../support/strategy-runs';
import { racesOn } from '../../../support/table-races';
import { closeness, toySpace } from '../../../support/toy-space';
import { wilcoxonSignedRank } from '../../../support/wilcoxon';

const SPACE = toySpace(2, 5);

describe('tpe', () => {
  it.each([true, false])(
    'proposes the maximiser of l/g over all that is unseen, as brute force finds it on two knobs (together: %s)',
    (multivariate) => {
      // So many draws leave out a candidate of probability 0.004 once in 10^13 runs.
      const options = { kind: 'tpe', multivariate, candidates: 1000, initialSamples: 12, gamma: 0.25 };
      const strategy = createStrategy(SPACE, options, createRng(8));
      const asked = Array.from({ length: 12 }, () => proposalOf(strategy.ask()));
      for (const { trial, genotype } of asked) strategy.tell(measured(trial, ruggedScore(genotype)));

      const best = asked.toSorted((a, b) => ruggedScore(b.genotype) - ruggedScore(a.genotype));
      const [good, bad] = [best.slice(0, 3), best.slice(3)].map((trials) =>
        trials.map(({ genotype }) => genotype),
      );
      const ratio = (x: Genotype) => probability(x, good!, multivariate) / probability(x, bad!, multivariate);
      const seen = new Set(asked.map(({ genotype }) => genotype.join()));
      const unseen = [...SPACE.enumerate()].filter((x) => !seen.has(x.join()));
      const expected = unseen.toSorted((a, b) => ratio(b) - ratio(a))[0]!;

      const { genotype, explain } = proposalOf(strategy.ask());
      expect(genotype).toEqual(expected);
      expect(explain!['acquisition']).toBeCloseTo(Math.log(ratio(expected)), 10);
    },
  );

  it('counts what is out and what failed as bad', () => {
    const options = { kind: 'tpe', candidates: 1000, initialSamples: 8 };
    const strategy = createStrategy(SPACE, options, createRng(3));
    const asked = Array.from({ length: 12 }, () => proposalOf(strategy.ask()));
    for (const { trial, genotype } of asked.slice(0, 8))
      strategy.tell(measured(trial, ruggedScore(genotype)));
    strategy.tell(failed(asked[9]!.trial));

    const { genotype, explain } = proposalOf(strategy.ask());
    const best = asked.slice(0, 8).toSorted((a, b) => ruggedScore(b.genotype) - ruggedScore(a.genotype))[0]!;
    const bad = asked.filter((trial) => trial !== best).map((trial) => trial.genotype);
    expect(explain!['acquisition']).toBeCloseTo(
      Math.log(probability(genotype, [best.genotype], true) / probability(genotype, bad, true)),
      10,
    );
  });

  it('leaves candidates that are known to break a limit to the end, once a limit was broken', () => {
    const breaks = (genotype: Genotype): number => (genotype[0]! > 1 ? 0.5 : 0);
    const problem = {
      nObjectives: 1,
      fidelities: [1],
      foresee: (genotype: Genotype) => ({ values: [undefined], violation: breaks(genotype) }),
    };
    const options = { kind: 'tpe', initialSamples: 5 };
    const strategy = createStrategy(toySpace(3, 4), options, createRng(2), problem);
    const broken: boolean[] = [];
    for (let i = 0; i < 30; i++) {
      const { trial, genotype } = proposalOf(strategy.ask());
      broken.push(breaks(genotype) > 0);
      const score = { values: [closeness(genotype, [3, 3, 3])], violation: breaks(genotype) };
      strategy.tell({ trial, status: 'measured', score });
    }

    expect([broken.slice(0, 5).includes(true), broken.slice(5).includes(true)]).toEqual([true, false]);
  });

  it('edits good trials where its own draws are no members', () => {
    // Only settings whose positions differ by at most one are members.
    const toy = toySpace(12, 4);
    const isMember = (x: Genotype): boolean => Math.max(...x) - Math.min(...x) <= 1;
    const space = {
      ...toy,
      check: (x: Genotype) => (isMember(x) ? undefined : 'too wide'),
      sample: (rng: { below: (n: number) => number }) => {
        const base = rng.below(3);
        return toy.knobs.map(() => base + rng.below(2));
      },
      mutate: (x: Genotype, rng: { below: (n: number) => number }) => {
        const [low, knob] = [Math.min(...x), rng.below(12)];
        return x.map((value, k) => (k === knob ? low + ((value - low + 1) % 2) : value));
      },
    };
    const options = { kind: 'tpe', candidates: 2, priorWeight: 50 };
    const strategy = createStrategy(space, options, createRng(4));
    const operators = Array.from({ length: 40 }, () => {
      const { trial, genotype, operator } = proposalOf(strategy.ask());
      expect(isMember(genotype)).toBe(true);
      strategy.tell(measured(trial, ruggedScore(genotype)));
      return operator;
    });

    expect(new Set(operators.slice(10))).toEqual(new Set(['mutation']));
  });
});

const tableText = benchData('nasbench201.json.gz');
const SEEDS = Array.from({ length: 30 }, (_, seed) => seed);

describe.runIf(tableText !== undefined)('tpe on NAS-Bench-201', () => {
  it.each([
    { dataset: 'c10' as const, multivariate: true },
    { dataset: 'c10' as const, multivariate: false },
    { dataset: 'c100' as const, multivariate: true },
  ])(
    'beats random search at 100 evaluations, p < 0.01, on $dataset (together: $multivariate)',
    ({ dataset, multivariate }) => {
      const race = racesOn(tableText!, dataset, 'validation');
      const differences = SEEDS.map(
        (seed) =>
          race({ kind: 'tpe', multivariate }, seed, 100).curve.at(-1)! -
          race({ kind: 'random' }, seed, 100).curve.at(-1)!,
      );

      expect(wilcoxonSignedRank(differences)).toBeLessThan(0.01);
    },
  );

  it('finds a better front than random search in 100 evaluations, p < 0.01', () => {
    const race = racesOn(tableText!, 'c10', 'front');
    const differences = SEEDS.map(
      (seed) =>
        race({ kind: 'tpe' }, seed, 100).curve.at(-1)! - race({ kind: 'random' }, seed, 100).curve.at(-1)!,
    );

    expect(wilcoxonSignedRank(differences)).toBeLessThan(0.01);
  });
});

/** Equation by equation: categories of five values, each point and the prior weighing 1. */
function probability(x: Genotype, points: readonly Genotype[], multivariate: boolean): number {
  const smoothing = 1 / (points.length + 1);
  const kernel = (a: number, b: number) => ((a === b ? 1 : 0) + smoothing) / (1 + 5 * smoothing);
  const mean = (terms: readonly number[], prior: number) =>
    (terms.reduce((sum, term) => sum + term, 0) + prior) / (terms.length + 1);
  return multivariate
    ? mean(
        points.map((p) => kernel(x[0]!, p[0]!) * kernel(x[1]!, p[1]!)),
        1 / 25,
      )
    : [0, 1].reduce(
        (product, k) =>
          product *
          mean(
            points.map((p) => kernel(x[k]!, p[k]!)),
            1 / 5,
          ),
        1,
      );
}
