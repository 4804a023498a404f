import type { Architecture } from '../../graph/architecture';
import type { Genotype } from '../../space/space';
import { layersOf } from './layers';
import type { NetworkMetric, NetworkView } from './metric';

interface LiteView extends NetworkView {
  /** Connections into and out of each layer, in turn, by its place from input to output. */
  readonly degrees: readonly number[];
  readonly counts: ReadonlyMap<string, number>;
}

/**
 * A cheap stand-in for OTMANN: how many connections lead into and out of the layers, place by place, and how often each label
 * occurs, all compared by absolute difference.
 *
 * The distance that White, Neiswanger and Savani use for NASBOT in "BANANAS", AAAI 2021 (arXiv:1910.11858), on matrices of
 * adjacency; here on the layers of any network, the shorter list filled up with zeros.
 */
export function liteMetric(
  sketch: (genotype: Genotype) => Architecture | undefined,
): NetworkMetric<LiteView> {
  return {
    nDistances: 1,
    viewOf(genotype) {
      const architecture = sketch(genotype);
      const layers = architecture === undefined ? [] : layersOf(architecture);
      const degrees = layers.flatMap(({ inputs }) => [inputs.length, 0]);
      const counts = new Map<string, number>();
      for (const { label, inputs } of layers) {
        for (const input of inputs) degrees[2 * input + 1]!++;
        const text = JSON.stringify(label);
        counts.set(text, (counts.get(text) ?? 0) + 1);
      }
      return {
        signature: JSON.stringify([degrees, [...counts].sort()]),
        magnitude: Math.max(1, layers.length + degrees.reduce((a, b) => a + b, 0)),
        work: 1,
        degrees,
        counts,
      };
    },
    distances(a, b, out, at) {
      let sum = 0;
      const n = Math.max(a.degrees.length, b.degrees.length);
      for (let i = 0; i < n; i++) sum += Math.abs((a.degrees[i] ?? 0) - (b.degrees[i] ?? 0));
      for (const [label, count] of a.counts) sum += Math.abs(count - (b.counts.get(label) ?? 0));
      for (const [label, count] of b.counts) if (!a.counts.has(label)) sum += count;
      out[at] = sum;
    },
  };
}
