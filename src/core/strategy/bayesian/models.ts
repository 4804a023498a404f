import type { Rng } from '../../base/random';
import { GaussianProcessRegression } from '../../surrogate/gaussian-process-regression';
import type { RegressionOptions } from '../../surrogate/gaussian-process-regression';
import type { Kernel } from '../../surrogate/kernels/kernel';
import type { Observation, Situation } from './observations';
import type { BayesianOptions } from './options';
import { standardizedScale } from './targets';
import type { Scale } from './targets';

/** A regression and the history that it was updated with. */
export interface Fitted<X> {
  readonly regression: GaussianProcessRegression<X>;
  readonly inputs: readonly X[];
  readonly scale: Scale;
}

/** What is modelled, each by a regression of its own that lives as long as the search. */
export interface Models<X> {
  /** By objective; `undefined` for one that is known before. */
  readonly objectives: readonly (Fitted<X> | undefined)[];
  /** ln of the seconds of a measurement, once two are known and when the acquisition asks for it. */
  readonly seconds: Fitted<X> | undefined;
  /** Violations of constraints, when some were not known before. */
  readonly violation: Fitted<X> | undefined;
}

/** Fits, or updates, what the situation asks for. */
export function createModels<X>(
  kernel: Kernel<X>,
  options: BayesianOptions,
): (observations: readonly Observation<X>[], situation: Situation, stream: Rng) => Models<X> {
  const isSampled = options.hyperparameters === 'slice-sampling';
  const settings: RegressionOptions = {
    hyperparameters: options.hyperparameters,
    maxObservations: Math.ceil(options.maxObservations / (isSampled ? 2 : 1)),
  };
  const regressions = new Map<string, GaussianProcessRegression<X>>();

  return (observations, { objectives, violations }, stream) => {
    const inputs = observations.map(({ input }) => input);
    return {
      objectives: objectives.map(({ isForeseen, scale, targets }, j) =>
        isForeseen ? undefined : fitted(`objective-${j}`, inputs, targets, scale),
      ),
      seconds: options.acquisition === 'ei-per-second' ? secondsOf(observations) : undefined,
      violation: violations && standardized('violation', inputs, violations),
    };

    function secondsOf(from: readonly Observation<X>[]): Fitted<X> | undefined {
      const timed = from.filter(({ seconds }) => seconds !== undefined && seconds > 0);
      if (timed.length < 2) return undefined;
      const logs = Float64Array.from(timed, ({ seconds }) => Math.log(seconds!));
      return standardized(
        'seconds',
        timed.map(({ input }) => input),
        logs,
      );
    }

    function standardized(name: string, of: readonly X[], values: Float64Array): Fitted<X> {
      const scale = standardizedScale([...values]);
      return fitted(name, of, values.map(scale.toTarget), scale);
    }

    function fitted(name: string, of: readonly X[], targets: Float64Array, scale: Scale): Fitted<X> {
      let regression = regressions.get(name);
      if (!regression) regressions.set(name, (regression = new GaussianProcessRegression(kernel, settings)));
      regression.update(of, targets, stream.fork(`hyperparameters of ${name}`));
      return { regression, inputs: of, scale };
    }
  };
}
