import type { TrainingSpec } from '../core/estimator/options';
import type { Learner } from './learner';
import type { Network } from './network';
import { PlanLearner } from './plan/plan-learner';
import { createTfjsLearner } from './tfjs-learner';

/**
 * The fastest learner that the current backend has for a network.
 *
 * @param seed of the noise that training adds, as dropout
 */
export function createLearner(network: Network, spec: TrainingSpec, seed: number): Learner {
  const { compiled } = network;
  return compiled ? new PlanLearner(network, compiled, spec, seed) : createTfjsLearner(network, spec, seed);
}
