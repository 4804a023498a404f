import type { Experiment } from './experiment';

/** The order in which the parts of an experiment are written. */
const PARTS = [
  'task',
  'space',
  'strategy',
  'estimator',
  'reward',
  'objectives',
  'constraints',
  'budget',
  'execution',
  'seed',
  'enqueue',
] as const satisfies readonly (keyof Experiment)[];

/**
 * The experiment as plain JSON with its parts in a fixed order: for the first
 * line of the journal and for `experiment.json`. What is left out stays out.
 */
export function canonicalExperiment(experiment: Experiment): Record<string, unknown> {
  const parts = PARTS.flatMap((part) => (experiment[part] === undefined ? [] : [[part, experiment[part]]]));
  return JSON.parse(JSON.stringify(Object.fromEntries(parts))) as Record<string, unknown>;
}
