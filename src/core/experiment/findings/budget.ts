import { valueAt } from '../../base/issues';
import { regularizedEvolutionOptions } from '../../strategy/evolution/regularized-evolution';
import type { Finding } from '../diagnose';
import type { Experiment } from '../experiment';
import { bracketCost } from './bracket-cost';
import { finding } from './finding';

/** A budget that does not go with the strategy or the estimator. */
export function budgetFindings(experiment: Experiment, written: unknown): Finding[] {
  return [
    ...populationFindings(experiment, written),
    ...limitFindings(experiment),
    ...bracketFindings(experiment),
  ];
}

const USUAL_SAMPLE = regularizedEvolutionOptions.parse({ kind: 'regularized-evolution' }).sampleSize;

function populationFindings({ budget: { trials }, strategy }: Experiment, written: unknown): Finding[] {
  const { populationSize, sampleSize } = strategy;
  if (typeof populationSize !== 'number') return [];
  const findings: Finding[] = [];
  if (trials !== undefined && populationSize > trials) {
    const what = `at most budget.trials (${trials}), so that evolution follows the random start`;
    const path = ['strategy', 'populationSize'];
    // Half of the trials are left to evolve.
    const choices = trials >= 4 ? [Math.floor(trials / 2)] : [];
    findings.push(finding('warning', 'population-too-large', path, what, populationSize, { choices }));
  }
  if (typeof sampleSize === 'number' && sampleSize > populationSize) {
    const what = `at most populationSize (${populationSize})`;
    const path = ['strategy', 'sampleSize'];
    // Draws are with replacement, so the paper's sample still works in a small population: whoever wrote another
    // number meant something else. (An experiment in a journal has its defaults written out.)
    const isMeant = valueAt(written, path) !== undefined && sampleSize !== USUAL_SAMPLE;
    findings.push(
      isMeant
        ? finding('error', 'sample-too-large', path, what, sampleSize, { choices: [populationSize] })
        : finding('warning', 'sample-too-large', path, what, sampleSize, { choices: [populationSize] }),
    );
  }
  return findings;
}

function limitFindings({ budget, estimator }: Experiment): Finding[] {
  const { trials, simulatedSeconds, minutes } = budget;
  if (estimator.kind !== 'training') return [];
  const findings: Finding[] = [];
  if (simulatedSeconds !== undefined) {
    const what = 'the table estimator, which alone knows simulated seconds';
    const removable = trials !== undefined || minutes !== undefined;
    const path = ['budget', 'simulatedSeconds'];
    findings.push(finding('error', 'budget-not-known', path, what, estimator.kind, { at: 'key', removable }));
  }
  return findings;
}

/** A budget that ends before Hyperband has seen what its first bracket was for. */
function bracketFindings({ budget: { trials }, strategy, estimator }: Experiment): Finding[] {
  const cost = bracketCost(strategy, estimator);
  if (trials === undefined || cost === undefined || cost <= trials) return [];
  const needed = Math.ceil(cost);
  const what = `at least ${needed}, which the first bracket of ${strategy.kind} takes`;
  return [finding('warning', 'bracket-too-large', ['budget', 'trials'], what, trials, { choices: [needed] })];
}
