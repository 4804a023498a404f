import { partsPerPair } from '../../surrogate/grouped-kernel';
import type { Genotype } from '../../space/space';
import { FEATURE_GROUPS } from './feature-groups';
import type { Describe, FeatureGroup, NamedFeatures } from './feature-groups';

/** A candidate as the model compares it: the features that are not 0, group after group. */
export interface Features {
  readonly columns: Int32Array;
  readonly values: Float64Array;
  /** Where each group begins; one more for the end. */
  readonly starts: Int32Array;
  /** Sums of squares, per group. */
  readonly squares: Float64Array;
  /** Inner products with the mean of the samples, per group. */
  readonly alongMean: Float64Array;
}

/** Columns that count by their spread: they are in units of their own. */
const STANDARDISED: ReadonlySet<FeatureGroup> = new Set(['counts', 'costs']);
/** Groups whose inner product is the linear part. */
const LINEAR: ReadonlySet<FeatureGroup> = STANDARDISED;

/**
 * Features of candidates on common scales.
 *
 * A group is scaled so that the mean squared distance between two samples is 1; one in which the samples do not
 * differ is left out. Columns are named, and numbered as they are seen, so that there may be any number of them; one that the samples
 * do not have is in the group's units.
 */
export class FeatureSpace {
  readonly groups: readonly FeatureGroup[];
  readonly #describe: Describe;
  readonly #columns: ReadonlyMap<FeatureGroup, Map<string, number>>;
  /** Of each column: what it is multiplied by. */
  readonly #scales: number[] = [];
  /** Of each column: the samples' mean, scaled. */
  readonly #means: number[] = [];
  /** Squares of the means' lengths, per group. */
  readonly #meanSquares: Float64Array;
  /** Of each group: its share of the linear part. */
  readonly #linear: Float64Array;
  readonly #choices: number;
  /** Of each group: the factor for columns that come later. */
  readonly #units: ReadonlyMap<FeatureGroup, number>;
  #scratch = new Float64Array(256);
  #nColumns = 0;

  /** @param samples members of the space that stand for all of it, at least two */
  constructor(describe: Describe, samples: readonly Genotype[]) {
    this.#describe = describe;
    const described = samples.map(describe);
    const columns = new Map<FeatureGroup, Map<string, number>>();
    const units = new Map<FeatureGroup, number>();
    const meanSquares: number[] = [];
    for (const group of FEATURE_GROUPS) {
      const spreads = spreadsOf(described, group);
      const isStandardised = STANDARDISED.has(group);
      // The mean squared distance of two samples is twice the variance.
      let total = 0;
      for (const { variance } of spreads.values()) total += isStandardised && variance > 0 ? 2 : 2 * variance;
      if (!(total > 0)) continue;
      const unit = 1 / Math.sqrt(total);
      units.set(group, group === 'costs' ? 0 : unit);
      const numbers = new Map<string, number>();
      let meanSquare = 0;
      for (const [name, { mean, variance }] of spreads) {
        const scale = !isStandardised ? unit : variance > 0 ? unit / Math.sqrt(variance) : units.get(group)!;
        numbers.set(name, this.#nColumns++);
        this.#scales.push(scale);
        this.#means.push(mean * scale);
        meanSquare += (mean * scale) ** 2;
      }
      columns.set(group, numbers);
      meanSquares.push(meanSquare);
    }
    this.groups = [...columns.keys()];
    this.#columns = columns;
    this.#units = units;
    this.#meanSquares = Float64Array.from(meanSquares);
    const isLinear = this.groups.map((group) => LINEAR.has(group));
    const nLinear = isLinear.filter((is) => is).length;
    this.#linear = Float64Array.from(isLinear, (is) => (is ? 2 / nLinear : 0));
    this.#choices = this.groups.indexOf('choices');
  }

  features(genotype: Genotype): Features {
    const named = this.#describe(genotype);
    const columns: number[] = [];
    const values: number[] = [];
    const starts = [0];
    const squares = new Float64Array(this.groups.length);
    const alongMean = new Float64Array(this.groups.length);
    this.groups.forEach((group, g) => {
      for (const [name, value] of named[group] ?? []) {
        const column = this.#column(group, name);
        const scaled = value * this.#scales[column]!;
        columns.push(column);
        values.push(scaled);
        squares[g]! += scaled * scaled;
        alongMean[g]! += scaled * this.#means[column]!;
      }
      starts.push(columns.length);
    });
    return {
      columns: Int32Array.from(columns),
      values: Float64Array.from(values),
      starts: Int32Array.from(starts),
      squares,
      alongMean,
    };
  }

  #column(group: FeatureGroup, name: string): number {
    const numbers = this.#columns.get(group)!;
    let column = numbers.get(name);
    if (column === undefined) {
      numbers.set(name, (column = this.#nColumns++));
      this.#scales.push(this.#units.get(group)!);
      this.#means.push(0);
    }
    return column;
  }

  /**
   * Parts of the pairs of `one` with each of `others`, as `groupedKernel` takes them. O(others x their features).
   *
   * @param out long enough for them; written from its beginning
   */
  parts(
    one: Features,
    others: readonly Features[],
    out: Float64Array = new Float64Array(others.length * partsPerPair(this.groups.length)),
  ): Float64Array {
    if (this.#scratch.length < this.#nColumns) this.#scratch = new Float64Array(2 * this.#nColumns);
    const dense = this.#scratch;
    for (let k = 0; k < one.columns.length; k++) dense[one.columns[k]!] = one.values[k]!;
    const nGroups = this.groups.length;
    const stride = partsPerPair(nGroups);
    for (let i = 0, p = 0; i < others.length; i++, p += stride) {
      const other = others[i]!;
      const { columns, values, starts, squares } = other;
      out[p + nGroups] = 0;
      let linear = 0;
      for (let g = 0, k = 0; g < nGroups; g++) {
        let inner = 0;
        for (const end = starts[g + 1]!; k < end; k++) inner += dense[columns[k]!]! * values[k]!;
        const sum = one.squares[g]! + squares[g]!;
        out[p + g] = Math.max(0, sum - 2 * inner);
        if (g === this.#choices) out[p + nGroups] = inner / Math.sqrt(one.squares[g]! * squares[g]! || 1);
        // Twice the centred product has a mean square like the distance's, and so has the mean over groups.
        linear +=
          this.#linear[g]! * (inner - one.alongMean[g]! - other.alongMean[g]! + this.#meanSquares[g]!);
      }
      out[p + nGroups + 1] = linear;
    }
    for (let k = 0; k < one.columns.length; k++) dense[one.columns[k]!] = 0;
    return out;
  }
}

interface Spread {
  readonly mean: number;
  readonly variance: number;
}

function spreadsOf(described: readonly NamedFeatures[], group: FeatureGroup): Map<string, Spread> {
  const sums = new Map<string, { sum: number; squares: number }>();
  for (const named of described)
    for (const [name, value] of named[group] ?? []) {
      const sum = sums.get(name) ?? { sum: 0, squares: 0 };
      sum.sum += value;
      sum.squares += value * value;
      sums.set(name, sum);
    }
  const n = described.length;
  return new Map(
    [...sums].map(([name, { sum, squares }]) => {
      const mean = sum / n;
      const variance = squares / n - mean * mean;
      return [name, { mean, variance: variance > 1e-12 * (squares / n) ? variance : 0 }];
    }),
  );
}
