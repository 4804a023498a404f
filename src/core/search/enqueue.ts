import { expected, InputError } from '../base/errors';
import type { JournalEventOf } from '../journal/event';
import type { RunState, TrialRecord } from '../journal/run-state';
import { checkedMember, memberOf } from '../space/member';
import type { Genotype, SearchSpace } from '../space/space';

/** A candidate that a person wants to be measured: by its notation, by its genotype, or once more that of a trial. */
export type CandidateWish =
  | { readonly notation: string; readonly again?: boolean }
  | { readonly genotype: Genotype; readonly again?: boolean }
  | { readonly trial: number };

/** What a journal holds of an enqueued candidate beside its place in time. */
export type Enqueued = Omit<JournalEventOf<'candidate-enqueued'>, 'type' | 'at' | 'queued'>;

/**
 * The candidate that is wished for, checked: a member of the space, which has no trial in the run yet and does not
 * wait for one, unless `again` says that this is known. A trial's own candidate is always measured again, after as
 * many epochs as it was to be, from the first one on.
 *
 * Throws `InputError`.
 */
export function enqueuedOf(
  wish: CandidateWish,
  space: SearchSpace,
  state: Pick<RunState, 'trials' | 'queue'>,
): Enqueued {
  if ('trial' in wish) return rerunOf(wish.trial, state);
  const genotype = 'notation' in wish ? memberOf(space, wish.notation) : checkedMember(space, wish.genotype);
  const candidate = space.candidateId(genotype);
  const same = wish.again === true ? undefined : sameAs(candidate, state);
  if (same !== undefined) throw new InputError('', same);
  return {
    genotype: [...genotype],
    architecture: space.format(genotype),
    candidate,
    parents: [],
    operator: 'enqueued',
  };
}

/** The first candidates of an experiment, each once. Throws `InputError` at `enqueue[i]`. */
export function firstCandidates(space: SearchSpace, notations: readonly string[]): Enqueued[] {
  const ids = new Map<string, number>();
  return notations.map((notation, i) => {
    try {
      const enqueued = enqueuedOf({ notation }, space, { trials: [], queue: [] });
      const before = ids.get(enqueued.candidate);
      if (before !== undefined) throw new InputError('', `the same candidate as enqueue[${before}]`);
      ids.set(enqueued.candidate, i);
      return enqueued;
    } catch (error) {
      throw error instanceof InputError ? new InputError(`enqueue[${i}]`, error.message) : error;
    }
  });
}

function rerunOf(trial: number, { trials }: Pick<RunState, 'trials'>): Enqueued {
  const record = trials[trial];
  if (!record) throw expected('trial', `a trial of the run, from 0 to ${trials.length - 1}`, trial);
  if (record.status === 'running') throw new InputError(`trial ${trial}`, 'it has not ended yet');
  const { genotype, architecture, candidate, fidelity } = record;
  return {
    genotype: [...genotype],
    architecture,
    candidate,
    parents: [trial],
    operator: 'rerun',
    // What it continued may be gone, and nothing is continued twice.
    ...(fidelity && { fidelity: { epochs: fidelity.epochs, of: fidelity.of } }),
  };
}

/** Where the candidate is in the run already, with what to do about it. */
function sameAs(
  candidate: string,
  { trials, queue }: Pick<RunState, 'trials' | 'queue'>,
): string | undefined {
  const same = trials.findLast((one) => one.candidate === candidate);
  if (same) return `trial ${same.trial} ${HOW[same.status]}; say that it is to be measured again`;
  return queue.some((one) => one.candidate === candidate)
    ? 'this candidate waits to be measured already; say that it is to be measured again'
    : undefined;
}

const HOW: Readonly<Record<TrialRecord['status'], string>> = {
  running: 'is the same candidate and is not measured yet',
  measured: 'is the same candidate and was measured',
  failed: 'is the same candidate and failed',
};
