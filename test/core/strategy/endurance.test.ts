import { describe, expect, it } from 'vitest';
import { endure } from '../../support/endurance';
import type { Endured } from '../../support/endurance';
import { nb201Space } from '../../support/spaces';
import { STRATEGY_CASES } from '../../support/strategy-cases/all';
import type { StrategyCase } from '../../support/strategy-cases/strategy-case';
import { startStrategy } from '../../support/strategy-runs';

const SEED = 20;
const OUTCOMES = 10_000;
/** Of strategies whose thinking is milliseconds from the start. */
const OUTCOMES_WHEN_SLOW = 120;
/** Of the tree-structured Parzen estimator, whose thinking grows with its history: 10,000 take ten seconds a case. */
const OUTCOMES_OF_TPE = 2000;

const SESSIONS = STRATEGY_CASES.map((strategy) => ({ ...strategy, nOutcomes: outcomesOf(strategy) }));
const [MAY_REPEAT, NEVER_REPEAT] = split(SESSIONS, ({ repeats }) => repeats === true);
const [GO_THROUGH_ALL, STOP_BEFORE] = split(
  NEVER_REPEAT,
  ({ fidelities, nOutcomes }) => nOutcomes === OUTCOMES && fidelities !== true,
);

describe(`on the 6,466 distinct cells of NAS-Bench-201, told of late, failed, repeated and unknown outcomes (seed ${SEED}),`, () => {
  it.each(GO_THROUGH_ALL)(
    '$title proposes every cell once within $nOutcomes outcomes, and then has nothing left',
    ({ options }) => {
      expect(session(options, OUTCOMES)).toMatchObject({
        ...{ nProposals: 6466, last: 'exhausted' },
        ...{ broken: [], repeats: [] },
      });
    },
  );

  it.each(STOP_BEFORE)('$title proposes nothing twice in $nOutcomes outcomes', ({ options, nOutcomes }) => {
    const { broken, repeats, last } = session(options, nOutcomes);

    expect({ broken, repeats }).toEqual({ broken: [], repeats: [] });
    expect(last).not.toBe('exhausted');
  });

  it.each(MAY_REPEAT)('$title goes on for $nOutcomes outcomes', ({ options, nOutcomes }) => {
    const { broken, last } = session(options, nOutcomes);

    expect(broken).toEqual([]);
    expect(last).not.toBe('exhausted');
  });
});

function session(options: StrategyCase['options'], nOutcomes: number): Endured {
  const space = nb201Space();
  return endure(startStrategy(options, space, SEED), space, nOutcomes, SEED);
}

function outcomesOf({ slow, options }: StrategyCase): number {
  if (slow) return OUTCOMES_WHEN_SLOW;
  return options.kind === 'tpe' ? OUTCOMES_OF_TPE : OUTCOMES;
}

function split<T>(items: readonly T[], isFirst: (item: T) => boolean): readonly [T[], T[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}
