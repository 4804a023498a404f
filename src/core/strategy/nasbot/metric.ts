import type { Genotype } from '../../space/space';

/** A space's networks as distances see them. */
export interface NetworkMetric<V extends NetworkView> {
  /** How many distances there are between two networks. */
  readonly nDistances: number;
  viewOf(genotype: Genotype): V;
  /** Writes the distances to `out` from `at` on. */
  distances(a: V, b: V, out: Float64Array, at: number): void;
}

export interface NetworkView {
  /** The same for networks whose distances to all others are the same. */
  readonly signature: string;
  /** What distances are divided by to be normalised: the sum of both networks' magnitudes. */
  readonly magnitude: number;
  /** What a distance between two such networks costs to work out, in units of about half a microsecond. */
  readonly work: number;
}
