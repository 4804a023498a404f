import { canonicalExperiment } from '../experiment/canonical';
import type { Budget } from '../experiment/experiment';
import { JOURNAL_VERSION } from '../journal/event';
import type { JournalEventOf } from '../journal/event';
import type { Proposal } from '../strategy/strategy';
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
  { clock, space }: SearchSetup,
  { trial, genotype, parents, operator, explain }: Proposal,
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
  };
}
