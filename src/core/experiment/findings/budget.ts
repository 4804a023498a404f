import type { Finding } from '../diagnose';
import type { Experiment } from '../experiment';
import { finding } from './finding';

/** A budget that does not go with the strategy or the estimator. */
export function budgetFindings(experiment: Experiment): Finding[] {
  return [...populationFindings(experiment), ...limitFindings(experiment)];
}

function populationFindings({ budget: { trials }, strategy }: Experiment): Finding[] {
  const { populationSize, sampleSize } = strategy;
  if (typeof populationSize !== 'number') return [];
  const findings: Finding[] = [];
  if (trials !== undefined && populationSize > trials) {
    const what = `at most budget.trials (${trials}), so that evolution follows the random start`;
    findings.push(finding('warning', ['strategy', 'populationSize'], what, populationSize));
  }
  if (typeof sampleSize === 'number' && sampleSize > populationSize) {
    const what = `at most populationSize (${populationSize})`;
    const choices = [populationSize];
    findings.push(finding('error', ['strategy', 'sampleSize'], what, sampleSize, { choices }));
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
    findings.push(finding('error', path, what, estimator.kind, { at: 'key', removable }));
  }
  return findings;
}
