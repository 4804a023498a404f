import { fallbackText } from '../journal/fallback-text';
import { measurementsText } from '../journal/fidelity';
import { bestTrial, objectivesOf, progressOf, scoreIn } from '../journal/query';
import { mainTestMetric } from '../journal/retrained';
import type { RunState } from '../journal/run-state';
import { formatBytes, formatMetric, formatMilliseconds, groupDigits, plural } from '../drawing/format';
import { metricSpec } from '../trial/metric';

export interface Fact {
  readonly name: string;
  readonly value: string;
}

/** `2026-11-28 17:31 UTC`: the same wherever it is written. */
export function utcText(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

const END_WORDS = {
  budget: 'The search ended because its budget was used up',
  exhausted: 'The search ended because every candidate of the space was tried',
  stopped: 'The search was stopped',
  failed: 'The search failed',
} as const;

/** How the run stands, in one sentence. A journal alone cannot say whether a process still works on it. */
export function statusText({ status, at, retraining }: RunState): string {
  const last = at === 0 ? '' : ` The last entry of the journal is of ${utcText(at)}.`;
  switch (status.kind) {
    case 'empty':
      return 'The journal has no entry yet.';
    case 'running':
      return `The search has not ended: this is what its journal says so far.${last}`;
    case 'paused':
      return `The search is paused${status.message === '' ? '' : `: ${status.message}`}.${last}`;
    case 'ended':
      return `${END_WORDS[status.reason]}${status.message === '' ? '' : ` (${status.message})`}.${retraining ? ' Its candidates were still being retrained.' : ''}`;
  }
}

/** What was found and what it took. */
export function resultFacts(state: RunState): Fact[] {
  const { done, failed, measurements, isPartial } = progressOf(state);
  const best = bestTrial(state);
  const isBreaking = best !== undefined && (scoreIn(state, best.metrics)?.violation ?? 0) > 0;
  const bests = best
    ? objectivesOf(state).map(({ metric }) => ({
        name: `${metricSpec(metric).title} of the best`,
        value: formatMetric(metric, best.metrics[metric]),
      }))
    : [];
  return [
    ...(best
      ? [
          {
            name: 'Best candidate',
            value: `trial ${best.trial}${isBreaking ? ', which breaks a constraint: none keeps them all' : ''}`,
          },
        ]
      : []),
    ...bests,
    ...testFacts(state),
    {
      name: 'Trials',
      value: `${groupDigits(String(done))}${isPartial ? `, ${measurementsText(measurements)} full measurements` : ''}${failed > 0 ? `, ${groupDigits(String(failed))} failed` : ''}`,
    },
    { name: 'Running time', value: formatMilliseconds(state.activeMs) },
    ...(state.simulatedSeconds > 0
      ? [
          {
            name: 'Simulated time of measuring',
            value: formatMetric('trainMs', state.simulatedSeconds * 1000),
          },
        ]
      : []),
  ];
}

function testFacts(state: RunState): Fact[] {
  return state.tested.flatMap(({ trial, metrics }) => {
    const name = mainTestMetric(state, Object.keys(metrics));
    return name === undefined
      ? []
      : [
          {
            name: metricSpec(name).title,
            value: `${formatMetric(name, metrics[name])} (trial ${trial}, tested once after the search)`,
          },
        ];
  });
}

/** With what, where and when. */
export function machineFacts(state: RunState): Fact[] {
  const { started, backend } = state;
  if (!started) return [];
  const { machine } = started;
  return [
    { name: 'Run', value: started.runId },
    { name: 'Began', value: utcText(started.at) },
    { name: 'Seed', value: String(started.seed) },
    { name: 'NAS Workbench', value: started.product },
    { name: 'Backend', value: backend === 'none' ? 'none: results come from a table' : backend },
    ...(state.fallbacks.length > 0 ? [{ name: 'Left to TensorFlow.js', value: fallbackText(state) }] : []),
    { name: 'Evaluators', value: String(started.evaluators) },
    { name: 'Processor', value: `${machine.cpu}, ${plural(machine.cores, 'core')}` },
    { name: 'Memory', value: formatBytes(machine.memoryBytes) },
    { name: 'System', value: `${machine.platform} ${machine.arch}, Node.js ${machine.node}` },
    { name: 'Input of the networks', value: started.context.inputShape.join('×') },
    { name: 'Outputs', value: String(started.context.outputUnits) },
  ];
}
