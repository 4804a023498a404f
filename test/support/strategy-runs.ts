import { createRng } from '../../src/core/base/random';
import type { Genotype, SearchSpace } from '../../src/core/space/space';
import { createStrategy } from '../../src/core/strategy/catalog';
import type { Ask, Outcome, Proposal, Strategy } from '../../src/core/strategy/strategy';
import type { TrialId } from '../../src/core/trial/trial';
import { nb201Space, tinyChain, tinyMlp } from './spaces';
import type { StrategyCase } from './strategy-cases/strategy-case';

export const SPACE_CASES = [
  { spaceTitle: 'nas-bench-201', makeSpace: nb201Space },
  { spaceTitle: 'a conditional space', makeSpace: tinyChain },
  { spaceTitle: 'a space of 24', makeSpace: tinyMlp },
] as const;

export type SpaceTitle = (typeof SPACE_CASES)[number]['spaceTitle'];

export function startStrategy(options: StrategyCase['options'], space: SearchSpace, seed: number): Strategy {
  return createStrategy(space, options, createRng(seed), {
    nObjectives: 1,
    fidelities: [1, 3, 9],
    foresee: () => ({ values: [undefined], violation: 0 }),
  });
}

/** Decided by the genotype alone, rugged, mostly without ties. */
export function ruggedScore(genotype: Genotype): number {
  return genotype.reduce((sum, value, i) => sum + Math.sin((value + 1) * (i + 3) * 1.7), 0);
}

export function measured(trial: TrialId, value: number): Outcome {
  return { trial, status: 'measured', score: { values: [value], violation: 0 } };
}

export function failed(trial: TrialId): Outcome {
  return { trial, status: 'failed', reason: 'diverged' };
}

/** The proposal in an answer that must be one. */
export function proposalOf(ask: Ask): Proposal {
  if (ask.kind !== 'proposal') throw new Error(`expected a proposal, but the strategy answered ${ask.kind}`);
  return ask.proposal;
}

/** Asks and tells one after the other, at most `limit` times; stops early when the strategy is exhausted. */
export function runSequentially(
  strategy: Strategy,
  limit: number,
  outcomeOf: (proposal: Proposal) => Outcome = ({ trial, genotype }) =>
    measured(trial, ruggedScore(genotype)),
): { readonly proposals: readonly Proposal[]; readonly ended: boolean } {
  const proposals: Proposal[] = [];
  while (proposals.length < limit) {
    const ask = strategy.ask();
    if (ask.kind === 'exhausted') return { proposals, ended: true };
    const proposal = proposalOf(ask);
    proposals.push(proposal);
    strategy.tell(outcomeOf(proposal));
  }
  return { proposals, ended: false };
}

/** The first 40 proposals of every strategy on every space under seed 3. */
export function tracesOf(
  strategies: readonly StrategyCase[],
  spaces: typeof SPACE_CASES,
): Record<string, readonly Proposal[]> {
  const traces: Record<string, readonly Proposal[]> = {};
  for (const { title, options } of strategies) {
    for (const { spaceTitle, makeSpace } of spaces) {
      const { proposals } = runSequentially(startStrategy(options, makeSpace(), 3), 40);
      traces[`${title} on ${spaceTitle}`] = proposals;
    }
  }
  return traces;
}
