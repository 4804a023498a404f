import path from 'node:path';
import { formatPath } from '../core/base/issues';
import type { Dataset } from '../core/estimator/dataset';
import type { Experiment } from '../core/experiment/experiment';
import { sampledFindings } from '../core/experiment/findings/sampled';
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
  const findings = sampledFindings(experiment, space, { costs, trainExamples: dataset?.train });
  const nEvaluators = evaluatorCount(experiment, { evaluators: 'auto' });
  return {
    picture: spacePicture(space, path.basename(experimentPath), costs, seed),
    ...(dataset ? { dataset } : {}),
    estimate: estimateMinutes(experiment, {
      meanMacs: mean(trainedCosts(experiment, costs).map(({ macs }) => macs)),
      trainExamples: dataset?.train ?? 0,
      nEvaluators,
    }),
    warnings: findings.map(({ path: place, problem }) => ({ path: formatPath(place), message: problem })),
    findings,
    constraints: constraintEffects(experiment.constraints, costs),
    ...(experiment.budget.trials === undefined ? {} : { budgetTrials: experiment.budget.trials }),
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

/** Of the candidates that a run would train; of all where none is left. */
function trainedCosts({ constraints }: Experiment, costs: readonly SampledCost[]): readonly SampledCost[] {
  const limits = costLimitsOf(constraints);
  const kept = costs.filter((cost) => brokenLimit(cost, limits) === undefined);
  return kept.length > 0 ? kept : costs;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
