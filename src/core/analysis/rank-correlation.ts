import { createRng } from '../base/random';
import { tauOfRanks } from './kendall';
import { denseRanks } from './ranks';
import { rhoOfRanks, spearmanRho } from './spearman';

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Which method gave an interval: named beside each. */
export type IntervalMethod = 'bootstrap' | 'asymptotic';

/** How two metrics order the same trials. */
export interface RankCorrelation {
  readonly n: number;
  /** `undefined` where one side is all the same. */
  readonly tau: number | undefined;
  readonly rho: number | undefined;
  /** 95 %; absent with fewer than `FEWEST_FOR_INTERVAL` pairs. */
  readonly tauInterval?: Interval;
  readonly rhoInterval?: Interval;
  readonly method?: IntervalMethod;
}

/** Whether ranking by a metric comes closer to the target's order than ranking by another does. */
export interface BaselineComparison {
  /** |tau| of the metric less |tau| of the baseline. */
  readonly difference: number;
  /** 95 %, of the same resamples for both; absent with few pairs. */
  readonly interval?: Interval;
}

export const FEWEST_FOR_INTERVAL = 8;
/** Up to so many pairs intervals are bootstrapped; beyond, they are narrow and the asymptotic ones agree. */
export const MOST_RESAMPLED = 1000;
const RESAMPLES = 400;
const SEED = 1;
/** Of the standard normal distribution. */
const Z_975 = 1.959964;

/**
 * Kendall's tau-b and Spearman's rho with 95 % intervals.
 *
 * Up to `MOST_RESAMPLED` pairs, the percentiles of 400 resamples with a fixed seed (Efron and Tibshirani 1993, section
 * 13.3). Beyond, Fisher's z: variance 0.437 / (n - 4) for tau (Fieller, Hartley and Pearson, Biometrika 44, 1957) and
 * (1 + rho² / 2) / (n - 3) for rho (Bonett and Wright, Psychometrika 65, 2000). Ties are not in these two variances.
 */
export function rankCorrelation(x: Float64Array, y: Float64Array): RankCorrelation {
  const n = x.length;
  const tau = tauOfRanks(denseRanks(x), denseRanks(y));
  const rho = spearmanRho(x, y);
  if (n < FEWEST_FOR_INTERVAL || tau === undefined || rho === undefined) return { n, tau, rho };
  if (n > MOST_RESAMPLED) {
    return {
      n,
      tau,
      rho,
      tauInterval: fisher(tau, Math.sqrt(0.437 / (n - 4))),
      rhoInterval: fisher(rho, Math.sqrt((1 + rho ** 2 / 2) / (n - 3))),
      method: 'asymptotic',
    };
  }
  const taus: number[] = [];
  const rhos: number[] = [];
  resample([denseRanks(x), denseRanks(y)], ([a, b]) => {
    const one = tauOfRanks(a!, b!);
    const other = rhoOfRanks(a!, b!);
    if (one !== undefined) taus.push(one);
    if (other !== undefined) rhos.push(other);
  });
  return {
    n,
    tau,
    rho,
    tauInterval: percentiles(taus),
    rhoInterval: percentiles(rhos),
    method: 'bootstrap',
  };
}

/**
 * Compares how near to the order of `target` two metrics come, whichever way each of them points.
 *
 * The interval is that of 400 resamples with a fixed seed. Of more than `MOST_RESAMPLED` pairs each draws so many, and
 * what they stray is scaled by the root of the share that was drawn (Bickel, Götze and van Zwet, Statistica Sinica 7, 1997).
 *
 * @returns `undefined` where one of the three is all the same
 */
export function compareWithBaseline(
  metric: Float64Array,
  baseline: Float64Array,
  target: Float64Array,
): BaselineComparison | undefined {
  const ranks = [denseRanks(metric), denseRanks(baseline), denseRanks(target)] as const;
  const difference = distanceApart(ranks[0], ranks[1], ranks[2]);
  if (difference === undefined) return undefined;
  const n = target.length;
  if (n < FEWEST_FOR_INTERVAL) return { difference };
  const differences: number[] = [];
  resample(ranks, ([a, b, c]) => {
    const found = distanceApart(a!, b!, c!);
    if (found !== undefined) differences.push(found);
  });
  const { low, high } = percentiles(differences);
  if (n <= MOST_RESAMPLED) return { difference, interval: { low, high } };
  const scaled = (end: number): number => difference + Math.sqrt(MOST_RESAMPLED / n) * (end - difference);
  return { difference, interval: { low: scaled(low), high: scaled(high) } };
}

/** Positions of the best tenth by `target`, at least one. */
export function topTenth(target: Float64Array, goal: 'maximize' | 'minimize'): Uint32Array {
  const sign = goal === 'maximize' ? -1 : 1;
  const order = Uint32Array.from(target.keys()).sort((a, b) => sign * (target[a]! - target[b]!) || a - b);
  return order.subarray(0, Math.max(1, Math.ceil(target.length / 10)));
}

function distanceApart(metric: Uint32Array, baseline: Uint32Array, target: Uint32Array): number | undefined {
  const own = tauOfRanks(metric, target);
  const other = tauOfRanks(baseline, target);
  return own === undefined || other === undefined ? undefined : Math.abs(own) - Math.abs(other);
}

/** Draws with replacement as many as there are, and at most `MOST_RESAMPLED`. */
function resample(columns: readonly Uint32Array[], visit: (drawn: readonly Uint32Array[]) => void): void {
  const n = columns[0]!.length;
  const size = Math.min(n, MOST_RESAMPLED);
  const rng = createRng(SEED);
  const drawn = columns.map(() => new Uint32Array(size));
  for (let r = 0; r < RESAMPLES; r++) {
    for (let i = 0; i < size; i++) {
      const from = rng.below(n);
      for (let c = 0; c < columns.length; c++) drawn[c]![i] = columns[c]![from]!;
    }
    visit(drawn);
  }
}

function percentiles(values: number[]): Interval {
  const sorted = values.sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))]!;
  return { low: at(0.025), high: at(0.975) };
}

function fisher(value: number, sd: number): Interval {
  const z = Math.atanh(Math.max(-0.999999, Math.min(0.999999, value)));
  return { low: Math.tanh(z - Z_975 * sd), high: Math.tanh(z + Z_975 * sd) };
}
