import fc from 'fast-check';
import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { SearchSpace } from '../../../src/core/space/space';
import type { Outcome, Proposal, Strategy } from '../../../src/core/strategy/strategy';
import type { TrialId } from '../../../src/core/trial/trial';
import { tinyMlp } from '../../support/spaces';
import {
  SPACE_CASES,
  failed,
  measured,
  ruggedScore,
  runSequentially,
  startStrategy,
  tracesOf,
} from '../../support/strategy-runs';
import { STRATEGY_CASES } from '../../support/strategy-cases/all';

describe.each(STRATEGY_CASES)('$title', ({ options, repeats = false, slow = false, seedless = false }) => {
  describe.each(SPACE_CASES)('on $spaceTitle', ({ makeSpace }) => {
    const space = makeSpace();
    const start = (seed = 3): Strategy => startStrategy(options, space, seed);

    it('proposes only members, numbered from 0, made from earlier trials', () => {
      const { proposals } = runSequentially(start(), 80);

      expect(proposals.map(({ genotype }) => space.check(genotype))).toEqual(proposals.map(() => undefined));
      expect(proposals.map(({ trial }) => trial)).toEqual(proposals.map((_, i) => i));
      expect(proposals.filter(({ trial, parents }) => parents.some((p) => p < 0 || p >= trial))).toEqual([]);
    });

    it('repeats itself under one seed', () => {
      const { proposals } = runSequentially(start(3), 40);

      expect(runSequentially(start(3), 40).proposals).toEqual(proposals);
    });

    it.skipIf(seedless)('differs under another seed', () => {
      const { proposals } = runSequentially(start(3), 40);

      expect(runSequentially(start(4), 40).proposals).not.toEqual(proposals);
    });

    it('accepts outcomes late, out of order, failed and never, and resumes from its calls as if it had never stopped', () => {
      fc.assert(
        fc.property(fc.array(move, { maxLength: 120 }), (moves) => {
          const original = play(start(), moves, space);
          const resumed = start();
          for (const call of original.calls) call(resumed);

          const future = (strategy: Strategy) => play(strategy, FUTURE, space, original.out).proposals;
          expect(future(resumed)).toEqual(future(original.strategy));
        }),
        { numRuns: slow ? 3 : 15, seed: 17 },
      );
    });

    it('answers a thousand questions without an answer of ours, and then wants one or has nothing left', () => {
      const strategy = start();
      const kinds = Array.from({ length: 1000 }, () => strategy.ask().kind);

      const nProposals = kinds.filter((kind) => kind === 'proposal').length;
      const rest = kinds.slice(nProposals);
      expect(kinds.slice(0, nProposals)).toEqual(Array(nProposals).fill('proposal'));
      expect(new Set(rest).size).toBeLessThanOrEqual(1);
      expect(nProposals).toBeGreaterThan(0);
    });

    it('takes waiting and exhaustion as questions only: asking again changes nothing', () => {
      const patient = start();
      const eager = start();
      const ask = (strategy: Strategy): Proposal[] => askAll(strategy, 30);
      for (let round = 0; round < (slow ? 3 : 6); round++) {
        const proposals = ask(patient);
        expect(ask(eager)).toEqual(proposals);
        for (let again = 0; again < 5 && proposals.length < 30; again++) eager.ask();
        for (const { trial, genotype } of proposals) {
          patient.tell(measured(trial, ruggedScore(genotype)));
          eager.tell(measured(trial, ruggedScore(genotype)));
        }
      }
    });

    it('waits only while something is out', () => {
      const strategy = start();
      for (let round = 0; round < (slow ? 10 : 20); round++) {
        const proposals = askAll(strategy, 7);
        for (const { trial, genotype } of proposals) strategy.tell(measured(trial, ruggedScore(genotype)));
        if (proposals.length === 0) expect(strategy.ask()).toEqual({ kind: 'exhausted' });
      }
    });
  });

  it('ends, or goes on asking, when every trial fails', () => {
    const { proposals, ended } = runSequentially(startStrategy(options, tinyMlp(), 1), 300, ({ trial }) =>
      failed(trial),
    );

    expect({ ended, nProposals: proposals.length }).toEqual(
      repeats ? { ended: false, nProposals: 300 } : { ended: true, nProposals: 24 },
    );
  });

  it('ignores what it hears twice or did not ask for', () => {
    const [heard, told] = [1, 2].map(() => startStrategy(options, tinyMlp(), 1));
    for (let i = 0; i < 12; i++) {
      const [a, b] = [heard!.ask(), told!.ask()];
      expect(a).toEqual(b);
      if (a.kind !== 'proposal') continue;
      const { trial, genotype } = a.proposal;
      heard!.tell(measured(trial, ruggedScore(genotype)));
      told!.tell(measured(trial, ruggedScore(genotype)));
      heard!.tell(failed(trial));
      heard!.tell(measured(trial, 1e6));
      heard!.tell(measured(900 as TrialId, 1e6));
    }
  });
});

describe('every strategy', () => {
  it('proposes the same in a fresh process', () => {
    const printed = execFileSync(
      process.execPath,
      ['test/support/run-ts.mjs', 'test/support/strategy-trace.ts'],
      { encoding: 'utf8' },
    );

    expect(JSON.parse(printed)).toEqual(tracesOf(STRATEGY_CASES, SPACE_CASES));
  });
});

describe.each(STRATEGY_CASES.filter(({ repeats, fidelities }) => repeats !== true && fidelities !== true))(
  '$title, which never repeats,',
  ({ options }) => {
    it('goes through a small space once and ends', () => {
      const space = tinyMlp();
      const { proposals, ended } = runSequentially(startStrategy(options, space, 1), 1000);

      const ids = proposals.map(({ genotype }) => space.candidateId(genotype));
      expect({ ended, nProposals: ids.length, nDistinct: new Set(ids).size }).toEqual({
        ended: true,
        nProposals: 24,
        nDistinct: 24,
      });
    });
  },
);

describe.each(STRATEGY_CASES.filter(({ repeats }) => repeats === true))(
  '$title, which may repeat,',
  ({ options }) => {
    it('goes on in a small space', () => {
      expect(runSequentially(startStrategy(options, tinyMlp(), 1), 300)).toMatchObject({ ended: false });
    });
  },
);

/** One step of a session: a question, or an outcome for the `pick`-th proposal that is out. */
type Move =
  { readonly kind: 'ask' } | { readonly kind: 'tell'; readonly pick: number; readonly fails: boolean };

const move: fc.Arbitrary<Move> = fc.oneof(
  fc.constant<Move>({ kind: 'ask' }),
  fc.record({
    kind: fc.constant('tell' as const),
    pick: fc.nat(20),
    fails: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
  }),
);

/** Twenty rounds of two questions and one outcome: some proposals are never told. */
const FUTURE: readonly Move[] = Array.from({ length: 20 }, (_, i): Move[] => [
  { kind: 'ask' },
  { kind: 'ask' },
  { kind: 'tell', pick: i * 7, fails: i % 5 === 0 },
]).flat();

/** Plays moves; `calls` are those that a journal would hold: questions that led to a proposal, and outcomes. */
function play(
  strategy: Strategy,
  moves: readonly Move[],
  space: SearchSpace,
  alreadyOut: readonly Proposal[] = [],
) {
  const calls: ((strategy: Strategy) => unknown)[] = [];
  const proposals: Proposal[] = [];
  const out = [...alreadyOut];
  for (const step of moves) {
    if (step.kind === 'ask') {
      const ask = strategy.ask();
      if (ask.kind !== 'proposal') continue;
      expect(space.check(ask.proposal.genotype)).toBeUndefined();
      proposals.push(ask.proposal);
      out.push(ask.proposal);
      calls.push((other) => other.ask());
    } else if (out.length > 0) {
      const [{ trial, genotype }] = out.splice(step.pick % out.length, 1) as [Proposal];
      const outcome: Outcome = step.fails ? failed(trial) : measured(trial, ruggedScore(genotype));
      strategy.tell(outcome);
      calls.push((other) => other.tell(outcome));
    }
  }
  return { strategy, calls, proposals, out };
}

/** Asks until there is no proposal, at most `limit` times. */
function askAll(strategy: Strategy, limit: number): Proposal[] {
  const proposals: Proposal[] = [];
  while (proposals.length < limit) {
    const ask = strategy.ask();
    if (ask.kind !== 'proposal') break;
    proposals.push(ask.proposal);
  }
  return proposals;
}
