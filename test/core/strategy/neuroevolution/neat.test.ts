import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src/core/base/random';
import { createSpace } from '../../../../src/core/space/catalog';
import type { Genotype } from '../../../../src/core/space/space';
import { createStrategy } from '../../../../src/core/strategy/catalog';
import { measured, proposalOf, runSequentially } from '../../../support/strategy-runs';
import { closeness, toySpace } from '../../../support/toy-space';
import { wilcoxonSignedRank } from '../../../support/wilcoxon';

const TARGET = [1, 2, 3, 0, 1, 2, 0, 0, 3, 1];
const OPTIONS = { kind: 'neat', populationSize: 20 };

describe('NEAT', () => {
  it('begins next to the simplest candidate, and grows', () => {
    const strategy = createStrategy(toySpace(10, 4), OPTIONS, createRng(1));
    const { proposals } = runSequentially(strategy, 300, ({ trial, genotype }) =>
      measured(trial, score(genotype)),
    );
    const departures = proposals.map(({ genotype }) => genotype.filter((value) => value !== 0).length);

    expect(departures.slice(0, 20)).toEqual(Array(20).fill(1));
    expect(Math.max(...departures.slice(20, 60))).toBeLessThan(Math.max(...departures.slice(200)));
    expect(proposals[0]).toMatchObject({ operator: 'growth', explain: { generation: 0, genes: 1 } });
    expect(proposals[299]!.explain).toMatchObject({
      generation: 14,
      species: expect.any(Number) as number,
      genes: expect.any(Number) as number,
    });
  });

  it('begins with another value for every size, where that is asked for', () => {
    const space = createSpace(
      { kind: 'cppn', ...{ layers: [], hiddenNodes: 2 } },
      { inputShape: [4], outputUnits: 3 },
    );
    const strategy = createStrategy(space, { ...OPTIONS, ...{ founders: 'all-sizes' } }, createRng(1));
    const { proposals } = runSequentially(strategy, 20, ({ trial }) => measured(trial, 0));
    const isLink = ({ name }: { readonly name: string }) =>
      name.endsWith('->output') && !name.startsWith('node');

    expect(proposals.map(({ genotype }) => genotype.map((position) => position !== 0))).toEqual(
      Array(20).fill(space.knobs.map(isLink)),
    );
    expect(new Set(proposals.map(({ genotype }) => genotype.join())).size).toBe(20);
  });

  it('crosses parents, and never waits for a generation', () => {
    const strategy = createStrategy(toySpace(10, 4), OPTIONS, createRng(1));
    const out = Array.from({ length: 33 }, () => proposalOf(strategy.ask()));
    for (let i = 0; i < 200; i++) {
      const { trial, genotype } = out.shift()!;
      strategy.tell(measured(trial, score(genotype)));
      out.push(proposalOf(strategy.ask()));
    }

    expect(new Set(out.map(({ operator }) => operator))).toEqual(
      new Set(['growth', 'mutation', 'crossover']),
    );
    expect(out.every(({ operator, parents }) => parents.length === (operator === 'crossover' ? 2 : 1))).toBe(
      true,
    );
  });

  it('gets further than random search where two choices help only together (Wilcoxon over 12 seeds)', () => {
    const differences = Array.from(
      { length: 12 },
      (_, seed) => bestOf(OPTIONS, seed) - bestOf({ kind: 'random' }, seed),
    );

    expect(wilcoxonSignedRank(differences)).toBeLessThan(0.001);
  });

  it('has more than one species at a time', () => {
    const strategy = createStrategy(toySpace(10, 4), OPTIONS, createRng(5));
    const { proposals } = runSequentially(strategy, 400, ({ trial, genotype }) =>
      measured(trial, score(genotype)),
    );
    const last = new Set(proposals.slice(-60).map(({ explain }) => explain!['species']));

    expect(last.size).toBeGreaterThan(1);
  });
});

/** Near the target is better; and, as in an exclusive or, each of the first two knobs is worth something by the other only. */
function score(genotype: Genotype): number {
  const [a, b] = [genotype[0] === TARGET[0], genotype[1] === TARGET[1]];
  return closeness(genotype, TARGET) + (a && b ? 0.3 : a || b ? -0.1 : 0);
}

function bestOf(options: { readonly kind: string }, seed: number): number {
  const strategy = createStrategy(toySpace(10, 4), options, createRng(seed));
  let best = -Infinity;
  runSequentially(strategy, 500, ({ trial, genotype }) => {
    best = Math.max(best, score(genotype));
    return measured(trial, score(genotype));
  });
  return best;
}
