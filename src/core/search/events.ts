import { Bug } from '../base/errors';
import { canonicalExperiment } from '../experiment/canonical';
import type { Budget } from '../experiment/experiment';
import { JOURNAL_VERSION } from '../journal/event';
import type { JournalEventOf } from '../journal/event';
import type { QueuedCandidate, RunState } from '../journal/run-state';
import type { Fidelity, Proposal } from '../strategy/strategy';
import type { TrialId } from '../trial/trial';
import { extendedBudget } from './budget';
import type { Enqueued } from './enqueue';
import type { TrialExecutor } from './ports';
import type { SearchSetup } from './search-types';

/** The lines that only repeat what is known, made in one place. */

export function startedEvent({
  experiment,
  clock,
  runInfo,
  executor,
}: SearchSetup): JournalEventOf<'run-started'> {
  return {
    type: 'run-started',
    version: JOURNAL_VERSION,
    at: clock.now(),
    ...runInfo,
    experiment: canonicalExperiment(experiment),
    seed: experiment.seed,
    backend: executor.backend,
  };
}

export function resumedEvent(
  { clock, runInfo, executor }: SearchSetup,
  budget: Budget | undefined,
): JournalEventOf<'run-resumed'> {
  return {
    type: 'run-resumed',
    at: clock.now(),
    product: runInfo.product,
    backend: executor.backend,
    ...(budget ? { budget: { ...budget } } : {}),
  };
}

export function askedEvent(
  { clock, space, fullEpochs, executor }: SearchSetup,
  { trial, genotype, parents, operator, explain, fidelity }: Proposal,
): JournalEventOf<'trial-asked'> {
  return {
    type: 'trial-asked',
    at: clock.now(),
    trial,
    genotype: [...genotype],
    architecture: space.format(genotype),
    candidate: space.candidateId(genotype),
    parents: [...parents],
    operator,
    ...(explain ? { explain: { ...explain } } : {}),
    ...(fidelity ? { fidelity: journalled(fidelity, fullEpochs, executor) } : {}),
  };
}

export function enqueuedEvent(
  { clock }: Pick<SearchSetup, 'clock'>,
  queued: number,
  candidate: Enqueued,
): JournalEventOf<'candidate-enqueued'> {
  return { type: 'candidate-enqueued', at: clock.now(), queued, ...candidate };
}

/** Throws as `extendedBudget`. */
export function extendedEvent(
  { clock }: Pick<SearchSetup, 'clock'>,
  state: RunState,
  more: Budget,
): JournalEventOf<'budget-extended'> {
  const at = clock.now();
  return { type: 'budget-extended', at, budget: extendedBudget(state, more, at) };
}

/** The first of the queue becomes a trial. */
export function takenEvent(
  { clock }: SearchSetup,
  { trials }: Pick<RunState, 'trials'>,
  { queued, genotype, parents, ...same }: QueuedCandidate,
): JournalEventOf<'trial-asked'> & { readonly trial: TrialId } {
  return {
    type: 'trial-asked',
    at: clock.now(),
    trial: trials.length as TrialId,
    ...same,
    genotype: [...genotype],
    parents: [...parents],
    queued,
  };
}

/** Where nothing can be taken up, a promotion is a measurement from the first epoch on, and is paid as one. */
function journalled(
  { epochs, continues }: Fidelity,
  of: number | undefined,
  { startsOver = false }: Pick<TrialExecutor, 'startsOver'>,
): NonNullable<JournalEventOf<'trial-asked'>['fidelity']> {
  if (of === undefined)
    throw new Bug('a strategy asks for less than a full measurement, but nobody said what that is');
  return continues === undefined || startsOver ? { epochs, of } : { epochs, of, continues };
}
