import type { Rng } from '../../base/random';
import { Bug } from '../../base/errors';
import type { Genotype, SearchSpace } from '../../space/space';
import { knobMetric } from './knob-metric';
import { liteMetric } from './lite-metric';
import type { NetworkMetric, NetworkView } from './metric';
import type { NasbotOptions } from './options';
import { otmannMetric } from './otmann-metric';
import { createSurrogate, type Surrogate } from './surrogate';

/** What is used to compare the networks of a space. */
export type DistanceName = 'otmann' | 'lite' | 'knobs';

export interface SpaceSurrogate extends Surrogate {
  readonly distance: DistanceName;
}

/** Networks that are drawn to see what a distance costs. */
const N_PROBES = 10;
/** Work of a mean distance beyond which `lite` takes the place of OTMANN: 50 observations and candidates would take a second. */
const MAX_WORK = 200;
/** Work that looking at the fewest candidates may take, at most; it bounds the observations. */
const MAX_WORK_OF_FEWEST = 500_000;
const LEAST_OBSERVATIONS = 10;

/** The surrogate for the networks of a space, by the distance that the options ask for and the space affords. */
export function surrogateFor(space: SearchSpace, options: NasbotOptions, rng: Rng): SpaceSurrogate {
  const probes = Array.from({ length: N_PROBES }, (_, i) => space.sample(rng.fork(`probe-${i}`)));
  if (probes.some((genotype) => space.sketch(genotype) === undefined))
    return using('knobs', knobMetric(space));
  const sketch = (genotype: Genotype) => {
    const architecture = space.sketch(genotype);
    if (architecture === undefined) throw new Bug(`${space.kind} sketches some candidates only`);
    return architecture;
  };
  const otmann = otmannMetric(sketch);
  return options.distance === 'otmann' && workOf(otmann) <= MAX_WORK
    ? using('otmann', otmann)
    : using('lite', liteMetric(sketch));

  function workOf(metric: NetworkMetric<NetworkView>): number {
    return probes.reduce((sum, genotype) => sum + metric.viewOf(genotype).work, 0) / N_PROBES;
  }

  function using<V extends NetworkView>(distance: DistanceName, metric: NetworkMetric<V>): SpaceSurrogate {
    const work = workOf(metric);
    const affordable = Math.floor(MAX_WORK_OF_FEWEST / (work * options.minEvaluations));
    const maxObservations = Math.max(LEAST_OBSERVATIONS, Math.min(options.maxObservations, affordable));
    return { ...createSurrogate(metric, work, { ...options, maxObservations }), distance };
  }
}
