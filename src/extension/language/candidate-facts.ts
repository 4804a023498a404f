import { l10n } from 'vscode';
import { InputError, messageOf } from '../../core/base/errors';
import { costOf } from '../../core/graph/cost';
import { depthOf } from '../../core/graph/depth';
import type { TrialRecord } from '../../core/journal/run-state';
import type { CandidateId } from '../../core/space/space';
import { metricSpec } from '../../core/trial/metric';
import { formatDuration, formatExact, formatMetric } from '../format';
import { runSpace } from '../runs/run-architecture';
import type { WatchedRun } from '../runs/watched-run';
import { escapeMarkdown } from '../tree/run-text';
import type { Written } from './notations/notation';

/** What a run of the workspace measured of a candidate. */
export interface KnownTrial {
  readonly run: WatchedRun;
  readonly trial: TrialRecord & { readonly status: 'measured' };
}

const MAX_KNOWN = 3;
const COST_METRICS = new Set(['paramCount', 'macs', 'activationBytes']);

/** The newest measurements of an architecture, or of one that computes the same. */
export function knownTrials(runs: readonly WatchedRun[], written: Written): KnownTrial[] {
  const known: KnownTrial[] = [];
  for (const run of runs) {
    const candidate = candidateIn(run, written);
    if (candidate === undefined) continue;
    for (const trial of run.state.trials) {
      if (trial.status === 'measured' && trial.candidate === candidate) known.push({ run, trial });
    }
  }
  return known.sort((a, b) => b.trial.endedAt - a.trial.endedAt).slice(0, MAX_KNOWN);
}

function candidateIn(run: WatchedRun, written: Written): CandidateId | undefined {
  if (!run.state.started) return undefined;
  try {
    return written.notation.candidateIn(runSpace(run), written);
  } catch (error) {
    // A run of another version.
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

/** Rows for a hover: costs, then what runs measured. Compact: the hover is 250 px high. */
export function factsTable(written: Written, known: readonly KnownTrial[]): string {
  const rows = [...costRows(written), ...known.map(knownRow)];
  return ['| | |', '|---|---|', ...rows.map(([name, value]) => `| ${name} | ${value} |`)].join('\n');
}

function costRows(written: Written): (readonly [string, string])[] {
  const { notation } = written;
  try {
    const architecture = notation.architecture(written);
    const { paramCount, macs } = costOf(architecture);
    const shape = architecture.shapes[0]!.join('×');
    return [
      [
        l10n.t('Parameters'),
        `${formatExact(paramCount)} (${notation.basis(written) ?? l10n.t('input {0}', shape)})`,
      ],
      ['MACs', formatExact(macs)],
      [l10n.t('Depth'), l10n.t('{0} layers with weights', depthOf(architecture))],
    ];
  } catch (error) {
    return [[l10n.t('Cost'), escapeMarkdown(messageOf(error))]];
  }
}

function knownRow({ run, trial }: KnownTrial): readonly [string, string] {
  const values = Object.entries(trial.metrics)
    .filter(([name]) => !COST_METRICS.has(name) && metricSpec(name).unit !== 'ms')
    .slice(0, 2)
    .map(([name, value]) => `${metricSpec(name).title} ${formatMetric(name, value)}`);
  const argument = encodeURIComponent(JSON.stringify([{ runFolder: run.folder, trial: trial.trial }]));
  const where = `[${escapeMarkdown(l10n.t('{0}, trial {1}', run.experimentName, trial.trial))}](command:nas.showArchitecture?${argument})`;
  const took = trial.simulatedSeconds > 0 ? trial.simulatedSeconds * 1000 : trial.durationMs;
  return [where, escapeMarkdown([...values, formatDuration(took)].join(' · '))];
}
