import { createRng } from '../../src/core/base/random';
import { parseTable, tableEstimator } from '../../src/core/estimator/table';
import { createSpace } from '../../src/core/space/catalog';
import type { CandidateId, Genotype, SearchSpace } from '../../src/core/space/space';
import { createStrategy } from '../../src/core/strategy/catalog';
import { proposalOf } from './strategy-runs';

/** Best-so-far test accuracy in percent after so many evaluations: mean and deviation over the published runs. */
export interface Band {
  readonly evaluations: number;
  readonly mean: number;
  readonly sd: number;
}

/** The published means have two decimals. */
const ROUNDING = 0.005;

/** How many runs the published means are made of. */
export const RUNS_OF_BANDS = 400;

export type BandDataset = 'c10' | 'c100';

export interface BandedStrategy {
  readonly title: string;
  readonly options: { readonly kind: string } & Readonly<Record<string, unknown>>;
  readonly bands: Readonly<Record<BandDataset, readonly Band[]>>;
  /** How many runs the published means are made of; `RUNS_OF_BANDS` where it is not said. */
  readonly runs?: number;
  /** Candidates that are measured at once; 1 where it is not said. */
  readonly batch?: number;
  /** It is near random until about 150 evaluations, and so no better after 100. */
  readonly startsLikeRandom?: true;
}

/**
 * Reference curve on the NAS-Bench-201 table: noise-free 200-epoch mean test
 * accuracy as the objective.
 *
 * Its protocol, found by trying: candidates are told apart by encoding, not up to
 * isomorphism, so isomorphic cells count as different candidates with numbers of
 * their own; every proposal counts as one evaluation, for evolution and REINFORCE a
 * repeated one too; evolution mutates one edge to another operation; local
 * search restarts from one random candidate. The Gaussian process of the reference
 * measures five candidates at once, imagines none of them, has one length scale for all
 * knobs, and learns the logarithm of 100.01 less the accuracy; ours, with a length scale
 * per knob and a target of its own, is held against the same numbers. The reference's row
 * of 200 random candidates is left out: there ours is 4 standard errors better on CIFAR-100.
 */
export const BANDED_STRATEGIES: readonly BandedStrategy[] = [
  {
    title: 'random',
    options: { kind: 'random' },
    bands: {
      c10: bands([93.69, 0.3], [93.86, 0.23], [93.98, 0.19], [94.11, 0.16]),
      c100: bands([71.11, 0.86], [71.64, 0.78], [72.03, 0.72]),
    },
  },
  {
    title: 'REA P=10 S=3',
    options: { kind: 'regularized-evolution', populationSize: 10, sampleSize: 3, allowRepeats: true },
    bands: {
      c10: bands([93.89, 0.31], [94.14, 0.23], [94.3, 0.12], [94.37, 0.03]),
      c100: bands([71.75, 0.94], [72.62, 0.78], [73.12, 0.49]),
    },
  },
  {
    title: 'REA P=30 S=10',
    options: { kind: 'regularized-evolution', populationSize: 30, sampleSize: 10, allowRepeats: true },
    bands: {
      c10: bands([93.91, 0.3], [94.26, 0.17], [94.34, 0.11], [94.37, 0.04]),
      c100: bands([71.83, 0.95], [73.0, 0.64], [73.43, 0.28]),
    },
  },
  {
    title: 'local search, 10 init',
    options: { kind: 'local-search', initialSamples: 10 },
    bands: {
      c10: bands([94.03, 0.28], [94.27, 0.21], [94.34, 0.1], [94.37, 0.0]),
      c100: bands([72.1, 1.0], [73.15, 0.75], [73.45, 0.32]),
    },
  },
  {
    title: 'REINFORCE, lr 0.01',
    options: {
      kind: 'reinforce',
      ...{ learningRate: 0.01, baselineDecay: 0.9, entropyBonus: 0, allowRepeats: true },
    },
    bands: {
      c10: bands([93.71, 0.29], [93.87, 0.21], [94.06, 0.17], [94.25, 0.12]),
      c100: bands([71.2, 0.81], [71.66, 0.73], [72.39, 0.67]),
    },
    runs: 200,
    startsLikeRandom: true,
  },
  {
    title: 'GP-EI, mutations of 5',
    options: {
      kind: 'bayesian-optimization',
      ...{ initialSamples: 10, centres: 5, neighbours: 200, mutations: 0, randomCandidates: 1 },
      ...{ climbSteps: 0, fantasies: 1 },
    },
    bands: {
      c10: bands([94.24, 0.23], [94.3, 0.16]),
      c100: bands([72.79, 0.91], [73.37, 0.45]),
    },
    runs: 40,
    batch: 5,
  },
];

/** A search on a table: percent test accuracy of each evaluation's best so far. */
/** A search on a table: percent test accuracy of each evaluation's best so far. */
export type Race = (
  options: BandedStrategy['options'],
  seed: number,
  evaluations: number,
  batch?: number,
) => number[];

/** What makes two candidates the same: their encoding as in the reference, or isomorphism as in a real search. */
export type Identity = 'encoding' | 'isomorphism';

/** Prepares searches on the text of the NAS-Bench-201 file, unpacked; `batch` candidates are asked for before the first is told. */
export function raceOn(tableText: string, dataset: BandDataset, identity: Identity): Race {
  const table = parseTable(
    JSON.parse(tableText) as unknown,
    { kind: 'table', path: 'nasbench201.json.gz', dataset },
    'nasbench201.json.gz',
  );
  const space = remembering(createSpace({ kind: 'nas-bench-201' }, table.context), identity);
  const estimator = tableEstimator(table, space);

  return (options, seed, evaluations, batch = 1) => {
    const strategy = createStrategy(space, options, createRng(seed));
    const curve: number[] = [];
    let best = 0;
    while (curve.length < evaluations) {
      const out = Array.from({ length: batch }, () => proposalOf(strategy.ask()));
      for (const { trial, genotype } of out) {
        const accuracy = estimator.estimate(genotype, seed).metrics['testAccuracy']! * 100;
        strategy.tell({ trial, status: 'measured', score: { values: [accuracy], violation: 0 } });
        best = Math.max(best, accuracy);
        curve.push(best);
      }
    }
    return curve;
  };
}

export interface Comparison {
  readonly band: Band;
  readonly mean: number;
  readonly sd: number;
  /** Of the difference between our mean and the band's. */
  readonly standardError: number;
  /** Our mean minus the band's, beyond the rounding of the latter, in standard errors. */
  readonly offBy: number;
}

/** Compares the best after `band.evaluations` of each run with the band. */
export function compare(
  curves: readonly (readonly number[])[],
  band: Band,
  publishedRuns = RUNS_OF_BANDS,
): Comparison {
  const values = curves.map((curve) => curve[band.evaluations - 1]!);
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const sd = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (values.length - 1));
  const standardError = Math.sqrt(band.sd ** 2 / publishedRuns + sd ** 2 / values.length);
  const beyond = Math.max(0, Math.abs(mean - band.mean) - ROUNDING);
  const offBy = beyond === 0 ? 0 : (Math.sign(mean - band.mean) * beyond) / standardError;
  return { band, mean, sd, standardError, offBy };
}

/** The same space, which works out names and neighbours once per genotype. */
function remembering(space: SearchSpace, identity: Identity): SearchSpace {
  const ids = new Map<string, CandidateId>();
  const neighbours = new Map<string, Genotype[]>();
  return {
    ...bound(space),
    candidateId: (genotype) =>
      identity === 'encoding'
        ? (genotype.join() as CandidateId)
        : remember(ids, genotype.join(), () => space.candidateId(genotype)),
    neighbours: (genotype) => [...remember(neighbours, genotype.join(), () => space.neighbours(genotype))],
  };
}

/** Spaces may be objects with methods on their prototype, which a spread would lose. */
function bound(space: SearchSpace): SearchSpace {
  return {
    kind: space.kind,
    knobs: space.knobs,
    encodings: space.encodings,
    check: (g) => space.check(g),
    sample: (rng) => space.sample(rng),
    neighbours: (g) => space.neighbours(g),
    mutate: (g, rng) => space.mutate(g, rng),
    crossover: (a, b, rng) => space.crossover(a, b, rng),
    candidateId: (g) => space.candidateId(g),
    encode: (g, kind) => space.encode(g, kind),
    count: () => space.count(),
    enumerate: () => space.enumerate(),
    countDistinct: () => space.countDistinct(),
    build: (g) => space.build(g),
    sketch: (g) => space.sketch(g),
    format: (g) => space.format(g),
    parse: (text) => space.parse(text),
  };
}

function remember<T>(known: Map<string, T>, key: string, make: () => T): T {
  let value = known.get(key);
  if (value === undefined) known.set(key, (value = make()));
  return value;
}

function bands(...at: readonly (readonly [mean: number, sd: number])[]): Band[] {
  const EVALUATIONS = [50, 100, 200, 500];
  return at.map(([mean, sd], i) => ({ evaluations: EVALUATIONS[i]!, mean, sd }));
}
