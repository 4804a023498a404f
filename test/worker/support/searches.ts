import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Experiment } from '../../../src/core/experiment/experiment';
import type { JournalEvent } from '../../../src/core/journal/event';
import { readJournal } from '../../../src/core/journal/read';
import { createSpace } from '../../../src/core/space/catalog';
import type { SearchSpace } from '../../../src/core/space/space';
import { parseExperiment } from '../../../src/worker/experiment-file';
import { folderWith } from '../../support/folder';

/** A folder with `search.nas.json` and what it needs. */
export interface ExperimentFolder {
  readonly folder: string;
  readonly file: string;
  readonly experiment: Experiment;
}

/** Small networks trained for an epoch on the built-in digits: about 50 ms a trial. */
export function trainingExperiment(changes: Readonly<Record<string, unknown>> = {}): ExperimentFolder {
  return experimentFolder({
    task: { kind: 'image-classification', dataset: 'digits' },
    space: { kind: 'mlp', maxDepth: 2, units: [8, 16] },
    strategy: { kind: 'regularized-evolution', populationSize: 4, sampleSize: 2 },
    estimator: { kind: 'training', epochs: 2, batchSize: 128, measureLatency: false },
    objectives: [
      { metric: 'valAccuracy', goal: 'maximize' },
      { metric: 'paramCount', goal: 'minimize' },
    ],
    budget: { trials: 8 },
    execution: { evaluators: 1 },
    seed: 3,
    ...changes,
  });
}

/** Look-ups in a table of all 15,625 cells of NAS-Bench-201 with made-up numbers: thousands of trials a second. */
export function tableExperiment(
  changes: Readonly<Record<string, unknown>> = {},
  folder = folderWith({}),
): ExperimentFolder {
  writeFileSync(path.join(folder, 'table.json'), tableText());
  return experimentFolder(
    {
      space: { kind: 'nas-bench-201' },
      strategy: { kind: 'regularized-evolution', populationSize: 20, sampleSize: 5 },
      estimator: { kind: 'table', path: 'table.json' },
      objectives: [
        { metric: 'score', goal: 'maximize' },
        { metric: 'cost', goal: 'minimize' },
      ],
      budget: { trials: 600 },
      seed: 11,
      ...changes,
    },
    folder,
  );
}

function experimentFolder(value: object, folder = folderWith({})): ExperimentFolder {
  const file = path.join(folder, 'search.nas.json');
  const text = JSON.stringify(value, null, 2);
  writeFileSync(file, text);
  return { folder, file, experiment: parseExperiment(text) };
}

let cachedTable: string | undefined;

function tableText(): string {
  cachedTable ??= JSON.stringify({
    format: 'nas-table',
    space: 'nas-bench-201',
    metrics: [
      { name: 'score', goal: 'maximize', unit: 'loss' },
      { name: 'cost', goal: 'minimize', unit: 'count' },
    ],
    columns: ['architecture', 'score', 'cost'],
    rows: everyGenotype(createSpace({ kind: 'nas-bench-201' }, { inputShape: [32, 32, 3], outputUnits: 10 })),
  });
  return cachedTable;
}

function everyGenotype(space: SearchSpace): [string, number, number][] {
  const sizes = space.knobs.map(({ values }) => values.length);
  const total = sizes.reduce((product, size) => product * size, 1);
  return Array.from({ length: total }, (_, code) => {
    let rest = code;
    const genotype = sizes.map((size) => {
      const value = rest % size;
      rest = Math.floor(rest / size);
      return value;
    });
    const cost = genotype.reduce((sum, value, i) => sum + value * (i + 1), 0);
    return [space.format(genotype), Math.sin(code) + cost / 100, cost];
  });
}

export function journalOf(runFolder: string): JournalEvent[] {
  return [...readJournal(readFileSync(path.join(runFolder, 'journal.jsonl'), 'utf8')).events];
}

/** Everything but what a clock, a machine or a folder's name decides. */
export function withoutTimes(events: readonly JournalEvent[]): unknown[] {
  return events.map((event) => {
    const copy: Record<string, unknown> = { ...event, at: 0, durationMs: 0 };
    if ('runId' in event) copy['runId'] = '';
    if ('metrics' in event) copy['metrics'] = { ...event.metrics, trainMs: 0 };
    return copy;
  });
}

/** What was asked and what came of it, in order: what a resumed run must share with an unbroken one. */
export function trialsOf(events: readonly JournalEvent[]): unknown[] {
  return withoutTimes(
    events.filter(({ type }) =>
      ['trial-asked', 'trial-measured', 'trial-failed', 'run-tested'].includes(type),
    ),
  );
}
