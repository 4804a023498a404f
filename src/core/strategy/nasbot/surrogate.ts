import { Bug } from '../../base/errors';
import type { Genotype } from '../../space/space';
import { GaussianProcess } from '../../surrogate/gaussian-process';
import { nearestPositiveSemidefinite } from '../../surrogate/positive-definite';
import { representativeRows } from '../../surrogate/representative-rows';
import type { Measured } from '../history';
import { DistanceTable, type Known } from './distance-table';
import type { NetworkMetric, NetworkView } from './metric';
import {
  covarianceAt,
  fitKernel,
  type KernelData,
  type KernelStart,
  type NetworkKernel,
} from './network-kernel';
import { targetsOf, type Targets } from './targets';

/** What is believed of networks, given what was measured and what is out. In targets. */
export interface NetworkModel {
  readonly targets: Targets;
  /** The best target that was measured. */
  readonly best: number;
  /** Positions of the measured trials that the model is conditioned on. */
  readonly rows: readonly number[];
  predict(genotypes: readonly Genotype[]): { readonly means: Float64Array; readonly sds: Float64Array };
}

/** Learns from measured networks; what it remembers between calls is how its kernel was fitted, and distances. */
export interface Surrogate {
  /** What a distance costs in this space, in units of `NetworkView.work`. */
  readonly work: number;
  modelOf(measured: readonly Measured[], pending: readonly Genotype[]): NetworkModel;
}

export interface SurrogateSettings {
  readonly target: 'log-regret' | 'standardized';
  readonly refitEvery: number;
  readonly maxObservations: number;
}

/** Networks to which distances are remembered; beyond, all are worked out anew. */
const MAX_SITES = 600;

/**
 * A Gaussian process over networks at distances from each other.
 *
 * Covariances are those of `NetworkKernel`, whose parameters are fitted when `refitEvery` more results are in. As
 * it is not always positive definite, the matrix of all networks, those that are out too, is replaced by the nearest that is
 * before noise is added. What is out is taken to turn out as predicted: means stay, variances shrink.
 *
 * O(n³) for n = `maxObservations` networks, and distances to those that were not seen before.
 */
export function createSurrogate<V extends NetworkView>(
  metric: NetworkMetric<V>,
  work: number,
  { target, refitEvery, maxObservations }: SurrogateSettings,
): Surrogate {
  const k = metric.nDistances;
  let table = new DistanceTable(metric);
  let kernel: NetworkKernel | undefined;
  let start: KernelStart | undefined;
  let nFitted = 0;

  return { work, modelOf };

  function modelOf(measured: readonly Measured[], pending: readonly Genotype[]): NetworkModel {
    const targets = targetsOf(
      measured.map(({ score }) => score),
      target,
    );
    const rows = representativeRows(targets.values, maxObservations);
    if (table.nSites > MAX_SITES) table = new DistanceTable(metric);
    const sites = [...rows.map((row) => measured[row]!.genotype), ...pending].map(siteOf);
    const pairs = pairsOf(sites);
    const own = Float64Array.from(rows, (row) => targets.values[row]!);
    const fitted = kernelFor(own, pairs, measured.length);
    const { process, nUsed } = conditioned(fitted, own, sites, pairs);
    return {
      targets,
      best: targets.values.reduce((a, b) => Math.max(a, b)),
      rows,
      predict: (genotypes) => predictions(fitted, process, sites.slice(0, nUsed), genotypes.map(knownOf)),
    };
  }

  function knownOf(genotype: Genotype): Known {
    return table.of(genotype);
  }

  function siteOf(genotype: Genotype): Known {
    const known = table.of(genotype);
    table.addSite(known);
    return known;
  }

  function pairsOf(sites: readonly Known[]): Pick<KernelData, 'distances' | 'magnitudes'> {
    const nPairs = (sites.length * (sites.length - 1)) / 2;
    const distances = new Float64Array(nPairs * k);
    const magnitudes = new Float64Array(nPairs);
    sites.forEach((site, i) => {
      const before = sites.slice(0, i);
      const at = (i * (i - 1)) / 2;
      table.write(site, before, distances, at * k);
      before.forEach(({ view }, j) => (magnitudes[at + j] = site.view.magnitude + view.magnitude));
    });
    return { distances, magnitudes };
  }

  function kernelFor(
    own: Float64Array,
    { distances, magnitudes }: ReturnType<typeof pairsOf>,
    nMeasured: number,
  ): NetworkKernel {
    if (kernel !== undefined && nMeasured < nFitted + refitEvery) return kernel;
    nFitted = nMeasured;
    const nPairs = (own.length * (own.length - 1)) / 2;
    const data: KernelData = {
      targets: own,
      distances: distances.subarray(0, nPairs * k),
      magnitudes: magnitudes.subarray(0, nPairs),
      nDistances: k,
    };
    const fit = fitKernel(data, start);
    start = fit.start;
    return (kernel = fit.kernel);
  }

  /** `nUsed`: how many of the sites the process knows; all but in a case that rounding makes. */
  function conditioned(
    fitted: NetworkKernel,
    own: Float64Array,
    sites: readonly Known[],
    { distances, magnitudes }: ReturnType<typeof pairsOf>,
  ): { process: GaussianProcess; nUsed: number } {
    const n = sites.length;
    const raw = new Float64Array(n * n);
    for (let i = 0, pair = 0; i < n; i++) {
      raw[i * n + i] = fitted.alphas[0] + fitted.alphas[1];
      for (let j = 0; j < i; j++, pair++)
        raw[i * n + j] = covarianceAt(fitted, distances, pair * k, magnitudes[pair]!);
    }
    const gram = nearestPositiveSemidefinite(raw, n);
    const rowOf = (i: number): Float64Array => gram.subarray(i * n, i * n + i);
    const varianceOf = (i: number): number => gram[i * n + i]! + fitted.noise;
    const matrix = new Float64Array(own.length ** 2);
    for (let i = 0; i < own.length; i++) {
      matrix.set(rowOf(i), i * own.length);
      matrix[i * own.length + i] = varianceOf(i);
    }
    const process = GaussianProcess.condition(matrix, own, 0, n);
    if (!process) throw new Bug('targets or distances are not finite');
    let nUsed = own.length;
    while (nUsed < n && process.appendPending(rowOf(nUsed), varianceOf(nUsed))) nUsed++;
    return { process, nUsed };
  }

  function predictions(
    fitted: NetworkKernel,
    process: GaussianProcess,
    sites: readonly Known[],
    candidates: readonly Known[],
  ): ReturnType<NetworkModel['predict']> {
    const n = sites.length;
    const cross = new Float64Array(candidates.length * n);
    const distances = new Float64Array(n * k);
    candidates.forEach((candidate, i) => {
      table.write(candidate, sites, distances);
      sites.forEach(({ view }, j) => {
        const magnitudes = candidate.view.magnitude + view.magnitude;
        cross[i * n + j] = covarianceAt(fitted, distances, j * k, magnitudes);
      });
    });
    const priors = new Float64Array(candidates.length).fill(fitted.alphas[0] + fitted.alphas[1]);
    const { means, variances } = process.predict(cross, priors);
    return { means, sds: variances.map(Math.sqrt) };
  }
}
