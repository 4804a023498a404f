import type { z } from 'zod';
import { createRng } from '../../base/random';
import type { Architecture } from '../../graph/architecture';
import { costOf } from '../../graph/cost';
import { depthOf } from '../../graph/depth';
import { SPACES } from '../../space/catalog';
import type { SearchSpace } from '../../space/space';
import type { SpaceEntry } from '../../space/space-entry';
import { sampledCosts } from '../../space/space-picture';
import type { SampledCost } from '../../space/space-picture';
import type { Experiment } from '../experiment';
import { budgetSection } from './budget-section';
import { constraintSection } from './constraint-section';
import { knobTable } from './knob-table';
import { cited, code, exact, table } from './markdown';

export interface ExplainOptions {
  /** The experiment's name, for the title. */
  readonly name: string;
  readonly seed: number;
  /** False where shapes stand in for those that only the data know. */
  readonly isExact: boolean;
  /** A line of Markdown that draws an architecture; nothing is drawn without it. */
  readonly draw?: (architecture: Architecture) => string;
}

/**
 * The space of an experiment in words, as Markdown: what each knob does, exact
 * counts, an example, what candidates cost, what constraints take away, and how
 * much of it the budget sees.
 *
 * Deterministic. Builds some 300 candidates, which takes tenths of a second.
 * Throws `InputError` when none can be built.
 */
export function explainSpace(experiment: Experiment, space: SearchSpace, options: ExplainOptions): string {
  const { title, summary, source } = entryOf(space.kind);
  const costs = sampledCosts(space, options.seed);
  const { inputShape } = shapesOf(space, options.seed);
  return [
    `# The search space of ${options.name}`,
    `**${title}**. ${summary}`,
    ...(source === undefined ? [] : [`Source: ${cited(source)}.`]),
    ...(options.isExact || !inputShape
      ? []
      : [
          `> Only the data say which shapes go in. Costs below are for examples of ${inputShape.join('×')}: take them as a guess.`,
        ]),
    '## What is chosen',
    space.knobs.length === 0 ? 'Nothing: the space has one candidate.' : knobTable(space),
    '## How many candidates there are',
    sizeSection(space),
    '## An example',
    exampleSection(space, options),
    ...(costs.length === 0 ? [] : ['## What candidates cost', costSection(costs)]),
    ...(experiment.constraints.length === 0
      ? []
      : ['## What the constraints take away', constraintSection(experiment, costs)]),
    '## How the space is searched',
    budgetSection(experiment, space),
    '',
  ].join('\n\n');
}

function entryOf(kind: string): Pick<SpaceEntry<z.ZodObject>, 'title' | 'summary' | 'source'> {
  const entries: Readonly<Record<string, SpaceEntry<z.ZodObject>>> = SPACES;
  return entries[kind] ?? { title: kind, summary: '' };
}

function shapesOf(space: SearchSpace, seed: number): { inputShape: readonly number[] | undefined } {
  if (space.namesOnly) return { inputShape: undefined };
  return { inputShape: space.build(space.sample(createRng(seed))).shapes[0] };
}

function sizeSection(space: SearchSpace): string {
  const encodings = space.count();
  const distinct = space.countDistinct();
  const sizes = space.knobs.map(({ values }) => values.length);
  const isProduct = space.knobs.every(({ activeIf }) => activeIf === undefined) && sizes.length > 1;
  const how = isProduct && sizes.length <= 12 ? ` (${sizes.join(' × ')})` : '';
  const counted = `There are exactly **${exact(encodings)}** ways to set the knobs${how}${
    space.knobs.some(({ activeIf }) => activeIf) ? '; knobs without effect are not counted' : ''
  }.`;
  if (distinct === undefined) {
    return `${counted} How many different networks they are is not counted: that would mean building them all. It is fewer where different settings compute the same.`;
  }
  return distinct === encodings
    ? `${counted} Each is a candidate of its own.`
    : `${counted} They are **${exact(distinct)}** different candidates: the others compute the same as one of these, or cannot be built.`;
}

function exampleSection(space: SearchSpace, { seed, draw }: ExplainOptions): string {
  const genotype = space.sample(createRng(seed).fork('example'));
  const text = ['One candidate, drawn at random:', '```text', space.format(genotype), '```'].join('\n');
  if (space.namesOnly) return `${text}\n\nThe table knows its results; its network is not known here.`;
  const architecture = space.build(genotype);
  const { paramCount, macs } = costOf(architecture);
  const facts = `It has ${exact(paramCount)} parameters, takes ${exact(macs)} multiply-accumulates (MACs) for one example, and is ${depthOf(architecture)} layers with weights deep.`;
  return [text, ...(draw ? [draw(architecture)] : []), facts].join('\n\n');
}

function costSection(costs: readonly SampledCost[]): string {
  const row = (title: string, values: readonly number[]): string[] => {
    const sorted = values.toSorted((a, b) => a - b);
    const at = (share: number): string => exact(sorted[Math.round(share * (sorted.length - 1))]!);
    return [title, at(0), at(0.1), at(0.5), at(0.9), at(1)];
  };
  return [
    `Of ${costs.length} candidates that were drawn at random:`,
    table(
      ['', 'least', 'a tenth is below', 'half is below', 'nine tenths are below', 'most'],
      [
        row(
          'Parameters',
          costs.map(({ paramCount }) => paramCount),
        ),
        row(
          'MACs for one example',
          costs.map(({ macs }) => macs),
        ),
        row(
          'Bytes of activations',
          costs.map(({ activationBytes }) => activationBytes),
        ),
      ],
    ),
    `The rarest are rarer than a sample shows: a search may find smaller and larger ones. ${code('NAS: Preview Search Space')} draws the histograms.`,
  ].join('\n\n');
}
