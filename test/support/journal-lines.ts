import type { JournalEvent, JournalEventOf } from '../../src/core/journal/event';
import { formatEvent } from '../../src/core/journal/write';

/** A small journal, line by line, for tests that look at lines. Times go up by a second with each event's kind. */
export const STARTED: JournalEventOf<'run-started'> = {
  type: 'run-started',
  version: 1,
  at: 1000,
  runId: 'run-1',
  experimentName: 'digits',
  experiment: {
    objectives: [
      { metric: 'valAccuracy', goal: 'maximize' },
      { metric: 'paramCount', goal: 'minimize' },
    ],
    constraints: [{ metric: 'paramCount', max: 100 }],
    budget: { trials: 10 },
  },
  context: { inputShape: [8, 8, 1], outputUnits: 10 },
  seed: 1,
  product: '0.1.0',
  backend: 'wasm',
  evaluators: 2,
  machine: { platform: 'linux', arch: 'x64', cpu: 'test', cores: 2, memoryBytes: 1e9, node: '20.0.0' },
};

export const ENDED: JournalEvent = { type: 'run-ended', at: 9000, reason: 'budget', message: '10 trials' };

export function asked(trial: number, parents: number[] = [], at = 1000): JournalEventOf<'trial-asked'> {
  return {
    type: 'trial-asked',
    at,
    trial,
    genotype: [trial],
    architecture: `cell-${trial}`,
    candidate: `id-${trial}`,
    parents,
    operator: 'sample',
  };
}

/** A person's candidate that waits. */
export function enqueued(
  queued: number,
  parents: number[] = [],
  at = 1000,
): JournalEventOf<'candidate-enqueued'> {
  const { genotype, architecture, candidate } = asked(queued);
  const operator = parents.length === 0 ? 'enqueued' : 'rerun';
  return { type: 'candidate-enqueued', at, queued, genotype, architecture, candidate, parents, operator };
}

/** It is not to be measured after all. */
export function removed(queued: number, at = 1000): JournalEventOf<'candidate-removed'> {
  return { type: 'candidate-removed', at, queued };
}

/** A trial that is not to be measured in full. */
export function atFidelity(
  trial: number,
  fidelity: NonNullable<JournalEventOf<'trial-asked'>['fidelity']>,
): JournalEventOf<'trial-asked'> {
  return { ...asked(trial), fidelity };
}

export function measured(
  trial: number,
  valAccuracy = 0.5,
  paramCount = 50,
  at = 2000,
): JournalEventOf<'trial-measured'> {
  return { type: 'trial-measured', at, trial, metrics: { valAccuracy, paramCount }, durationMs: 1000 };
}

export function journalText(...events: readonly JournalEvent[]): string {
  return events.map(formatEvent).join('');
}
