import { createRng } from '../../src/core/base/random';
import type { Rng } from '../../src/core/base/random';
import type { SearchSpace } from '../../src/core/space/space';
import type { Outcome, Proposal, Strategy } from '../../src/core/strategy/strategy';
import type { TrialId } from '../../src/core/trial/trial';
import { failed, ruggedScore } from './strategy-runs';

/** Proposals that may be out at once. */
const MAX_OUT = 12;
/** Proposals that wait on the shelf for so many others before they are told. */
const SHELF = 60;

/** What a strategy did in a session that goes wrong. */
export interface Endured {
  readonly nProposals: number;
  /** Proposals of a candidate that was proposed before, with as many epochs. */
  readonly repeats: readonly Proposal[];
  /** Proposals that are no members of the space, or that explain themselves by numbers that are none. */
  readonly broken: readonly Proposal[];
  /** What the strategy answered to the last question. */
  readonly last: 'proposal' | 'wait' | 'exhausted';
}

/**
 * Tells `nOutcomes` outcomes: of any proposal that is out; one in three failed; one in ten of a trial that was told before, one in ten of
 * one that never was; one proposal in ten is told after 60 others that came later. One score in ten breaks a constraint, and
 * many are equal. Ends early when the strategy is exhausted.
 */
export function endure(strategy: Strategy, space: SearchSpace, nOutcomes: number, seed: number): Endured {
  const rng = createRng(seed);
  const seen = new Set<string>();
  const out: Proposal[] = [];
  const shelf: Proposal[] = [];
  const told: TrialId[] = [];
  const repeats: Proposal[] = [];
  const broken: Proposal[] = [];
  let nProposals = 0;
  let last: Endured['last'] = 'wait';

  for (let i = 0; i < nOutcomes; i++) {
    if (askUntil(1 + rng.below(MAX_OUT)) === 'exhausted') break;
    const dice = rng.next();
    if (dice < 0.1 && told.length > 0) strategy.tell(outcome(rng.pick(told), rng.next(), rng));
    else if (dice < 0.2) strategy.tell(outcome((nProposals + rng.below(1000)) as TrialId, 1e9, rng));
    else tell(nextOf());
  }
  return { nProposals, repeats, broken, last };

  /** The last answer. */
  function askUntil(nOut: number): Endured['last'] {
    while (out.length < nOut) {
      const ask = strategy.ask();
      last = ask.kind;
      if (ask.kind !== 'proposal') break;
      nProposals++;
      examine(ask.proposal);
      (rng.below(10) === 0 ? shelf : out).push(ask.proposal);
    }
    return last;
  }

  function examine(proposal: Proposal): void {
    const { genotype, fidelity, explain } = proposal;
    if (space.check(genotype) !== undefined || !Object.values(explain ?? {}).every(isSound))
      broken.push(proposal);
    const key = `${space.candidateId(genotype)} ${fidelity?.epochs ?? 'full'}`;
    if (seen.has(key)) repeats.push(proposal);
    seen.add(key);
  }

  function nextOf(): Proposal {
    const next =
      shelf.length > SHELF || out.length === 0 ? shelf.shift() : out.splice(rng.below(out.length), 1)[0];
    if (next === undefined) throw new Error(`${last}, and nothing is out`);
    return next;
  }

  function tell({ trial, genotype }: Proposal): void {
    told.push(trial);
    strategy.tell(outcome(trial, ruggedScore(genotype), rng));
  }
}

function outcome(trial: TrialId, value: number, rng: Rng): Outcome {
  if (rng.below(3) === 0) return failed(trial);
  const violation = rng.below(10) === 0 ? rng.next() : 0;
  const score = { values: [Math.round(4 * value) / 4], violation };
  return { trial, status: 'measured', score, seconds: 1 + rng.next() };
}

function isSound(value: number | string): boolean {
  return typeof value === 'string' || Number.isFinite(value);
}
