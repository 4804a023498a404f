import { createRng } from '../base/random';
import { startOfChain } from '../journal/fidelity';
import type { TrialRecord } from '../journal/run-state';
import type { TrialId } from '../trial/trial';
import type { TrialRequest } from './ports';

/** Decides a trial's initialisation and order of examples; from the experiment's seed and the trial's number only. */
export function trialSeed(experimentSeed: number, trial: TrialId): number {
  return createRng(experimentSeed).fork(`trial-${trial}`).seed;
}

/**
 * What is asked of an executor for a trial of the journal. A trial that continues another one has the seed of the
 * first of its chain, so that it is the same training.
 */
export function requestOf(
  trials: readonly Pick<TrialRecord, 'genotype' | 'fidelity'>[],
  trial: TrialId,
  experimentSeed: number,
): TrialRequest {
  const { genotype, fidelity } = trials[trial]!;
  const seed = trialSeed(experimentSeed, startOfChain(trials, trial));
  const continued = fidelity?.continues === undefined ? undefined : trials[fidelity.continues]?.fidelity;
  return {
    trial,
    genotype,
    seed,
    ...(fidelity && { fidelity }),
    ...(continued && { paidEpochs: continued.epochs }),
  };
}
