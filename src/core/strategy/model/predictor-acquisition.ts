import type { Rng } from '../../base/random';
import { expectedImprovement } from '../../surrogate/normal-distribution';
import type { Forecast } from '../../surrogate/regressor';
import type { PredictorOptions } from './predictor-options';

/**
 * What each candidate is worth by itself, higher being better; White et al., "BANANAS", section 4.3.
 *
 * Independent Thompson sampling draws every candidate from its own normal distribution.
 *
 * @param best the best target that was seen
 */
export function meritsOf(
  { means, sds }: Forecast,
  best: number,
  { acquisition, exploration }: Pick<PredictorOptions, 'acquisition' | 'exploration'>,
  rng: Rng,
): Float64Array {
  return means.map((mean, i) => {
    const sd = sds[i]!;
    switch (acquisition) {
      case 'independent-thompson':
        return mean + sd * rng.normal();
      case 'ucb':
        return mean + exploration * sd;
      case 'ei':
        return expectedImprovement(mean, sd, best);
      case 'mean':
        return mean;
      case 'random':
        return rng.next();
    }
  });
}
