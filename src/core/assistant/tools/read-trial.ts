import { z } from 'zod';
import { InputError } from '../../base/errors';
import { fidelityText } from '../../journal/fidelity';
import type { EpochPoint, RunState, TrialRecord } from '../../journal/run-state';
import { metricSpec } from '../../trial/metric';
import { durationText, metricText } from '../../trial/metric-text';
import { findRun, runSchema } from '../find-run';
import { metricsText, originText } from '../run-words';
import { shortened } from '../paging';
import { defineTool } from '../tool';

const MOST_EPOCHS = 12;
const MOST_ANCESTORS = 8;
const MOST_CHILDREN = 20;
const MOST_NOTATION = 2000;

/** The number of a trial in the input of a tool. */
export const trialSchema = z.number().int().min(0).describe('The number of the trial.');

export const readTrial = defineTool({
  name: 'nas_read_trial',
  title: 'Read a trial',
  description:
    "Reads one trial of a run: every metric with its meaning, its architecture in the space's notation, what it was made from and what was made from it, why the strategy chose it, its learning curve, and results of retraining.",
  input: z.strictObject({ run: runSchema.exactOptional(), trial: trialSchema }),
  effect: 'read',
  needsTrust: false,
  async run({ run, trial }, { workspace }) {
    const place = await findRun(workspace, run);
    const { state } = await workspace.read(place);
    const record = trialOf(state, trial, place.id);
    const ancestors = ancestorsOf(state, record);
    const children = state.trials.filter(({ parents }) => parents.includes(record.trial));
    const retrained = state.retrained.filter((one) => one.trial === record.trial);
    const curve = thinned(record.curve);
    const extent = fidelityText(record);
    return {
      text: [
        `Trial ${trial} of run ${place.id}: ${outcomeText(record)}.`,
        `Origin: ${originText(record)}${explainText(record)}.`,
        ...(extent === undefined ? [] : [`Trained for ${extent}.`]),
        ...metricLines(record),
        `Ancestors: ${ancestors.length === 0 ? 'none' : ancestors.join(' <- ')}.`,
        `Children: ${children.length === 0 ? 'none' : childText(children)}.`,
        ...(curve.length === 0
          ? ['There is no learning curve.']
          : [
              `Learning curve (${curve.length === record.curve.length ? 'every epoch' : `${curve.length} of ${record.curve.length} epochs`}):`,
              ...curve.map(({ epoch, metrics }) => `- epoch ${epoch}: ${metricsText(metrics)}`),
            ]),
        ...retrained.map(
          ({ epochs, seeds }) =>
            `Retrained for ${epochs} epochs: ${seeds.map(({ seed, metrics }) => `seed ${seed}: ${metricsText(metrics)}`).join('; ')}.`,
        ),
        `Notation: ${shortened(record.architecture, MOST_NOTATION)}`,
        'nas_describe_architecture gives its layers and code.',
      ].join('\n'),
      data: {
        run: place.id,
        ...withoutCurve(record),
        ancestors,
        children: children.slice(0, MOST_CHILDREN).map((child) => child.trial),
        nChildren: children.length,
        curve,
        nEpochs: record.curve.length,
        retrained,
      },
    };
  },
});

/** Throws `InputError` that says which trials there are. */
export function trialOf(state: RunState, trial: number, runId: string): TrialRecord {
  const record = state.trials[trial];
  if (record) return record;
  const { length } = state.trials;
  const known = length === 0 ? 'it has none yet' : `it has trials 0 to ${length - 1}`;
  throw new InputError('trial', `the run ${runId} has no trial ${trial}: ${known}`);
}

function outcomeText(record: TrialRecord): string {
  switch (record.status) {
    case 'measured':
      return `measured in ${durationText(record.durationMs)}`;
    case 'failed':
      return `failed (${record.code}): ${record.reason}`;
    case 'running':
      return 'not measured yet';
  }
}

function explainText({ explain }: TrialRecord): string {
  const entries = Object.entries(explain);
  if (entries.length === 0) return '';
  return `; the strategy says ${entries.map(([name, value]) => `${name} ${typeof value === 'number' ? Number(value.toPrecision(4)) : value}`).join(', ')}`;
}

function metricLines(record: TrialRecord): string[] {
  if (record.status !== 'measured') return [];
  return [
    'Metrics:',
    ...Object.entries(record.metrics).map(([name, value]) => {
      const { title, goal, description } = metricSpec(name);
      return `- ${name}: ${metricText(name, value)} (${title}, better when ${goal === 'maximize' ? 'higher' : 'lower'}${description === '' ? '' : `: ${description}`})`;
    }),
  ];
}

/** First parents only, the nearest first. */
function ancestorsOf(state: RunState, record: TrialRecord): number[] {
  const found: number[] = [];
  let [parent] = record.parents;
  while (parent !== undefined && found.length < MOST_ANCESTORS && !found.includes(parent)) {
    found.push(parent);
    parent = state.trials[parent]?.parents[0];
  }
  return found;
}

function childText(children: readonly TrialRecord[]): string {
  const shown = children
    .slice(0, MOST_CHILDREN)
    .map(({ trial }) => trial)
    .join(', ');
  const rest = children.length - MOST_CHILDREN;
  return rest > 0 ? `${shown} and ${rest} more` : shown;
}

/** Evenly spread, with the first and the last. */
function thinned(curve: readonly EpochPoint[]): readonly EpochPoint[] {
  if (curve.length <= MOST_EPOCHS) return curve;
  const step = (curve.length - 1) / (MOST_EPOCHS - 1);
  return Array.from({ length: MOST_EPOCHS }, (_, i) => curve[Math.round(i * step)]!);
}

function withoutCurve(record: TrialRecord): object {
  return Object.fromEntries(
    Object.entries(record).filter(([name]) => name !== 'curve' && name !== 'genotype'),
  );
}
