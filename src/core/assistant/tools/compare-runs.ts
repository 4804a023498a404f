import { z } from 'zod';
import { InputError, messageOf } from '../../base/errors';
import type { ComparisonResult } from '../../comparison/result';
import { markdownReport } from '../../comparison/report';
import { bestTrial, frontTrials, measuredTrials, objectivesOf } from '../../journal/query';
import type { RunState } from '../../journal/run-state';
import { durationText } from '../../trial/metric-text';
import { findRun, runSchema } from '../find-run';
import { shortened } from '../paging';
import { conditionOf, metricsText } from '../run-words';
import { defineTool } from '../tool';
import type { ToolOutput } from '../tool';
import type { RunPlace, RunReading, Workspace } from '../workspace';

const MOST_REPORT = 12_000;

export const compareRuns = defineTool({
  name: 'nas_compare_runs',
  title: 'Compare runs or strategies',
  description:
    'Either compares two to ten runs side by side (what differs in their experiments, best result, front, cost), or reads a finished comparison of strategies with its statistical tests. One run of each strategy says little about strategies: only a comparison over many seeds does.',
  input: z.strictObject({
    runs: z.array(runSchema).min(2).max(10).exactOptional().describe('The runs to compare.'),
    comparison: z
      .string()
      .min(1)
      .exactOptional()
      .describe('The path of a comparison.json, as nas_list_runs gives it, in place of runs.'),
  }),
  effect: 'read',
  needsTrust: false,
  async run({ runs, comparison }, { workspace }) {
    if (comparison !== undefined) return readComparison(workspace, comparison);
    if (runs !== undefined) return compare(workspace, runs);
    throw new InputError('input', 'expected either runs or comparison, but got neither');
  },
});

interface Compared {
  readonly place: RunPlace;
  readonly reading: RunReading;
}

async function compare(workspace: Workspace, wanted: readonly string[]): Promise<ToolOutput> {
  const runs = await Promise.all(
    wanted.map(async (run): Promise<Compared> => {
      const place = await findRun(workspace, run);
      return { place, reading: await workspace.read(place) };
    }),
  );
  const differences = differencesOf(runs);
  const objectives = runs.map(({ reading }) => JSON.stringify(objectivesOf(reading.state)));
  const isComparable = objectives.every((text) => text === objectives[0]);
  return {
    text: [
      ...runs.map(runLine),
      differences.length === 0
        ? 'Their experiments are the same.'
        : 'Their experiments differ in (in the order of the runs):',
      ...differences.map(({ key, values }) => `- ${key}: ${values.map(valueText).join(' | ')}`),
      isComparable
        ? 'They have the same objectives, so their results can be compared. A difference between single runs may be chance: repeat with other seeds, or compare strategies over many seeds.'
        : 'Their objectives differ, so "best" means something else in each of them.',
    ].join('\n'),
    data: { runs: runs.map(runData), differences, sameObjectives: isComparable },
  };
}

function runLine({ place, reading }: Compared): string {
  const { state } = reading;
  const best = bestTrial(state);
  const names = [...objectivesOf(state).map(({ metric }) => metric), 'paramCount', 'macs'];
  return [
    `- ${place.id}: ${conditionOf(reading)}`,
    `${measuredTrials(state).length} measured of ${state.trials.length} trials in ${durationText(state.activeMs)}`,
    best
      ? `best trial ${best.trial} with ${metricsText(best.metrics, [...new Set(names)])}`
      : 'nothing measured',
    `${frontTrials(state).length} on the Pareto front`,
  ].join('; ');
}

function runData({ place, reading }: Compared): object {
  const { state } = reading;
  const best = bestTrial(state);
  return {
    run: place.id,
    condition: conditionOf(reading),
    measured: measuredTrials(state).length,
    activeMs: state.activeMs,
    best: best ? { trial: best.trial, metrics: best.metrics } : null,
    front: frontTrials(state).map(({ trial }) => trial),
  };
}

/** Keys of the experiments, and the seed, whose values are not the same everywhere. */
function differencesOf(
  runs: readonly Compared[],
): { readonly key: string; readonly values: readonly unknown[] }[] {
  const parts = runs.map(({ reading }) => flat(experimentOf(reading.state)));
  const keys = [...new Set(parts.flatMap((part) => [...part.keys()]))].sort();
  return keys.flatMap((key) => {
    const values = parts.map((part) => part.get(key) ?? null);
    const texts = values.map((value) => JSON.stringify(value));
    return texts.every((text) => text === texts[0]) ? [] : [{ key, values }];
  });
}

function experimentOf({ started }: RunState): Readonly<Record<string, unknown>> {
  return started ? { ...started.experiment, seed: started.seed } : {};
}

/** `strategy.populationSize` and its value; lists count as values. */
function flat(part: Readonly<Record<string, unknown>>, before = ''): Map<string, unknown> {
  const found = new Map<string, unknown>();
  for (const [key, value] of Object.entries(part)) {
    const place = before === '' ? key : `${before}.${key}`;
    if (isRecord(value)) for (const [inner, one] of flat(value, place)) found.set(inner, one);
    else found.set(place, value);
  }
  return found;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function valueText(value: unknown): string {
  return value === null ? 'not set' : shortened(JSON.stringify(value), 80).replace(/\n.*$/s, '…');
}

async function readComparison(workspace: Workspace, path: string): Promise<ToolOutput> {
  const known = await workspace.comparisons();
  if (!known.includes(path)) {
    throw new InputError(
      'comparison',
      known.length === 0
        ? 'there are no finished comparisons here: NAS: Compare Strategies, or nas-workbench compare, makes one'
        : `there is no comparison "${path}"; there are ${known.join(', ')}`,
    );
  }
  const result = parseResult(await workspace.text(path), path);
  const { experimentName, strategies, seeds, budget, budgets } = result;
  return {
    text: shortened(markdownReport(result, []).replace(/\n## Files[\s\S]*$/, ''), MOST_REPORT),
    data: {
      experiment: experimentName,
      strategies: strategies.map(({ name, options }) => ({ name, options })),
      nSeeds: seeds.length,
      budget,
      budgets,
    },
  };
}

/** A file of ours: its format is looked at, its inside is believed. */
function parseResult(text: string, path: string): ComparisonResult {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new InputError(path, `expected JSON: ${messageOf(error)}`);
  }
  if (!isResult(value)) {
    throw new InputError(path, 'expected a comparison of this version: run the comparison again to renew it');
  }
  return value;
}

function isResult(value: unknown): value is ComparisonResult {
  return (
    isRecord(value) &&
    value['format'] === 'nas-comparison' &&
    value['version'] === 1 &&
    Array.isArray(value['strategies']) &&
    Array.isArray(value['budgets'])
  );
}
