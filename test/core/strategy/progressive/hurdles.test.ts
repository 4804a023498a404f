import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src/core/base/random';
import { createStrategy } from '../../../../src/core/strategy/catalog';
import { ONE_OBJECTIVE } from '../../../../src/core/strategy/problem';
import type { Proposal } from '../../../../src/core/strategy/strategy';
import { measured, proposalOf } from '../../../support/strategy-runs';
import { closeness, toySpace } from '../../../support/toy-space';

const options = { kind: 'progressive-hurdles', populationSize: 4, sampleSize: 2, modelsPerHurdle: 4 };
const PROBLEM = { ...ONE_OBJECTIVE, fidelities: [1, 2, 3, 4, 5, 6, 7, 8, 9] };

describe('progressive dynamic hurdles', () => {
  it('trains for the first stage until a hurdle is there, then goes on with what is better than the mean', () => {
    const { ask, tell } = session([1, 2, 3, 6, 4, 2.5, 3.5]);

    // Four models make the first hurdle, their mean: 3. The fifth and the seventh clear it.
    for (let i = 0; i < 5; i++) tell(ask());
    const promoted = ask();
    expect(promoted).toMatchObject({
      operator: 'promotion',
      parents: [4],
      fidelity: { epochs: 3, continues: 4 },
      explain: { stage: 2, hurdle: 3, parentScore: 4 },
    });
    tell(promoted, 8);
    tell(ask());
    expect(ask()).toMatchObject({ operator: 'mutation', fidelity: { epochs: 1 } });
  });

  it('sets up the next hurdle from what was trained for longer, and gives a full training in the end', () => {
    const { ask, tell } = session([1, 2, 3, 6, 4, 2, 2, 2, 9]);
    for (let i = 0; i < 5; i++) tell(ask());
    tell(ask(), 5);
    // Eight models: the mean of the second stage, 5, is its hurdle. The ninth model clears both.
    for (let i = 0; i < 4; i++) tell(ask());
    const second = ask();
    expect(second).toMatchObject({ fidelity: { epochs: 3, continues: 9 } });
    tell(second, 7);
    expect(ask()).toMatchObject({
      fidelity: { epochs: 9, continues: second.trial },
      explain: { stage: 3, hurdle: 5 },
    });
  });

  it('never promotes what breaks a constraint', () => {
    const { ask, tell, strategy } = session([1, 1, 1, 1]);
    for (let i = 0; i < 4; i++) tell(ask());
    for (let i = 0; i < 10; i++) {
      const { trial, operator } = ask();
      expect(operator).not.toBe('promotion');
      strategy.tell({ trial, status: 'measured', score: { values: [99], violation: 1 } });
    }
  });

  it('is regularised evolution where there is one fidelity', () => {
    const strategy = createStrategy(toySpace(6, 4), options, createRng(3));
    const target = [1, 2, 3, 0, 1, 2];
    for (let i = 0; i < 100; i++) {
      const proposal = proposalOf(strategy.ask());
      expect(proposal.fidelity).toBeUndefined();
      strategy.tell(measured(proposal.trial, closeness(proposal.genotype, target)));
    }
  });

  it('refuses a tournament larger than the population', () => {
    expect(() => createStrategy(toySpace(2, 2), { ...options, sampleSize: 5 }, createRng(1))).toThrow(
      expect.objectContaining({ name: 'InputError', path: 'sampleSize' }) as Error,
    );
  });
});

/** A search in which the models of the first stage score `scores`, one after the other. */
function session(scores: readonly number[]) {
  const strategy = createStrategy(toySpace(6, 4), options, createRng(3), PROBLEM);
  const left = [...scores];
  return {
    strategy,
    ask: (): Proposal => proposalOf(strategy.ask()),
    tell: ({ trial }: Proposal, score = left.shift()!) => {
      strategy.tell(measured(trial, score));
    },
  };
}
