import { valueAt } from '../../base/issues';
import type { Finding } from '../diagnose';
import type { Experiment } from '../experiment';
import { finding } from './finding';

/** A budget that does not go with the strategy or the estimator. */
export function budgetFindings(experiment: Experiment, written: unknown): Finding[] {
  return [...populationFindings(experiment, written), ...limitFindings(experiment)];
}

function populationFindings({ budget: { trials }, strategy }: Experiment, written: unknown): Finding[] {
  const { populationSize, sampleSize } = strategy;
  if (typeof populationSize !== 'number') return [];
  const findings: Finding[] = [];
  if (trials !== undefined && populationSize > trials) {
    const what = `at most budget.trials (${trials}), so that evolution follows the random start`;
    findings.push(finding('warning', ['strategy', 'populationSize'], what, populationSize));
  }
  if (typeof sampleSize === 'number' && sampleSize > populationSize) {
    const what = `at most populationSize (${populationSize})`;
    const path = ['strategy', 'sampleSize'];
    // Draws are with replacement, so the default still works; whoever wrote it down meant something else.
    const isWritten = valueAt(written, path) !== undefined;
    findings.push(
      isWritten
        ? finding('error', path, what, sampleSize, { choices: [populationSize] })
        : finding('warning', path, what, sampleSize),
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
    findings.push(finding('error', path, what, estimator.kind, { at: 'key', removable }));
  }
  return findings;
}
