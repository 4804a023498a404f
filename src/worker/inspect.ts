import path from 'node:path';
import { InputError } from '../core/base/errors';
import { createRng } from '../core/base/random';
import type { Rng } from '../core/base/random';
import type { Experiment } from '../core/experiment/experiment';
import { costOf } from '../core/graph/cost';
import type { Genotype, Knob, SearchSpace } from '../core/space/space';
import type { SpacePicture, SpaceSample } from '../protocol/panel-protocol';
import type { Inspection, InspectExperiment } from '../protocol/run-protocol';
import { loadDataset } from '../dataset/load';
import { estimateMinutes } from './estimate-minutes';
import { evaluatorCount } from './executor';
import { parseExperiment } from './experiment-file';
import { prepare } from './prepare';
import type { Prepared } from './prepare';

const N_SHOWN = 9;
const N_HISTOGRAM = 300;

/** Looks at an experiment without running it: a few hundred candidates are built, none is trained. */
export async function inspect({ experimentPath, text, seed }: InspectExperiment): Promise<Inspection> {
  const prepared = await prepare(parseExperiment(text), path.dirname(path.resolve(experimentPath)));
  const { experiment, space, source } = prepared;
  const rng = createRng(seed);
  const costs = sampledCosts(space, rng.fork('histogram'));
  const dataset = source.kind === 'data' ? await datasetFacts(prepared) : undefined;
  const nEvaluators = evaluatorCount(experiment, { evaluators: 'auto' });
  return {
    picture: pictureOf(space, path.basename(experimentPath), costs, rng),
    ...(dataset ? { dataset } : {}),
    estimate: estimateMinutes(experiment, {
      meanMacs: mean(costs.map(({ macs }) => macs)),
      trainExamples: dataset?.train ?? 0,
      nEvaluators,
    }),
    warnings: [...constraintWarnings(experiment, costs), ...batchWarnings(experiment, dataset?.train)],
  };
}

/** Nine fresh candidates of the experiment's space. */
export async function sampleNine({ experimentPath, text, seed }: InspectExperiment): Promise<SpaceSample[]> {
  const { space } = await prepare(parseExperiment(text), path.dirname(path.resolve(experimentPath)));
  return samples(space, createRng(seed).fork('shown'), N_SHOWN);
}

interface SampledCost {
  readonly paramCount: number;
  readonly macs: number;
  readonly activationBytes: number;
}

function pictureOf(space: SearchSpace, title: string, costs: readonly SampledCost[], rng: Rng): SpacePicture {
  return {
    title,
    kind: space.kind,
    knobs: space.knobs.map((knob) => ({
      name: knob.name,
      values: knob.values,
      condition: conditionOf(space, knob),
    })),
    encodings: String(space.count()),
    distinct: space.countDistinct()?.toString() ?? null,
    samples: samples(space, rng.fork('shown'), N_SHOWN),
    paramCounts: costs.map(({ paramCount }) => paramCount),
    macs: costs.map(({ macs }) => macs),
  };
}

/** `only while kernel1 is 3 or 5`. */
function conditionOf(space: SearchSpace, { activeIf }: Knob): string {
  const other = activeIf && space.knobs[activeIf.knob];
  if (!activeIf || !other) return '';
  return `only while ${other.name} is ${activeIf.values.map((value) => String(other.values[value])).join(' or ')}`;
}

function samples(space: SearchSpace, rng: Rng, n: number): SpaceSample[] {
  return buildable(space, rng, n).map((genotype) => {
    const architecture = space.build(genotype);
    const { paramCount, macs } = costOf(architecture);
    return { notation: space.format(genotype), nodes: architecture.nodes, paramCount, macs };
  });
}

function sampledCosts(space: SearchSpace, rng: Rng): SampledCost[] {
  return buildable(space, rng, N_HISTOGRAM).map((genotype) => {
    const { paramCount, macs, activationBytes } = costOf(space.build(genotype));
    return { paramCount, macs, activationBytes };
  });
}

/** Up to `n` candidates whose shapes fit; a space where few fit yields fewer. */
function buildable(space: SearchSpace, rng: Rng, n: number): Genotype[] {
  const found: Genotype[] = [];
  for (let i = 0; i < 3 * n && found.length < n; i++) {
    const genotype = space.sample(rng);
    if (space.check(genotype) === undefined) found.push(genotype);
  }
  if (found.length === 0) throw new InputError('space', 'none of the sampled candidates can be built');
  return found;
}

async function datasetFacts({ experiment, baseFolder, source }: Prepared): Promise<Inspection['dataset']> {
  if (source.kind !== 'data') return undefined;
  const { name, inputShape, train, validation, test } = await loadDataset(
    source.task,
    baseFolder,
    experiment.seed,
  );
  return {
    name,
    inputShape,
    outputUnits: source.summary.outputUnits,
    train: train.count,
    validation: validation.count,
    test: test.count,
  };
}

function constraintWarnings(
  { constraints }: Experiment,
  costs: readonly SampledCost[],
): Inspection['warnings'] {
  return constraints.flatMap(({ metric, min = -Infinity, max = Infinity }, i) => {
    if (metric !== 'paramCount' && metric !== 'macs' && metric !== 'activationBytes') return [];
    const values = costs.map((cost) => cost[metric]);
    if (values.some((value) => value >= min && value <= max)) return [];
    const message = `none of ${values.length} sampled candidates keeps this limit: their ${metric} is between ${Math.min(...values)} and ${Math.max(...values)}`;
    return [{ path: `constraints[${i}]`, message }];
  });
}

function batchWarnings({ estimator }: Experiment, nTrain: number | undefined): Inspection['warnings'] {
  if (estimator.kind !== 'training' || nTrain === undefined || estimator.batchSize <= nTrain) return [];
  const message = `a batch of ${estimator.batchSize} is larger than the ${nTrain} training examples: every epoch is one step`;
  return [{ path: 'estimator.batchSize', message }];
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
