import path from 'node:path';
import type { Dataset } from '../core/estimator/dataset';
import type { Experiment } from '../core/experiment/experiment';
import { compareSpaces } from '../core/space/compare-spaces';
import type { NamedSpace, SpaceComparison } from '../core/space/compare-spaces';
import { constraintEffects } from '../core/space/constraint-effects';
import { brokenLimit, costLimitsOf } from '../core/space/limited-space';
import { sampledCosts, sampleNine, spacePicture } from '../core/space/space-picture';
import type { SampledCost, SpaceSample } from '../core/space/space-picture';
import type { CompareSpaces, ExperimentText, Inspection, InspectExperiment } from '../protocol/run-protocol';
import { summaryOf } from '../dataset/load';
import { estimateMinutes } from './estimate-minutes';
import { evaluatorCount } from './executor';
import { parseExperiment } from './experiment-file';
import { prepare, prepareWithDataset } from './prepare';

/** Looks at an experiment without running it: a few hundred candidates are built, none is trained. */
export async function inspect({ experimentPath, text, seed }: InspectExperiment): Promise<Inspection> {
  const folder = path.dirname(path.resolve(experimentPath));
  const { prepared, dataset: data } = await prepareWithDataset(parseExperiment(text), folder);
  const { experiment, space } = prepared;
  const costs = sampledCosts(space, seed);
  const dataset = data && datasetFacts(data);
  const nEvaluators = evaluatorCount(experiment, { evaluators: 'auto' });
  return {
    picture: spacePicture(space, path.basename(experimentPath), costs, seed),
    ...(dataset ? { dataset } : {}),
    estimate: estimateMinutes(experiment, {
      meanMacs: mean(trainedCosts(experiment, costs).map(({ macs }) => macs)),
      trainExamples: dataset?.train ?? 0,
      nEvaluators,
    }),
    constraints: constraintEffects(experiment.constraints, costs),
    ...(experiment.budget.trials === undefined ? {} : { budgetTrials: experiment.budget.trials }),
    warnings: [...constraintWarnings(experiment, costs), ...batchWarnings(experiment, dataset?.train)],
  };
}

/** Nine fresh candidates of the experiment's space. */
export async function sampleOf({ experimentPath, text, seed }: InspectExperiment): Promise<SpaceSample[]> {
  const { space } = await prepare(parseExperiment(text), path.dirname(path.resolve(experimentPath)));
  return sampleNine(space, seed);
}

/** The spaces of two experiments side by side; their candidates are built, none is trained. */
export async function compareSpacesOf({ here, there, seed }: CompareSpaces): Promise<SpaceComparison> {
  const [one, other] = [await namedSpace(here), await namedSpace(there)];
  return compareSpaces(one, other, seed);
}

async function namedSpace({ experimentPath, text }: ExperimentText): Promise<NamedSpace> {
  const { space } = await prepare(parseExperiment(text), path.dirname(path.resolve(experimentPath)));
  return { space, title: path.basename(experimentPath) };
}

function datasetFacts(dataset: Dataset): NonNullable<Inspection['dataset']> {
  const { train, validation, test } = dataset;
  const { name, inputShape, outputUnits } = summaryOf(dataset);
  return {
    name,
    inputShape,
    outputUnits,
    train: train.count,
    validation: validation.count,
    test: test.count,
  };
}

function constraintWarnings(
  { constraints }: Experiment,
  costs: readonly SampledCost[],
): Inspection['warnings'] {
  return constraints.flatMap((constraint, i) => {
    const [limit] = costLimitsOf([constraint]);
    if (!limit || costs.some((cost) => brokenLimit(cost, [limit]) === undefined)) return [];
    const { metric } = limit;
    const values = costs.map((cost) => cost[metric]);
    const message = `none of ${values.length} sampled candidates keeps this limit: their ${metric} is between ${Math.min(...values)} and ${Math.max(...values)}`;
    return [{ path: `constraints[${i}]`, message }];
  });
}

/** Of the candidates that a run would train; of all where none is left. */
function trainedCosts({ constraints }: Experiment, costs: readonly SampledCost[]): readonly SampledCost[] {
  const limits = costLimitsOf(constraints);
  const kept = costs.filter((cost) => brokenLimit(cost, limits) === undefined);
  return kept.length > 0 ? kept : costs;
}

function batchWarnings({ estimator }: Experiment, nTrain: number | undefined): Inspection['warnings'] {
  if (estimator.kind !== 'training' || nTrain === undefined || estimator.batchSize <= nTrain) return [];
  const message = `a batch of ${estimator.batchSize} is larger than the ${nTrain} training examples: every epoch is one step`;
  return [{ path: 'estimator.batchSize', message }];
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
