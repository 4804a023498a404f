import { messageOf } from '../../core/base/errors';
import { costOf } from '../../core/graph/cost';
import type { Architecture } from '../../core/graph/architecture';
import type { TrialRecord } from '../../core/journal/run-state';
import { createSpace } from '../../core/space/catalog';
import { NAS_BENCH_201_CONTEXT } from '../../core/space/nas-bench-201';
import type { SearchSpace } from '../../core/space/space';
import { metricSpec } from '../../core/trial/metric';
import { formatDuration, formatExact, formatMetric } from '../format';
import { runSpace } from '../runs/run-architecture';
import type { WatchedRun } from '../runs/watched-run';
import { escapeMarkdown } from '../tree/run-text';

/** What runs of the workspace measured of a candidate. */
export interface KnownCell {
  readonly run: WatchedRun;
  readonly trial: TrialRecord & { readonly status: 'measured' };
}

const MAX_KNOWN = 3;
const COST_METRICS = new Set(['paramCount', 'macs', 'activationBytes']);

let benchmark: SearchSpace | undefined;

/** The space as the benchmark has it. */
export function benchmarkSpace(): SearchSpace {
  benchmark ??= createSpace({ kind: 'nas-bench-201' }, NAS_BENCH_201_CONTEXT);
  return benchmark;
}

/** The network of a cell in the benchmark's own skeleton. Throws `InputError` for anything that is not a cell. */
export function benchmarkArchitecture(notation: string): Architecture {
  const space = benchmarkSpace();
  return space.build(space.parse(notation));
}

/** The newest measurements of `notation`, or of a cell that computes the same, in NAS-Bench-201 runs. */
export function knownCells(runs: readonly WatchedRun[], notation: string): KnownCell[] {
  const known: KnownCell[] = [];
  for (const run of runs) {
    const candidate = candidateIn(run, notation);
    if (candidate === undefined) continue;
    for (const trial of run.state.trials) {
      if (trial.status === 'measured' && trial.candidate === candidate) known.push({ run, trial });
    }
  }
  return known.sort((a, b) => b.trial.endedAt - a.trial.endedAt).slice(0, MAX_KNOWN);
}

function candidateIn(run: WatchedRun, notation: string): string | undefined {
  const space = run.state.started?.experiment['space'];
  if (typeof space !== 'object' || space === null || !('kind' in space) || space.kind !== 'nas-bench-201') {
    return undefined;
  }
  try {
    const runs = runSpace(run);
    return runs.candidateId(runs.parse(notation));
  } catch {
    // A run of another version, or a cell outside its space: it has measured nothing of this.
    return undefined;
  }
}

/** Rows for a hover: costs in the benchmark's skeleton, then what runs measured. Compact: the hover is 250 px high. */
export function cellTable(notation: string, known: readonly KnownCell[]): string {
  const rows = [...costRows(notation), ...known.map(knownRow)];
  return ['| | |', '|---|---|', ...rows.map(([name, value]) => `| ${name} | ${value} |`)].join('\n');
}

function costRows(notation: string): (readonly [string, string])[] {
  try {
    const { paramCount, macs } = costOf(benchmarkArchitecture(notation));
    return [
      ['Parameters', `${formatExact(paramCount)} (32×32×3, 10 classes)`],
      ['MACs', formatExact(macs)],
    ];
  } catch (error) {
    return [['Cost', escapeMarkdown(messageOf(error))]];
  }
}

function knownRow({ run, trial }: KnownCell): readonly [string, string] {
  const values = Object.entries(trial.metrics)
    .filter(([name]) => !COST_METRICS.has(name) && metricSpec(name).unit !== 'ms')
    .slice(0, 2)
    .map(([name, value]) => `${metricSpec(name).title} ${formatMetric(name, value)}`);
  const where = `${run.experimentName}, trial ${trial.trial}`;
  const took = trial.simulatedSeconds > 0 ? trial.simulatedSeconds * 1000 : trial.durationMs;
  return [escapeMarkdown(where), escapeMarkdown([...values, formatDuration(took)].join(' · '))];
}
