import type { Architecture } from '../../graph/architecture';
import type { Genotype } from '../../space/space';
import type { NetworkMetric } from './metric';
import { Otmann, STRUCTURAL_WEIGHTS, type NetworkProfile } from './otmann';

/** OTMANN between the sketches of a space, a distance for each structural weight. */
export function otmannMetric(sketch: (genotype: Genotype) => Architecture): NetworkMetric<NetworkProfile> {
  const otmann = new Otmann();
  return {
    nDistances: STRUCTURAL_WEIGHTS.length,
    viewOf: (genotype) => otmann.profile(sketch(genotype)),
    distances: (a, b, out, at) => otmann.distances(a, b, out, at),
  };
}
