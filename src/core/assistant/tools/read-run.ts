import { z } from 'zod';
import {
  bestTrial,
  compareForBest,
  constraintsOf,
  frontTrials,
  objectivesOf,
  scoreIn,
} from '../../journal/query';
import { fidelityText } from '../../journal/fidelity';
import type { RunState, TrialRecord } from '../../journal/run-state';
import type { Constraint } from '../../trial/objective';
import { durationText, metricText } from '../../trial/metric-text';
import { findRun, runSchema } from '../find-run';
import { pageOf, pageSchema } from '../paging';
import type { Page } from '../paging';
import {
  conditionOf,
  conditionText,
  groupedFailures,
  limitText,
  metricsText,
  originText,
  progressAt,
  progressText,
} from '../run-words';
import { defineTool } from '../tool';
import type { RunReading } from '../workspace';

const SHOWN = ['measured', 'front', 'running', 'failed', 'all', 'none'] as const;

const MOST_FAILURES = 5;

export const readRun = defineTool({
  name: 'nas_read_run',
  title: 'Read a run',
  description:
    "Reads one run of a search: status, progress and budget, objectives and constraints, the best trial, the Pareto front, failures grouped by cause, test results, and a table of trials. Fractions are in [0, 1] in the data and percentages in the text; MACs are multiply-accumulates of one example; times are wall time. 'Best' respects constraints and the first objective.",
  input: z.strictObject({
    run: runSchema.exactOptional(),
    trials: z
      .enum(SHOWN)
      .default('measured')
      .describe('Which trials the table holds; measured ones come with the best first, others by number.'),
    ...pageSchema(10, 100),
  }),
  effect: 'read',
  needsTrust: false,
  async run({ run, trials, limit, offset }, { workspace }) {
    const place = await findRun(workspace, run);
    const reading = await workspace.read(place);
    const { state } = reading;
    const page = pageOf(trialsOf(state, trials), { limit, offset });
    const best = bestTrial(state);
    return {
      text: [
        `Run ${place.id}: ${conditionText(reading)}.`,
        ...facts(reading, workspace.now()),
        ...table(state, trials, page),
      ].join('\n'),
      data: {
        run: place.id,
        condition: conditionOf(reading),
        owner: reading.owner,
        progress: progressAt(reading, workspace.now()),
        objectives: objectivesOf(state),
        constraints: constraintsOf(state),
        best: best ? { trial: best.trial, metrics: best.metrics, architecture: best.architecture } : null,
        front: frontTrials(state).map(({ trial }) => trial),
        failures: groupedFailures(state),
        tested: state.tested,
        nTrials: page.total,
        trials: page.items.map(inShort),
      },
    };
  },
});

function facts(reading: RunReading, now: number): string[] {
  const { state, problem } = reading;
  const { started } = state;
  if (!started) return problem === undefined ? ['The run has not written its first line yet.'] : [];
  const strategy = kindOf(started.experiment['strategy']);
  const space = kindOf(started.experiment['space']);
  const best = bestTrial(state);
  const front = frontTrials(state);
  const objectives = objectivesOf(state);
  const names = objectives.map(({ metric }) => metric);
  return [
    `Search: space ${space}, strategy ${strategy}, seed ${started.seed}, backend ${state.backend}, ${started.evaluators} at once.`,
    `Progress: ${progressText(reading, now)}. Budget: ${limitText(state) || 'unknown'}. Running time ${durationText(state.activeMs)}.`,
    `Objectives: ${objectives.map(({ goal, metric }) => `${goal} ${metric}`).join(', ')}.`,
    ...constraintLines(constraintsOf(state)),
    best
      ? `Best: trial ${best.trial}, ${metricsText(
          best.metrics,
          [...names, 'paramCount', 'macs'].filter((name, i, all) => all.indexOf(name) === i),
        )}.${brokenText(state, best)}`
      : 'Nothing has been measured yet.',
    ...(objectives.length > 1
      ? [
          `Pareto front (${front.length}): ${front
            .slice(0, 12)
            .map(({ trial }) => trial)
            .join(', ')}${front.length > 12 ? ', ... (trials: "front" lists all)' : ''}.`,
        ]
      : []),
    ...failureLines(state),
    ...state.tested.map(({ trial, metrics }) => `Tested once, trial ${trial}: ${metricsText(metrics)}.`),
    ...state.retrained.map(
      ({ trial, epochs, seeds }) =>
        `Retrained, trial ${trial}, ${epochs} epochs, ${seeds.length} seeds: ${seeds.map(({ metrics }) => metricsText(metrics)).join(' | ')}.`,
    ),
  ];
}

function constraintLines(constraints: readonly Constraint[]): string[] {
  if (constraints.length === 0) return [];
  const words = constraints.map(({ metric, min, max }) =>
    [
      ...(min === undefined ? [] : [`${metric} at least ${metricText(metric, min)}`]),
      ...(max === undefined ? [] : [`${metric} at most ${metricText(metric, max)}`]),
    ].join(' and '),
  );
  return [`Constraints: ${words.join(', ')}.`];
}

function brokenText(state: RunState, trial: TrialRecord & { status: 'measured' }): string {
  const score = scoreIn(state, trial.metrics);
  return score && score.violation > 0 ? ' It breaks a constraint: no trial keeps them all.' : '';
}

function failureLines(state: RunState): string[] {
  const groups = groupedFailures(state);
  const rest = groups.slice(MOST_FAILURES).reduce((sum, { trials }) => sum + trials.length, 0);
  return [
    ...groups
      .slice(0, MOST_FAILURES)
      .map(
        ({ code, reason, trials }) =>
          `Failed, ${trials.length} of ${code}: ${reason} (trials ${trials.slice(0, 8).join(', ')}${trials.length > 8 ? ', ...' : ''}).`,
      ),
    ...(rest > 0 ? [`${rest} more failed for other reasons (trials: "failed" lists all).`] : []),
  ];
}

function trialsOf(state: RunState, which: (typeof SHOWN)[number]): readonly TrialRecord[] {
  switch (which) {
    case 'none':
      return [];
    case 'all':
      return state.trials;
    case 'front':
      return frontTrials(state);
    case 'measured':
      return bestFirst(state);
    default:
      return state.trials.filter(({ status }) => status === which);
  }
}

function bestFirst(state: RunState): readonly TrialRecord[] {
  const scored = state.trials.flatMap((trial) => {
    const score = trial.status === 'measured' ? scoreIn(state, trial.metrics) : undefined;
    return score ? [{ trial, score }] : [];
  });
  return scored
    .sort((a, b) => compareForBest(b.score, a.score) || a.trial.trial - b.trial.trial)
    .map(({ trial }) => trial);
}

function table(state: RunState, which: string, page: Page<TrialRecord>): string[] {
  if (which === 'none') return [];
  if (page.total === 0) return [`There are no ${which === 'all' ? '' : `${which} `}trials.`];
  const names = objectivesOf(state).map(({ metric }) => metric);
  const columns = [...new Set([...names, 'paramCount', 'macs'])];
  return [`Trials (${which}; ${page.text}):`, ...page.items.map((trial) => trialLine(trial, columns))];
}

function trialLine(trial: TrialRecord, columns: readonly string[]): string {
  const extent = fidelityText(trial);
  const tail = [originText(trial), ...(extent === undefined ? [] : [`after ${extent}`])].join('; ');
  switch (trial.status) {
    case 'measured':
      return `- trial ${trial.trial}: ${metricsText(trial.metrics, columns)}; took ${durationText(trial.durationMs)}; ${tail}`;
    case 'failed':
      return `- trial ${trial.trial}: failed (${trial.code}): ${trial.reason}; ${tail}`;
    case 'running': {
      const last = trial.curve.at(-1);
      const epoch = last ? `epoch ${last.epoch}, ${metricsText(last.metrics)}` : 'no epoch yet';
      return `- trial ${trial.trial}: not measured yet (${epoch}); ${tail}`;
    }
  }
}

function inShort(trial: TrialRecord): object {
  const { status, operator, parents, architecture } = trial;
  const result =
    trial.status === 'measured'
      ? { metrics: trial.metrics, durationMs: trial.durationMs }
      : trial.status === 'failed'
        ? { code: trial.code, reason: trial.reason }
        : {};
  return { trial: trial.trial, status, ...result, operator, parents, architecture };
}

function kindOf(part: unknown): string {
  return typeof part === 'object' && part !== null && 'kind' in part ? String(part.kind) : 'unknown';
}
