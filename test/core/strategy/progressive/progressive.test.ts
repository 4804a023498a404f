import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src/core/base/random';
import type { Genotype } from '../../../../src/core/space/space';
import { createStrategy } from '../../../../src/core/strategy/catalog';
import { ONE_OBJECTIVE } from '../../../../src/core/strategy/problem';
import { rankCorrelation } from '../../../../src/core/strategy/progressive/rank-correlation';
import type { Proposal, Strategy } from '../../../../src/core/strategy/strategy';
import { failed, measured, proposalOf, runSequentially } from '../../../support/strategy-runs';
import { toySpace } from '../../../support/toy-space';

/** Ridge regression learns an additive score from single blocks. */
const OPTIONS = { kind: 'progressive', beamWidth: 2, regressor: 'ridge' };
const GAINS = [
  [0, 1, 3],
  [0, 2, 1],
  [0, -0.2, -6],
];

describe('progressive search', () => {
  it('measures the first level, then the expansions of its best that the predictor likes most', () => {
    const { proposals } = run(OPTIONS, 10);
    const names = proposals.map(({ genotype }) => genotype.join(''));

    expect(names.slice(0, 6).sort()).toEqual(['001', '002', '010', '020', '100', '200']);
    // The best are 200 and 010; of their expansions 210 and 220 gain most, and of theirs 211 and 221.
    expect(names.slice(6)).toEqual(['210', '220', '211', '221']);
    expect(proposals[6]).toMatchObject({
      operator: 'expansion',
      parents: [names.indexOf('200')],
      explain: {
        level: 2,
        parentScore: 3,
        mean: expect.any(Number) as number,
        sd: expect.any(Number) as number,
      },
    });
    expect(proposals[0]).toEqual(
      expect.objectContaining({ operator: 'expansion', parents: [], explain: { level: 1 } }),
    );
  });

  it('goes on after the last level with what it has reached, and then with the rest of the space', () => {
    const { proposals, ended } = run(OPTIONS, 100);
    const operators = proposals.map(({ operator }) => operator);

    expect(ended).toBe(true);
    expect(new Set(proposals.map(({ genotype }) => genotype.join())).size).toBe(27);
    // Nothing expands to the base.
    expect(operators).toEqual([...Array<string>(26).fill('expansion'), 'sample']);
    expect(proposals[26]).toMatchObject({ genotype: [0, 0, 0], explain: { level: 0 } });
  });

  it('draws from a large first level', () => {
    const { proposals } = run({ ...OPTIONS, initialSamples: 4 }, 7);

    expect(proposals.map(({ explain }) => explain!['level'])).toEqual([1, 1, 1, 1, 2, 2, 3]);
  });

  it('says how well it has ranked the round before', () => {
    const { proposals } = run({ ...OPTIONS, beamWidth: 5 }, 12);
    const second = proposals.slice(6, 11);
    const pairs = second.map(({ genotype, explain }) => [Number(explain!['mean']), score(genotype)] as const);

    expect(second.map(({ explain }) => explain!['rankCorrelation'])).toEqual(Array(5).fill(undefined));
    expect(proposals[11]!.explain).toMatchObject({ level: 3, rankCorrelation: rankCorrelation(pairs) });
  });

  it('proposes more of the same level while its last ones are out, and never waits', () => {
    const { strategy } = run(OPTIONS, 6);
    const out = Array.from({ length: 5 }, () => proposalOf(strategy.ask()));
    tell(strategy, out[0]!);
    tell(strategy, out[4]!);

    expect(out.map(({ explain }) => explain!['level'])).toEqual([2, 2, 2, 2, 2]);
    expect(proposalOf(strategy.ask()).explain).toMatchObject({ level: 3 });
  });

  it('neither expands what has failed nor waits for it', () => {
    const strategy = createStrategy(toySpace(3, 3), OPTIONS, createRng(1));
    const { proposals } = runSequentially(strategy, 8, ({ trial, genotype }) =>
      genotype[0] === 2 ? failed(trial) : measured(trial, score(genotype)),
    );

    // Without 200, the best are 010 and then 020 and 100 alike; no expansion has 200 for its parent.
    const second = proposals.slice(6);
    expect(second.map(({ explain }) => explain!['level'])).toEqual([2, 2]);
    expect(second.map(({ parents }) => proposals[parents[0]!]!.genotype[0])).not.toContain(2);
  });

  it('keeps what is foreseen to break a limit for the end of a level, once one was broken', () => {
    const violation = ([first]: Genotype): number => (first === 2 ? 1 : 0);
    const strategy = createStrategy(toySpace(3, 3), { ...OPTIONS, beamWidth: 3 }, createRng(1), {
      ...ONE_OBJECTIVE,
      foresee: (genotype) => ({ values: [undefined], violation: violation(genotype) }),
    });
    const { proposals } = runSequentially(strategy, 12, ({ trial, genotype }) => ({
      trial,
      status: 'measured',
      score: { values: [score(genotype)], violation: violation(genotype) },
    }));

    expect(proposals.slice(6).filter(({ genotype }) => genotype[0] === 2)).toEqual([]);
  });
});

function score(genotype: Genotype): number {
  return genotype.reduce((sum, value, knob) => sum + GAINS[knob]![value]!, 0);
}

function tell(strategy: Strategy, { trial, genotype }: Proposal): void {
  strategy.tell(measured(trial, score(genotype)));
}

function run(options: typeof OPTIONS & { readonly initialSamples?: number }, limit: number) {
  const strategy = createStrategy(toySpace(3, 3), options, createRng(1));
  return {
    strategy,
    ...runSequentially(strategy, limit, ({ trial, genotype }) => measured(trial, score(genotype))),
  };
}
