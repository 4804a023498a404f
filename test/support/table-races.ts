import { createRng } from '../../src/core/base/random';
import { parseTable, tableEstimator } from '../../src/core/estimator/table';
import type { BenchmarkTable } from '../../src/core/estimator/table';
import { spaceOfTable } from '../../src/core/estimator/table-space';
import { hypervolume } from '../../src/core/pareto/hypervolume';
import { problemOf } from '../../src/core/search/problem';
import { createSpace } from '../../src/core/space/catalog';
import type { CandidateId, Genotype, SearchSpace } from '../../src/core/space/space';
import { createStrategy } from '../../src/core/strategy/catalog';
import { scoreOf } from '../../src/core/trial/objective';
import type { Objective } from '../../src/core/trial/objective';
import type { Metrics } from '../../src/core/trial/trial';

/**
 * What a strategy is judged by on the NAS-Bench-201 table.
 *
 * - `validation`: it sees the 200-epoch validation accuracy of one training; the curve is the mean test accuracy,
 *   in percent, of the first candidate with the best validation accuracy.
 * - `oracle`: it sees the mean test accuracy, and so does the curve.
 * - `front`: it sees validation accuracy and MACs, which are known before; the curve is the hypervolume above
 *   80 % and below 220.2 M, as a share of the true front's.
 */
export type Protocol = 'validation' | 'oracle' | 'front';

export interface Race {
  /** One number per evaluation; ends early where the strategy is exhausted. */
  readonly curve: readonly number[];
  /** Seconds of processor time in `ask` and `tell`. */
  readonly thinkingSeconds: number;
}

export type RunRace = (
  options: { readonly kind: string } & Readonly<Record<string, unknown>>,
  seed: number,
  evaluations: number,
) => Race;

const OBJECTIVES: Readonly<Record<Protocol, readonly Objective[]>> = {
  validation: [{ metric: 'valAccuracy', goal: 'maximize' }],
  oracle: [{ metric: 'testAccuracy', goal: 'maximize' }],
  front: [
    { metric: 'valAccuracy', goal: 'maximize' },
    { metric: 'macs', goal: 'minimize' },
  ],
};

/** Prepares searches on the text of the NAS-Bench-201 file, unpacked; repeats count as evaluations. */
export function racesOn(tableText: string, dataset: 'c10' | 'c100', protocol: Protocol): RunRace {
  const path = 'nasbench201.json.gz';
  const table = parseTable(JSON.parse(tableText) as unknown, { kind: 'table', path, dataset }, path);
  return racesOnTable(table, protocol);
}

/** Prepares searches on any table with those metrics. */
export function racesOnTable(table: BenchmarkTable, protocol: Protocol): RunRace {
  const space = remembering(createSpace(spaceOfTable(table), table.context));
  const estimator = tableEstimator(table, space);
  const objectives = OBJECTIVES[protocol];
  const spec = { objectives, constraints: [], estimator: { kind: 'table' as const, path: table.path } };
  const trueFront = protocol === 'front' ? volumeOf(table.rows.map(({ metrics }) => metrics)) : 1;

  return (options, seed, evaluations) => {
    const problem = problemOf(spec, (genotype) => estimator.known(genotype));
    const strategy = createStrategy(space, options, createRng(seed), problem);
    const curve: number[] = [];
    const measured: Metrics[] = [];
    let best: Metrics | undefined;
    const start = process.cpuUsage();
    while (curve.length < evaluations) {
      const ask = strategy.ask();
      if (ask.kind === 'exhausted') break;
      if (ask.kind !== 'proposal') throw new Error(`the strategy answered ${ask.kind}`);
      const { trial, genotype } = ask.proposal;
      const { metrics, simulatedSeconds } = estimator.estimate(genotype, seed);
      const score = scoreOf(metrics, objectives, []);
      strategy.tell({
        trial,
        status: 'measured',
        score,
        ...(simulatedSeconds === undefined ? {} : { seconds: simulatedSeconds }),
      });
      const { metric } = objectives[0]!;
      if (best === undefined || metrics[metric]! > best[metric]!) best = metrics;
      if (protocol === 'front') measured.push(metrics);
      curve.push(protocol === 'front' ? measured.length : best['testAccuracy']! * 100);
    }
    const { user, system } = process.cpuUsage(start);
    return {
      curve: protocol === 'front' ? volumeShares(measured, trueFront) : curve,
      thinkingSeconds: (user + system) / 1e6,
    };
  };
}

const REFERENCE = [0.8, -220.2e6];

function volumeOf(metrics: readonly Metrics[]): number {
  return hypervolume(
    metrics.map(({ valAccuracy, macs }) => [valAccuracy!, -macs!]),
    REFERENCE,
  );
}

/** The volume after each evaluation; worked out again only where a point may add to it. */
function volumeShares(measured: readonly Metrics[], whole: number): number[] {
  let front: Metrics[] = [];
  let share = 0;
  return measured.map((metrics) => {
    const isCovered = front.some(
      ({ valAccuracy, macs }) => valAccuracy! >= metrics['valAccuracy']! && macs! <= metrics['macs']!,
    );
    if (!isCovered) {
      front = [...front, metrics];
      share = volumeOf(front) / whole;
    }
    return share;
  });
}

/** The same space, which works out names, neighbours and sketches once per genotype. */
function remembering(space: SearchSpace): SearchSpace {
  const ids = new Map<string, CandidateId>();
  const neighbours = new Map<string, Genotype[]>();
  return {
    ...space,
    candidateId: (genotype) => remember(ids, genotype.join(), () => space.candidateId(genotype)),
    neighbours: (genotype) => [...remember(neighbours, genotype.join(), () => space.neighbours(genotype))],
  };
}

function remember<T>(known: Map<string, T>, key: string, make: () => T): T {
  let value = known.get(key);
  if (value === undefined) known.set(key, (value = make()));
  return value;
}
