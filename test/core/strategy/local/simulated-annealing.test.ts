import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src/core/base/random';
import { createStrategy } from '../../../../src/core/strategy/catalog';
import type { Proposal, Strategy } from '../../../../src/core/strategy/strategy';
import type { TrialId } from '../../../../src/core/trial/trial';
import { failed, measured, proposalOf, runSequentially } from '../../../support/strategy-runs';
import { closeness, toySpace } from '../../../support/toy-space';

const space = toySpace(6, 5);

function annealing(options: Readonly<Record<string, unknown>>, seed = 1): Strategy {
  return createStrategy(
    space,
    { kind: 'simulated-annealing', initialSamples: 1, restartAfter: 0, ...options },
    createRng(seed),
  );
}

describe('simulated annealing', () => {
  it('walks from the best of its initial samples, one change at a time', () => {
    const { proposals } = runSequentially(annealing({ initialSamples: 10 }), 11, ({ trial }) =>
      measured(trial, trial === 6 ? 1 : 0),
    );

    expect(proposals.map(({ operator }) => operator)).toEqual([
      ...Array<string>(10).fill('sample'),
      'neighbour',
    ]);
    expect(proposals[10]).toMatchObject({ parents: [6], explain: { walk: 1, parentScore: 1 } });
    expect(distance(proposals[10]!, proposals[6]!)).toBe(1);
  });

  it('begins at the temperature at which an average worsening is accepted with the probability that is asked for', () => {
    const scores = [1, 4, 9]; // differences 3, 5, 8: typically 5
    const { proposals } = runSequentially(
      annealing({ initialSamples: 3, initialAcceptance: 0.3 }),
      4,
      ({ trial }) => measured(trial, scores[trial] ?? 0),
    );

    const { temperature, probability } = proposals[3]!.explain!;
    expect(temperature).toBeCloseTo(5 / -Math.log(0.3), 12);
    expect(probability).toBeCloseTo(0.3, 12);
  });

  it('cools by the rate after so many measured candidates', () => {
    const { proposals } = runSequentially(
      annealing({ initialTemperature: 8, coolingRate: 0.5, stepsPerTemperature: 3 }),
      11,
    );

    expect(proposals.slice(1).map(({ explain }) => explain?.['temperature'])).toEqual([
      8, 8, 8, 4, 4, 4, 2, 2, 2, 1,
    ]);
  });

  it('goes up always, whatever the temperature', () => {
    const { proposals } = runSequentially(annealing({ initialTemperature: 1e-9 }), 40, ({ trial }) =>
      measured(trial, trial),
    );

    expect(proposals.slice(1).map(({ parents }) => parents)).toEqual(
      Array.from({ length: 39 }, (_, i) => [i]),
    );
  });

  it('never goes down when it is cold', () => {
    const { proposals } = runSequentially(annealing({ initialTemperature: 1e-9 }), 20, ({ trial }) =>
      measured(trial, 0 - trial),
    );

    expect(proposals.slice(1).map(({ parents }) => parents)).toEqual(Array<number[]>(19).fill([0]));
  });

  it('goes down by a temperature with probability 1/e, within 4 standard errors', () => {
    const nSeeds = 1500;
    const nDown = Array.from({ length: nSeeds }, (_, seed) => {
      const strategy = annealing({ initialTemperature: 2, coolingRate: 1 }, seed);
      const { proposals } = runSequentially(strategy, 3, ({ trial }) => measured(trial, -2 * trial));
      return proposals[2]!.parents[0] === 1;
    }).filter(Boolean).length;

    const p = Math.exp(-1);
    expect(Math.abs(nDown / nSeeds - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / nSeeds));
  });

  it('judges a candidate that breaks constraints by how much: less always, more never', () => {
    const violations = [0.5, 0.2, 0.3, 0, 0.1];
    const { proposals } = runSequentially(
      annealing({ initialTemperature: 1e9, coolingRate: 1 }),
      6,
      ({ trial }) => ({
        trial,
        status: 'measured',
        score: { values: [0], violation: violations[trial] ?? 1 },
      }),
    );

    expect(proposals.slice(1).map(({ parents }) => parents)).toEqual([[0], [1], [1], [3], [3]]);
  });

  it('begins a new walk at its first temperature after so many candidates without a move', () => {
    const { proposals } = runSequentially(
      annealing({ initialTemperature: 1e-9, restartAfter: 4, coolingRate: 0.5 }),
      7,
      ({ trial }) => measured(trial, 0 - trial),
    );

    expect(proposals.map(({ operator }) => operator)).toEqual([
      'sample',
      ...Array<string>(4).fill('neighbour'),
      'sample',
      'neighbour',
    ]);
    expect(proposals[6]).toMatchObject({ parents: [5], explain: { walk: 2, temperature: 1e-9 } });
  });

  it('lets what is told late of an earlier walk move nothing', () => {
    const strategy = annealing({ initialTemperature: 1e-9, restartAfter: 2 });
    strategy.tell(measured(proposalOf(strategy.ask()).trial, 0));
    const [a, b, late] = [1, 2, 3].map(() => proposalOf(strategy.ask()));
    strategy.tell(measured(a!.trial, -1));
    strategy.tell(measured(b!.trial, -1));
    const restart = proposalOf(strategy.ask());
    strategy.tell(measured(restart.trial, 0));
    strategy.tell(measured(late!.trial, 99));

    expect(restart).toMatchObject({ operator: 'sample', explain: { walk: 2 } });
    expect(proposalOf(strategy.ask())).toMatchObject({ operator: 'neighbour', parents: [restart.trial] });
  });

  it('takes failures for no steps', () => {
    const { proposals } = runSequentially(
      annealing({ initialTemperature: 8, coolingRate: 0.5, restartAfter: 3 }),
      8,
      ({ trial }) => (trial === 0 ? measured(trial, 0) : failed(trial)),
    );

    expect(proposals.slice(1)).toEqual(
      proposals.slice(1).map((proposal) => ({
        ...proposal,
        operator: 'neighbour',
        parents: [0] as TrialId[],
        explain: { ...proposal.explain, temperature: 8 },
      })),
    );
  });

  it('measures no candidate twice, in a small space to its end', () => {
    const small = toySpace(3, 3);
    const strategy = createStrategy(small, { kind: 'simulated-annealing', initialSamples: 2 }, createRng(4));
    const { proposals, ended } = runSequentially(strategy, 100);

    expect(ended).toBe(true);
    expect(new Set(proposals.map(({ genotype }) => genotype.join())).size).toBe(27);
    expect(proposals).toHaveLength(27);
  });

  it('finds the top of a smooth hill', () => {
    const target = [4, 0, 3, 1, 2, 2];
    const { proposals } = runSequentially(annealing({ initialSamples: 10 }), 400, ({ trial, genotype }) =>
      measured(trial, closeness(genotype, target)),
    );

    expect(proposals.map(({ genotype }) => genotype.join())).toContain(target.join());
  });
});

function distance(a: Proposal, b: Proposal): number {
  return a.genotype.filter((value, i) => value !== b.genotype[i]).length;
}
