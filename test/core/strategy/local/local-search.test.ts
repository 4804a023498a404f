import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src/core/base/random';
import type { Genotype } from '../../../../src/core/space/space';
import { createStrategy } from '../../../../src/core/strategy/catalog';
import type { Proposal, Strategy } from '../../../../src/core/strategy/strategy';
import { closeness, toySpace } from '../../../support/toy-space';
import { failed, measured, proposalOf, ruggedScore, runSequentially } from '../../../support/strategy-runs';

const space = toySpace(6, 5);
const N_NEIGHBOURS = 24;
const target = [4, 0, 3, 1, 2, 2];

function search(
  options: { initialSamples?: number; neighbourhood?: 'full' | 'first-better' } = {},
  seed = 1,
): Strategy {
  return createStrategy(space, { kind: 'local-search', initialSamples: 1, ...options }, createRng(seed));
}

describe('local search', () => {
  it.each([1, 2, 3, 4, 5])(
    'reaches the top of a smooth hill in at most as many moves as there are knobs (seed %i)',
    (seed) => {
      const { proposals } = runSequentially(search({ initialSamples: 10 }, seed), 300, climb);

      const reached = proposals.findIndex(({ genotype }) => genotype.join() === target.join());
      const centres = new Set(proposals.slice(0, reached + 1).flatMap(({ parents }) => parents));
      expect(reached).toBeGreaterThan(0);
      expect(centres.size).toBeLessThanOrEqual(6);
    },
  );

  it('climbs from the best of its initial samples', () => {
    const { proposals } = runSequentially(search({ initialSamples: 10 }), 11, climb);

    const scores = proposals.slice(0, 10).map(({ genotype }) => closeness(genotype, target));
    const best = scores.indexOf(Math.max(...scores));
    expect(proposals[10]).toMatchObject({ operator: 'neighbour', parents: [best] });
  });

  it('has all neighbours of one centre out at once, then waits, then moves to the best of them', () => {
    const strategy = search();
    strategy.tell(measured(proposalOf(strategy.ask()).trial, 0));

    const neighbours = Array.from({ length: N_NEIGHBOURS }, () => proposalOf(strategy.ask()));
    expect(strategy.ask()).toEqual({ kind: 'wait' });
    for (const { trial } of neighbours.slice(1)) strategy.tell(measured(trial, trial === 7 ? 2 : 1));
    expect(strategy.ask()).toEqual({ kind: 'wait' });
    strategy.tell(measured(neighbours[0]!.trial, 1));

    expect(neighbours.map(({ parents }) => parents)).toEqual(neighbours.map(() => [0]));
    expect(proposalOf(strategy.ask())).toMatchObject({ operator: 'neighbour', parents: [7] });
  });

  it('moves on at the first better neighbour when told to', () => {
    const strategy = search({ neighbourhood: 'first-better' });
    strategy.tell(measured(proposalOf(strategy.ask()).trial, 0));
    const [worse, better] = [proposalOf(strategy.ask()), proposalOf(strategy.ask())];
    strategy.tell(measured(worse.trial, -1));
    strategy.tell(measured(better.trial, 1));

    expect(proposalOf(strategy.ask())).toMatchObject({ operator: 'neighbour', parents: [better.trial] });
  });

  it('starts again from one fresh random candidate at a local optimum', () => {
    const { proposals } = runSequentially(search(), 3 + N_NEIGHBOURS, ({ trial }) =>
      measured(trial, 1 / (1 + trial)),
    );

    expect(proposals.map(({ operator }) => operator)).toEqual([
      'sample',
      ...Array<string>(N_NEIGHBOURS).fill('neighbour'),
      'sample',
      'neighbour',
    ]);
    expect(proposals.at(-1)).toMatchObject({ parents: [N_NEIGHBOURS + 1], explain: { start: 2 } });
  });

  it('does not move between equals: a plateau is a local optimum', () => {
    const { proposals } = runSequentially(search(), 2 + N_NEIGHBOURS, ({ trial }) => measured(trial, 1));

    expect(proposals.at(-1)).toMatchObject({ operator: 'sample' });
  });

  it('measures no candidate twice', () => {
    const { proposals } = runSequentially(search(), 2000);

    expect(new Set(proposals.map(({ genotype }) => genotype.join())).size).toBe(2000);
  });

  it('takes the steepest path from every start, over known and new candidates alike', () => {
    const { proposals } = runSequentially(search(), 2000);

    const astray = starts(proposals).filter(({ start, centres }) => {
      const path = steepestPath(start.genotype);
      return centres.some((centre) => !path.includes(proposals[centre]!.genotype.join()));
    });
    expect(starts(proposals).length).toBeGreaterThan(10);
    expect(astray).toEqual([]);
  });

  it('draws again when the start fails, and climbs past neighbours that fail', () => {
    const strategy = search();
    strategy.tell(failed(proposalOf(strategy.ask()).trial));
    const start = proposalOf(strategy.ask());
    strategy.tell(measured(start.trial, 0));
    const neighbours = Array.from({ length: N_NEIGHBOURS }, () => proposalOf(strategy.ask()));
    for (const { trial } of neighbours) strategy.tell(trial === 9 ? measured(trial, 1) : failed(trial));

    expect(start).toMatchObject({ operator: 'sample', trial: 1 });
    expect(proposalOf(strategy.ask())).toMatchObject({ operator: 'neighbour', parents: [9] });
  });
});

function climb({ trial, genotype }: Proposal) {
  return measured(trial, closeness(genotype, target));
}

/** Every random start with the centres whose neighbours were measured after it. */
function starts(proposals: readonly Proposal[]) {
  return proposals
    .filter(({ operator }) => operator === 'sample')
    .map((start) => ({
      start,
      centres: proposals
        .filter(
          ({ operator, explain }) =>
            operator === 'neighbour' && explain?.['start'] === start.explain?.['start'],
        )
        .flatMap(({ parents }) => parents),
    }));
}

/** Steepest ascent on the whole landscape, as somebody would who knew all of it. */
function steepestPath(start: Genotype): string[] {
  const better = space.neighbours(start).filter((neighbour) => ruggedScore(neighbour) > ruggedScore(start));
  const next = better.reduce<Genotype | undefined>(
    (best, neighbour) =>
      best === undefined || ruggedScore(neighbour) > ruggedScore(best) ? neighbour : best,
    undefined,
  );
  return [start.join(), ...(next === undefined ? [] : steepestPath(next))];
}
