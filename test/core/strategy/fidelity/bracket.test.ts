import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src/core/base/random';
import { createStrategy } from '../../../../src/core/strategy/catalog';
import type { Proposal, Strategy } from '../../../../src/core/strategy/strategy';
import { inputErrorOf } from '../../../support/error-of';
import { failed, measured, proposalOf, startStrategy } from '../../../support/strategy-runs';
import type { StrategyCase } from '../../../support/strategy-cases/strategy-case';
import { toySpace } from '../../../support/toy-space';

const SPACE = toySpace(3, 6);

/** Fidelities 1, 3 and 9. */
function start(options: StrategyCase['options']): Strategy {
  return startStrategy(options, SPACE, 1);
}

function askAll(strategy: Strategy, n: number): Proposal[] {
  return Array.from({ length: n }, () => proposalOf(strategy.ask()));
}

/** `8 -> 3` for a promotion of trial 8 to three epochs, `fresh 1` for one of a fresh candidate. */
function text({ fidelity }: Proposal): string {
  return fidelity?.continues === undefined
    ? `fresh ${fidelity?.epochs ?? 9}`
    : `${fidelity.continues} -> ${fidelity.epochs}`;
}

describe('a bracket of successive halving', () => {
  const options = { kind: 'successive-halving', candidates: 9, eta: 3 };

  it('promotes the best third of each rung, when the rung is complete, the best first', () => {
    const strategy = start(options);
    const first = askAll(strategy, 9);
    expect(first.map(text)).toEqual(Array(9).fill('fresh 1'));
    // Told backwards; trials 1 and 5 are equal, and 1 was asked first.
    const values = [0, 5, 1, 2, 9, 5, 3, 4, 1];
    for (const { trial } of first.toReversed()) strategy.tell(measured(trial, values[trial]!));

    const second = askAll(strategy, 3);
    expect(second.map(text)).toEqual(['4 -> 3', '1 -> 3', '5 -> 3']);
    expect(second.map(({ parents, operator, explain }) => ({ parents, operator, explain }))[0]).toEqual({
      parents: [4],
      operator: 'promotion',
      explain: { bracket: 2, rung: 1, resource: 3, parentScore: 9 },
    });
    for (const { trial } of second) strategy.tell(measured(trial, 0 - trial));
    expect(text(proposalOf(strategy.ask()))).toBe('9 -> 9');
  });

  it('does not wait for stragglers: the next round begins, and goes on behind the older one', () => {
    const strategy = start(options);
    askAll(strategy, 9);
    for (let trial = 0; trial < 8; trial++) strategy.tell(measured(trial as Proposal['trial'], trial));
    expect(askAll(strategy, 2).map(text)).toEqual(['fresh 1', 'fresh 1']);
    strategy.tell(measured(8 as Proposal['trial'], 8));
    expect(askAll(strategy, 4).map(text)).toEqual(['8 -> 3', '7 -> 3', '6 -> 3', 'fresh 1']);
  });

  it('counts a trial that failed as the worst, and promotes fewer where too few are left', () => {
    const strategy = start(options);
    for (const { trial } of askAll(strategy, 9)) {
      strategy.tell(trial < 7 ? failed(trial) : measured(trial, trial));
    }
    expect(askAll(strategy, 3).map(text)).toEqual(['8 -> 3', '7 -> 3', 'fresh 1']);
  });

  it('begins again where every trial of a rung failed', () => {
    const strategy = start(options);
    for (const { trial } of askAll(strategy, 9)) strategy.tell(failed(trial));
    expect(text(proposalOf(strategy.ask()))).toBe('fresh 1');
  });

  it('measures the last one in full at once', () => {
    const strategy = start({ kind: 'successive-halving', candidates: 2, eta: 3 });
    const asked: string[] = [];
    for (let i = 0; i < 4; i++) {
      const proposal = proposalOf(strategy.ask());
      asked.push(text(proposal));
      strategy.tell(measured(proposal.trial, proposal.trial));
    }
    expect(asked).toEqual(['fresh 1', 'fresh 1', '1 -> 9', 'fresh 1']);
  });
});

it('Hyperband goes from the widest bracket to random search, and begins again', () => {
  const strategy = start({ kind: 'hyperband' });
  const asked: string[] = [];
  for (let i = 0; i < 23; i++) {
    const proposal = proposalOf(strategy.ask());
    asked.push(`${proposal.explain!['bracket']}: ${text(proposal).replace(/^\d+/, 'best')}`);
    strategy.tell(measured(proposal.trial, 0));
  }
  const times = (n: number, what: string) => Array<string>(n).fill(what);
  expect(asked).toEqual([
    ...times(9, '2: fresh 1'),
    ...times(3, '2: best -> 3'),
    '2: best -> 9',
    ...times(5, '1: fresh 3'),
    '1: best -> 9',
    ...times(3, '0: fresh 9'),
    '2: fresh 1',
  ]);
});

describe('ASHA', () => {
  it('promotes whoever is in the best third of a rung, from the highest rung down, and else begins afresh', () => {
    const strategy = start({ kind: 'asha' });
    const asked: string[] = [];
    for (let i = 0; i < 16; i++) {
      const proposal = proposalOf(strategy.ask());
      asked.push(text(proposal));
      // The earlier, the better.
      strategy.tell(measured(proposal.trial, 0 - proposal.trial));
    }
    expect(asked).toEqual([
      'fresh 1',
      'fresh 1',
      'fresh 1',
      '0 -> 3',
      'fresh 1',
      'fresh 1',
      'fresh 1',
      '1 -> 3',
      'fresh 1',
      'fresh 1',
      'fresh 1',
      '2 -> 3',
      '3 -> 9',
      'fresh 1',
      'fresh 1',
      'fresh 1',
    ]);
  });

  it('may promote in any order, and nobody twice', () => {
    const strategy = start({ kind: 'asha' });
    askAll(strategy, 6);
    for (const [trial, value] of [4, 2, 5].entries())
      strategy.tell(measured(trial as Proposal['trial'], value));
    expect(text(proposalOf(strategy.ask()))).toBe('2 -> 3');
    expect(text(proposalOf(strategy.ask()))).toBe('fresh 1');
    // Two of six: the one that has gone on, and the best of the others.
    for (const [i, value] of [1, 9, 3].entries())
      strategy.tell(measured((3 + i) as Proposal['trial'], value));
    expect(text(proposalOf(strategy.ask()))).toBe('4 -> 3');
    expect(text(proposalOf(strategy.ask()))).toBe('fresh 1');
  });

  it('lets one in 17 go on where the next fidelity is 17 times as long', () => {
    const strategy = createStrategy(SPACE, { kind: 'asha' }, createRng(1), {
      nObjectives: 1,
      fidelities: [12, 200],
      foresee: () => ({ values: [undefined], violation: 0 }),
    });
    const promotions: number[] = [];
    for (let i = 0; i < 52; i++) {
      const { trial, fidelity } = proposalOf(strategy.ask());
      if (fidelity?.continues !== undefined) promotions.push(i);
      strategy.tell(measured(trial, 0 - trial));
    }
    expect(promotions).toEqual([17, 35]);
  });
});

describe('with a single fidelity', () => {
  it.each(['successive-halving', 'hyperband', 'asha', 'bohb'])(
    '%s asks for full measurements only',
    (kind) => {
      const strategy = createStrategy(SPACE, { kind }, createRng(1));
      for (let i = 0; i < 30; i++) {
        const { trial, fidelity } = proposalOf(strategy.ask());
        expect(fidelity).toBeUndefined();
        strategy.tell(measured(trial, i % 7));
      }
    },
  );
});

it.each(['successive-halving', 'hyperband', 'asha', 'bohb'])(
  '%s refuses to begin with more than a full measurement',
  async (kind) => {
    expect(await inputErrorOf(() => start({ kind, minEpochs: 10 }))).toBe(
      'minEpochs: expected at most 9, a full measurement, but got 10',
    );
  },
);
