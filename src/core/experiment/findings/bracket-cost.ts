import { InputError } from '../../base/errors';
import { bohbOptions } from '../../strategy/fidelity/bohb';
import { hyperbandOptions, hyperbandPlans } from '../../strategy/fidelity/hyperband';
import type { Experiment } from '../experiment';

/**
 * Full measurements that the first bracket of Hyperband or BOHB takes: the sum over its rungs of candidates times the
 * epochs that they are trained further, in units of a full training. `undefined` for other strategies, for a single
 * fidelity, and where only a table says which fidelities there are.
 */
export function bracketCost(
  strategy: Experiment['strategy'],
  estimator: Experiment['estimator'],
): number | undefined {
  const options = hyperbandOptions.safeParse(strategy).data ?? bohbOptions.safeParse(strategy).data;
  if (!options || estimator.kind !== 'training' || estimator.epochs < 2) return undefined;
  const fidelities = Array.from({ length: estimator.epochs }, (_, i) => i + 1);
  try {
    const plan = hyperbandPlans({ fidelities }, options.minEpochs, options.eta, options.brackets);
    let before = 0;
    return plan(0).rungs.reduce((cost, { epochs, size }) => {
      const further = (size * (epochs - before)) / estimator.epochs;
      before = epochs;
      return cost + further;
    }, 0);
  } catch (error) {
    // `minEpochs` above `epochs`: the strategy itself says so.
    if (error instanceof InputError) return undefined;
    throw error;
  }
}
