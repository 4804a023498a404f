import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src/core/base/random';
import { createStrategy } from '../../../../src/core/strategy/catalog';
import type { Proposal, Strategy } from '../../../../src/core/strategy/strategy';
import { closeness, toySpace } from '../../../support/toy-space';
import { failed, measured, proposalOf, runSequentially } from '../../../support/strategy-runs';

const space = toySpace(5, 4);
const TARGET = [3, 0, 2, 1, 3];
const isTarget = ({ genotype }: Proposal): boolean => genotype.join() === TARGET.join();
const start = (options: Readonly<Record<string, unknown>>, seed: number): Strategy =>
  createStrategy(space, { kind: 'reinforce', ...options }, createRng(seed));
const seek = (strategy: Strategy, limit: number, scoreOf = (value: number) => value) =>
  runSequentially(strategy, limit, ({ trial, genotype }) =>
    measured(trial, scoreOf(closeness(genotype, TARGET))),
  ).proposals;

describe.each([
  ['REINFORCE with a table', { kind: 'reinforce', learningRate: 0.03 }],
  ['REINFORCE with an LSTM', { kind: 'reinforce', controller: 'lstm', hiddenUnits: 16 }],
  [
    'REINFORCE with an LSTM and batches',
    { kind: 'reinforce', controller: 'lstm', hiddenUnits: 16, batchSize: 4, learningRate: 0.02 },
  ],
  ['PPO with a table', { kind: 'ppo', controller: 'table', learningRate: 0.03 }],
  ['PPO with an LSTM', { kind: 'ppo', hiddenUnits: 16 }],
] as const)('%s', (_, options) => {
  it.each([1, 2, 3])(
    'learns a planted optimum of 1,024 candidates in fewer than 500 trials: most of the last 50 draws are it, seed %i',
    (seed) => {
      const proposals = seek(start({ ...options, allowRepeats: true }, seed), 500);

      expect(proposals.slice(-50).filter(isTarget).length).toBeGreaterThan(25);
      expect(Number(proposals.at(-1)!.explain!['probability'])).toBeGreaterThan(0.3);
    },
  );

  it('finds it without repeats too, in half of the space', () => {
    expect(seek(start(options, 4), 500).some(isTarget)).toBe(true);
  });

  it('does the same whatever the unit and the zero of the objective', () => {
    const genotypes = (scoreOf: (value: number) => number) =>
      seek(start(options, 5), 120, scoreOf).map(({ genotype }) => genotype);

    expect(genotypes((value) => 4096 * value - 1024)).toEqual(genotypes((value) => value));
  });
});

it.each(['table', 'lstm'] as const)(
  'PPO of a %s with one step a batch, where nothing is clipped, is REINFORCE',
  (controller) => {
    const shared = { controller, batchSize: 4, baselineDecay: 0.9, entropyBonus: 0, allowRepeats: true };
    const [ppo, reinforce] = [{ kind: 'ppo', epochs: 1 }, { kind: 'reinforce' }].map((own) =>
      seek(start({ ...shared, ...own, learningRate: 0.05 }, 6), 100),
    );

    expect(ppo).toEqual(reinforce);
  },
);

describe('REINFORCE', () => {
  it('explains a draw by its probability and the baseline that it will be held against', () => {
    const strategy = start({}, 1);
    const first = proposalOf(strategy.ask());
    expect(first.operator).toBe('policy');
    expect(first.explain!['probability']).toBeCloseTo(1 / 1024, 5);
    expect(first.explain).not.toHaveProperty('baseline');
    strategy.tell(measured(first.trial, 0.4));

    expect(proposalOf(strategy.ask()).explain!['baseline']).toBeCloseTo(0.4, 12);
  });

  it('learns when a batch is back, whoever of the batch comes first', () => {
    const strategy = start({ batchSize: 3, learningRate: 0.5 }, 1);
    const out = Array.from({ length: 4 }, () => proposalOf(strategy.ask()));
    const drawn = () => Number(proposalOf(strategy.ask()).explain!['probability']);
    strategy.tell(measured(out[3]!.trial, 0));
    strategy.tell(measured(out[1]!.trial, 1));
    expect(drawn()).toBeCloseTo(1 / 1024, 5);
    strategy.tell(measured(out[0]!.trial, 1));

    expect(Math.abs(Math.log(drawn() * 1024))).toBeGreaterThan(0.1);
  });

  it('learns nothing from a failure', () => {
    const strategy = start({ learningRate: 0.5 }, 1);
    for (let i = 0; i < 5; i++) strategy.tell(failed(proposalOf(strategy.ask()).trial));
    const { explain } = proposalOf(strategy.ask());

    expect(explain!['probability']).toBeCloseTo(1 / 1024, 5);
    expect(explain).not.toHaveProperty('baseline');
  });

  it('puts a random unseen candidate in the place of what it keeps drawing again', () => {
    const strategy = start({ learningRate: 1 }, 1);
    const { proposals } = runSequentially(strategy, 1024, ({ trial, genotype }) =>
      measured(trial, closeness(genotype, TARGET)),
    );

    expect(new Set(proposals.map(({ genotype }) => genotype.join())).size).toBe(1024);
    expect(new Set(proposals.map(({ operator }) => operator))).toEqual(new Set(['policy', 'sample']));
  });

  it('prefers keeping a constraint to a better score', () => {
    // Candidates with a first value of 0 are the best, and break it.
    const proposals = runSequentially(
      start({ allowRepeats: true, learningRate: 0.05 }, 2),
      400,
      ({ trial, genotype }) => ({
        trial,
        status: 'measured',
        score: { values: [genotype[0] === 0 ? 10 : genotype[0]!], violation: genotype[0] === 0 ? 0.1 : 0 },
      }),
    ).proposals.slice(-100);

    expect(proposals.filter(({ genotype }) => genotype[0] === 0).length).toBeLessThan(5);
    expect(proposals.filter(({ genotype }) => genotype[0] === 3).length).toBeGreaterThan(50);
  });

  describe('with a large bonus for entropy', () => {
    const probabilityAfter = (entropyBonus: number, entropyTrials: number) =>
      Number(
        seek(start({ allowRepeats: true, learningRate: 0.03, entropyBonus, entropyTrials }, 3), 400).at(-1)!
          .explain!['probability'],
      );

    it('stays near uniform', () => {
      expect(probabilityAfter(0, 1e6)).toBeGreaterThan(0.1);
      expect(probabilityAfter(20, 1e6)).toBeLessThan(0.01);
    });

    it('learns when the bonus has fallen to 0', () => {
      expect(probabilityAfter(20, 50)).toBeGreaterThan(0.1);
    });
  });
});
