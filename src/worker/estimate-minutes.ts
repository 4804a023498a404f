import type { BackendChoice, BackendName } from '../core/experiment/backends';
import type { Experiment } from '../core/experiment/experiment';
import type { Inspection } from '../protocol/run-protocol';

/**
 * Multiply-accumulates a second of one evaluator while it trains small
 * convolutional networks, forward and backward together, measured on a server's
 * core. Networks of dense layers are slower, by up to a half.
 */
const TRAINING_MACS_PER_SECOND: Readonly<Record<BackendName, number>> = {
  plan: 20e9,
  wasm: 4e9,
  tensorflow: 4e9,
  cpu: 0.1e9,
};

/** A backward pass costs about two forward passes; one through the last layers alone next to nothing. */
const PASSES_PER_STEP = { whole: 3, lastLayers: 1 };

/** Of building, compiling, validating and measuring a candidate, whatever its size. */
const SECONDS_PER_TRIAL = 0.03;

/** Until the first evaluator is warm. */
const SECONDS_TO_START = 1;

const TABLE_TRIALS_PER_SECOND = 2_000;

export interface EstimateFacts {
  /** Over sampled candidates: of one forward pass on one example. */
  readonly meanMacs: number;
  readonly trainExamples: number;
  readonly nEvaluators: number;
  /** What the experiment's `auto` means; itself `auto` where that is not known. */
  readonly backend?: BackendChoice;
}

/**
 * Guesses the wall time of the whole budget. Strategies drift away from the mean
 * candidate and machines differ, so it is good to a factor of two or three; a limit
 * on minutes bounds it. `null` when nothing bounds the run in time or trials.
 */
export function estimateMinutes(
  { estimator, budget, execution }: Experiment,
  { meanMacs, trainExamples, nEvaluators, backend = 'auto' }: EstimateFacts,
): Inspection['estimate'] {
  const { trials, minutes } = budget;
  if (trials === undefined) {
    return minutes === undefined ? null : { minutes, basis: 'the limit on minutes' };
  }
  if (estimator.kind === 'table') {
    return { minutes: trials / TABLE_TRIALS_PER_SECOND / 60, basis: `${trials} look-ups in a table` };
  }
  const chosen = execution.backend === 'auto' ? backend : execution.backend;
  const speed = TRAINING_MACS_PER_SECOND[chosen === 'auto' ? 'plan' : chosen];
  const passes = PASSES_PER_STEP[estimator.trainedLayers === null ? 'whole' : 'lastLayers'];
  const epochs = estimator.trainedLayers === 0 ? 1 : estimator.epochs;
  const trialSeconds = SECONDS_PER_TRIAL + (passes * meanMacs * trainExamples * epochs) / speed;
  const guess = (SECONDS_TO_START + (trials * trialSeconds) / nEvaluators) / 60;
  const words = `${trials} trials of about ${seconds(trialSeconds)} each (${epochs} ${epochs === 1 ? 'epoch' : 'epochs'} of ${trainExamples} examples at ${millions(meanMacs)} MACs) on ${nEvaluators} evaluators`;
  return minutes !== undefined && minutes < guess
    ? { minutes, basis: `the limit on minutes; without it, ${words}` }
    : { minutes: guess, basis: words };
}

function seconds(value: number): string {
  if (value < 1) return `${value.toPrecision(2)} s`;
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} s`;
}

function millions(value: number): string {
  return value < 1e6 ? `${Math.round(value / 1e3)} thousand` : `${(value / 1e6).toFixed(1)} million`;
}
