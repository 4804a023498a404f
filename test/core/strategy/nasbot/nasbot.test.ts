import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src/core/base/random';
import type { Genotype, SearchSpace } from '../../../../src/core/space/space';
import { createStrategy } from '../../../../src/core/strategy/catalog';
import type { Foresight, Problem } from '../../../../src/core/strategy/problem';
import type { Outcome, Proposal, Strategy } from '../../../../src/core/strategy/strategy';
import { raceOn } from '../../../support/bands';
import { benchData } from '../../../support/bench-data';
import { nb201Space } from '../../../support/spaces';
import { measured, proposalOf, runSequentially } from '../../../support/strategy-runs';
import { closeness, toySpace } from '../../../support/toy-space';
import { wilcoxonSignedRank } from '../../../support/wilcoxon';

function start(space: SearchSpace, options: object, seed: number, problem?: Problem): Strategy {
  return createStrategy(space, { kind: 'nasbot', ...options }, createRng(seed), problem);
}

describe('on knobs without structure', () => {
  const space = toySpace(6, 4);
  const target = [1, 3, 0, 2, 2, 1];

  // 4,096 candidates: random search has found the target after 80 with probability 0.02.
  it.each<object>([{}, { target: 'standardized' }, { maxObservations: 30 }])(
    'finds the target within 80 evaluations with %j (seeds 1 and 2)',
    (options) => {
      const bests = [1, 2].map((seed) => {
        const { proposals } = runSequentially(start(space, options, seed), 80, ({ trial, genotype }) =>
          measured(trial, closeness(genotype, target)),
        );
        return Math.max(...proposals.map(({ genotype }) => closeness(genotype, target)));
      });

      expect(bests).toEqual([1, 1]);
    },
  );

  it('learns with eight trials out', () => {
    const strategy = start(space, {}, 4);
    const out: Proposal[] = [];
    let best = 0;
    for (let asked = 0; asked < 100; asked++) {
      out.push(proposalOf(strategy.ask()));
      if (out.length < 8) continue;
      const { trial, genotype } = out.shift()!;
      best = Math.max(best, closeness(genotype, target));
      strategy.tell(measured(trial, closeness(genotype, target)));
    }

    expect(best).toBe(1);
  });

  it('proposes something else each time while nothing is told', () => {
    const strategy = start(space, {}, 5);
    for (let i = 0; i < 12; i++) {
      const { trial, genotype } = proposalOf(strategy.ask());
      strategy.tell(measured(trial, closeness(genotype, target)));
    }
    const out = Array.from({ length: 10 }, () => proposalOf(strategy.ask()));

    // What is out is imagined, so that uncertainty around it is gone.
    const sds = out.map(({ explain }) => Number(explain!['sd']));
    expect(new Set(out.map(({ genotype }) => genotype.join())).size).toBe(10);
    expect(sds.every((sd) => sd > 0)).toBe(true);
  });
});

describe('what it says of a proposal', () => {
  it.each([
    { name: 'cells', space: nb201Space(), options: {}, distance: 'otmann' },
    {
      name: 'cells, when told to count,',
      space: nb201Space(),
      options: { distance: 'lite' },
      distance: 'lite',
    },
    { name: 'names', space: toySpace(5, 4), options: {}, distance: 'knobs' },
  ])(
    'of $name has the distance, the prediction and the trial it was modified from',
    ({ space, options, distance }) => {
      const { proposals } = runSequentially(start(space, options, 3), 25, ({ trial, genotype }) =>
        measured(trial, closeness(genotype, [1, 1, 1, 1, 1, 1])),
      );
      const modelled = proposals.slice(10);

      expect(proposals.slice(0, 10)).toEqual(
        proposals
          .slice(0, 10)
          .map(({ trial, genotype }) => ({ trial, genotype, parents: [], operator: 'sample' })),
      );
      expect(modelled.map(({ explain }) => explain!['distance'])).toEqual(modelled.map(() => distance));
      expect(
        modelled.filter(({ operator, parents }) => operator === 'mutation' && parents.length === 1).length,
      ).toBeGreaterThan(5);
      const errors = modelled.map(({ genotype, explain }) =>
        Math.abs(closeness(genotype, [1, 1, 1, 1, 1, 1]) - Number(explain!['mean'])),
      );
      expect(errors.reduce((a, b) => a + b) / errors.length).toBeLessThan(0.3);
    },
  );
});

describe('under constraints', () => {
  const space = toySpace(5, 4);
  const valueOf = (genotype: Genotype): number => genotype.reduce((sum, value) => sum + value, 0);
  const violationOf = (genotype: Genotype): number => Math.max(0, valueOf(genotype) - 8) / 8;
  const run = (problem?: Problem) =>
    runSequentially(start(space, {}, 6, problem), 50, ({ trial, genotype }): Outcome => ({
      trial,
      status: 'measured',
      score: { values: [valueOf(genotype)], violation: violationOf(genotype) },
    })).proposals.slice(10);

  it('proposes nothing that is known to break them while something else comes up', () => {
    const foresee = (genotype: Genotype): Foresight => ({
      values: [undefined],
      violation: violationOf(genotype),
    });
    const proposals = run({ nObjectives: 1, fidelities: [1], foresee });

    expect(proposals.filter(({ genotype }) => violationOf(genotype) > 0)).toEqual([]);
    expect(proposals.some(({ genotype }) => valueOf(genotype) === 8)).toBe(true);
  });

  it('learns where they hold', () => {
    const late = run().slice(10);

    // A random candidate has 7.5 on average, and breaks them in 3 of 10 cases; the best that may be has 8.
    expect(late.filter(({ genotype }) => violationOf(genotype) === 0).length).toBeGreaterThan(
      late.length / 2,
    );
    expect(Math.max(...late.map(({ genotype }) => valueOf(genotype)).filter((value) => value <= 8))).toBe(8);
  });
});

const tableText = benchData('nasbench201.json.gz');

describe.runIf(tableText !== undefined)('on NAS-Bench-201', () => {
  const race = raceOn(tableText ?? '', 'c10', 'encoding');

  // Small, so that it takes seconds.
  const SMALL = { kind: 'nasbot', maxEvaluations: 60, maxObservations: 40 };

  it('beats random search at 60 evaluations, p < 0.01 (seeds 0 to 11)', () => {
    const gains = Array.from(
      { length: 12 },
      (_, seed) => race(SMALL, seed, 60).at(-1)! - race({ kind: 'random' }, seed, 60).at(-1)!,
    );

    expect(wilcoxonSignedRank(gains)).toBeLessThan(0.01);
  }, 400_000);
});
