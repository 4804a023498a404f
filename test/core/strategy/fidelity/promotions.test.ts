import { describe, expect, it } from 'vitest';
import type { Proposal, Strategy } from '../../../../src/core/strategy/strategy';
import { tinyMlp } from '../../../support/spaces';
import { FIDELITY_CASES } from '../../../support/strategy-cases/fidelity';
import {
  failed,
  measured,
  ruggedScore,
  runSequentially,
  SPACE_CASES,
  startStrategy,
} from '../../../support/strategy-runs';

const FULL = 9;

describe.each(FIDELITY_CASES)('$title, which measures less at first,', ({ options }) => {
  it.each(SPACE_CASES)('measures nobody twice alike, and goes on with training, on $spaceTitle', (one) => {
    const space = one.makeSpace();
    const { proposals } = runSequentially(startStrategy(options, space, 5), 120);

    expect(new Set(proposals.map(epochsOf))).toEqual(new Set([1, 3, 9]));
    const alike = proposals.map(
      (proposal) => `${space.candidateId(proposal.genotype)} ${epochsOf(proposal)}`,
    );
    expect(new Set(alike).size).toBe(alike.length);
    expect(proposals.filter((proposal) => !goesOnRightly(proposal, proposals))).toEqual([]);
    const continued = proposals.flatMap(({ fidelity }) => fidelity?.continues ?? []);
    expect(new Set(continued).size).toBe(continued.length);
  });

  it('meets every candidate of a small space once, and ends', () => {
    const space = tinyMlp();
    const { proposals, ended } = runSequentially(startStrategy(options, space, 1), 1000);

    const fresh = proposals.filter(({ fidelity }) => fidelity?.continues === undefined);
    expect([ended, fresh.length, proposals.length > fresh.length]).toEqual([true, 24, true]);
    expect(new Set(fresh.map(({ genotype }) => space.candidateId(genotype))).size).toBe(24);
  });

  it('promotes nobody who failed', () => {
    const { proposals } = runSequentially(
      startStrategy(options, tinyMlp(), 1),
      1000,
      ({ trial, genotype }) => (trial % 2 === 0 ? failed(trial) : measured(trial, ruggedScore(genotype))),
    );

    const continued = proposals.flatMap(({ fidelity }) => fidelity?.continues ?? []);
    expect(continued.length).toBeGreaterThan(0);
    expect(continued.filter((trial) => trial % 2 === 0)).toEqual([]);
  });

  it('says in time which trials it will not continue, and continues no other', () => {
    const strategy = startStrategy(options, SPACE_CASES[0].makeSpace(), 2);
    const given = new Set<number>();
    const asked: Proposal[] = [];
    for (let i = 0; i < 120; i++) {
      const ask = strategy.ask();
      if (ask.kind !== 'proposal') throw new Error(ask.kind);
      const { trial, genotype, fidelity } = ask.proposal;
      asked.push(ask.proposal);
      if (fidelity?.continues !== undefined) expect(given.has(fidelity.continues)).toBe(false);
      strategy.tell(measured(trial, ruggedScore(genotype)));
      for (const one of asked) if (!mayContinue(strategy, one)) given.add(one.trial);
    }

    // Some have been given up although they were never continued: that is what saves the disk.
    expect(given.size).toBeGreaterThan(asked.length / 4);
    expect(asked.filter((one) => epochsOf(one) === FULL && !given.has(one.trial))).toEqual([]);
  });

  it('keeps no evaluator waiting while there are fresh candidates', () => {
    const strategy = startStrategy(options, SPACE_CASES[0].makeSpace(), 3);
    expect(Array.from({ length: 100 }, () => strategy.ask().kind)).toEqual(Array(100).fill('proposal'));
  });
});

function epochsOf({ fidelity }: Proposal): number {
  return fidelity?.epochs ?? FULL;
}

/** A promotion is of an earlier trial of the same genotype after fewer epochs, which is its parent. */
function goesOnRightly(
  { genotype, fidelity, parents, operator }: Proposal,
  all: readonly Proposal[],
): boolean {
  const before = fidelity?.continues === undefined ? undefined : all[fidelity.continues]!;
  if (!before) return operator !== 'promotion' && parents.length === 0;
  return (
    operator === 'promotion' &&
    parents.join() === String(before.trial) &&
    before.genotype.join() === genotype.join() &&
    epochsOf(before) < fidelity!.epochs
  );
}

function mayContinue(strategy: Strategy, { trial }: Proposal): boolean {
  return strategy.mayContinue?.(trial) ?? true;
}
