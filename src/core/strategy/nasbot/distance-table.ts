import type { Genotype } from '../../space/space';
import type { NetworkMetric, NetworkView } from './metric';

/** A network whose distances are remembered. */
export interface Known {
  readonly view: NetworkView;
  /** Its number among the sites, to which distances are remembered; undefined for a network that is only looked at. */
  site: number | undefined;
  /** `[sites, nDistances]`, NaN where not worked out yet. */
  row: Float64Array;
}

/** Networks that are remembered, and encodings of them; beyond, all but the sites are forgotten. */
const MAX_NETWORKS = 1500;
const MAX_ENCODINGS = 20_000;

/**
 * Distances from any network to the sites (those that were proposed), each worked out once.
 *
 * Forgetting costs time only: what is asked for again is worked out again. A network takes 8 bytes a distance and site.
 */
export class DistanceTable<V extends NetworkView> {
  readonly #metric: NetworkMetric<V>;
  readonly #bySignature = new Map<string, Known>();
  readonly #byEncoding = new Map<string, Known>();
  readonly #views = new WeakMap<Known, V>();
  #nSites = 0;

  constructor(metric: NetworkMetric<V>) {
    this.#metric = metric;
  }

  get nSites(): number {
    return this.#nSites;
  }

  of(genotype: Genotype): Known {
    const encoding = genotype.join();
    const remembered = this.#byEncoding.get(encoding);
    if (remembered) return remembered;
    const view = this.#metric.viewOf(genotype);
    let known = this.#bySignature.get(view.signature);
    if (!known) {
      known = { view, site: undefined, row: new Float64Array(0) };
      this.#views.set(known, view);
      if (this.#bySignature.size - this.#nSites >= MAX_NETWORKS) this.#forget();
      this.#bySignature.set(view.signature, known);
    }
    if (this.#byEncoding.size >= MAX_ENCODINGS) this.#byEncoding.clear();
    this.#byEncoding.set(encoding, known);
    return known;
  }

  /** Makes a network a site. */
  addSite(known: Known): void {
    if (known.site !== undefined) return;
    known.site = this.#nSites++;
    // It may have been forgotten since it was looked at.
    this.#bySignature.set(known.view.signature, known);
  }

  /** Writes the distances to sites, `[sites, nDistances]`, to `out` from `at` on. */
  write(from: Known, sites: readonly Known[], out: Float64Array, at = 0): void {
    const k = this.#metric.nDistances;
    if (from.row.length < this.#nSites * k) {
      const row = new Float64Array(Math.ceil(this.#nSites * 1.25 + 4) * k).fill(NaN);
      row.set(from.row);
      from.row = row;
    }
    for (let i = 0; i < sites.length; i++) {
      const start = sites[i]!.site! * k;
      if (Number.isNaN(from.row[start]))
        this.#metric.distances(this.#views.get(from)!, this.#views.get(sites[i]!)!, from.row, start);
      for (let w = 0; w < k; w++) out[at + i * k + w] = from.row[start + w]!;
    }
  }

  #forget(): void {
    this.#byEncoding.clear();
    for (const [signature, { site }] of this.#bySignature)
      if (site === undefined) this.#bySignature.delete(signature);
  }
}
