import { z } from 'zod';
import { InputError } from '../../base/errors';
import { readExperiment } from '../../experiment/read-experiment';
import { SPACES } from '../../space/catalog';
import type { SpaceEntry } from '../../space/space-entry';
import type { SpaceSample } from '../../space/space-picture';
import { metricText } from '../../trial/metric-text';
import { pageOf, shortened } from '../paging';
import { defineTool } from '../tool';
import { experimentInput, experimentText } from './validate-experiment';

const MOST_KNOBS = 40;
const SAMPLES = 3;
const MOST_NOTATION = 300;

export const explainSpace = defineTool({
  name: 'nas_explain_space',
  title: 'Explain a search space',
  description:
    'Explains the set of architectures that an experiment searches: its knobs with their values and conditions, how many candidates there are, the sizes of 300 sampled candidates (weights and MACs), a few samples, the data, and a rough estimate of the time.',
  input: z.strictObject(experimentInput),
  effect: 'read',
  needsTrust: false,
  async run({ path, text: given }, { workspace, signal }) {
    const text = await experimentText(workspace, path, given);
    const { experiment, problems } = readExperiment(text);
    if (!experiment) {
      const first = problems.find(({ severity }) => severity === 'error');
      throw new InputError(
        path ?? 'text',
        `the experiment has problems (${first?.message ?? 'unknown'}): nas_validate_experiment lists them`,
      );
    }
    const facts = await workspace.inspect(path ?? 'experiment.nas.json', text, signal);
    const { picture, dataset, estimate, warnings } = facts;
    const knobs = pageOf(picture.knobs, { limit: MOST_KNOBS, offset: 0 });
    const samples = picture.samples.slice(0, SAMPLES);
    const paramCounts = spreadOf(picture.paramCounts);
    const macs = spreadOf(picture.macs);
    return {
      text: [
        `Space ${picture.kind}: ${summaryOf(picture.kind)}`,
        `${grouped(picture.encodings)} encodings${picture.distinct === null ? '' : `, ${grouped(picture.distinct)} distinct architectures`}.`,
        ...(dataset
          ? [
              `Input ${dataset.inputShape.join('×')}, ${dataset.outputUnits} outputs (data ${dataset.name}: ${dataset.train} training examples).`,
            ]
          : []),
        ...spreadLine('Weights', 'paramCount', paramCounts, picture.paramCounts.length),
        ...spreadLine('MACs of one example', 'macs', macs, picture.macs.length),
        `Knobs (${knobs.text}):`,
        ...knobs.items.map(
          ({ name, values, condition }) =>
            `- ${name}: ${values.join(', ')}${condition === '' ? '' : ` (${condition})`}`,
        ),
        'Samples:',
        ...samples.map(sampleLine),
        ...(estimate
          ? [`The whole budget takes about ${Math.ceil(estimate.minutes)} min (${estimate.basis}).`]
          : []),
        ...warnings.map(
          ({ path: place, message }) => `Warning${place === '' ? '' : `, ${place}`}: ${message}.`,
        ),
      ].join('\n'),
      data: {
        kind: picture.kind,
        encodings: picture.encodings,
        distinct: picture.distinct,
        knobs: knobs.items,
        nKnobs: knobs.total,
        paramCounts,
        macs,
        samples: samples.map(({ notation, paramCount, macs: work }) => ({
          notation,
          paramCount,
          macs: work,
        })),
        dataset: dataset ?? null,
        estimate,
        warnings,
      },
    };
  },
});

function summaryOf(kind: string): string {
  const entries: Readonly<Record<string, SpaceEntry<z.ZodObject>>> = SPACES;
  return entries[kind]?.summary ?? '';
}

interface SizeSpread {
  readonly smallest: number;
  readonly median: number;
  readonly largest: number;
}

function spreadOf(values: readonly number[]): SizeSpread | null {
  const sorted = [...values].sort((a, b) => a - b);
  const [smallest] = sorted;
  if (smallest === undefined) return null;
  return { smallest, median: sorted[sorted.length >> 1]!, largest: sorted.at(-1)! };
}

function spreadLine(title: string, metric: string, spread: SizeSpread | null, n: number): string[] {
  if (!spread) return [];
  const [low, middle, high] = [spread.smallest, spread.median, spread.largest].map((value) =>
    metricText(metric, value),
  );
  return [`${title} of ${n} sampled candidates: ${low} to ${high}, median ${middle}.`];
}

function sampleLine({ notation, paramCount, macs }: SpaceSample): string {
  return `- ${shortened(notation, MOST_NOTATION)}: ${metricText('paramCount', paramCount)} weights, ${metricText('macs', macs)} MACs`;
}

function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ',');
}
