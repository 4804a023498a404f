import { createRng } from '../../src/core/base/random';
import { parseTable, tableEstimator } from '../../src/core/estimator/table';
import { spaceOfTable } from '../../src/core/estimator/table-space';
import { Incumbents } from '../../src/core/search/incumbents';
import { problemOf } from '../../src/core/search/problem';
import { createSpace } from '../../src/core/space/catalog';
import type { CandidateId } from '../../src/core/space/space';
import { createStrategy } from '../../src/core/strategy/catalog';
import { scoreOf } from '../../src/core/trial/objective';
import type { Objective } from '../../src/core/trial/objective';

/** Simulated seconds until the best candidate so far has that test accuracy; Infinity where the budget ends before. */
export type SecondsTo = (
  options: { readonly kind: string } & Readonly<Record<string, unknown>>,
  seed: number,
  testAccuracy: number,
) => number;

const OBJECTIVES: readonly Objective[] = [{ metric: 'valAccuracy', goal: 'maximize' }];

/**
 * Prepares searches on the text of the NAS-Bench-201 file with 12 and 200 epochs, one measurement at a time, each paid in full.
 * The best is that of a run: the one with the best validation accuracy among those with the most epochs.
 */
export function secondRaces(tableText: string, dataset: 'c10' | 'c100', budgetSeconds: number): SecondsTo {
  const path = 'nasbench201.json.gz';
  const table = parseTable(JSON.parse(tableText) as unknown, { kind: 'table', path, dataset }, path);
  const whole = createSpace(spaceOfTable(table), table.context);
  const ids = new Map<string, CandidateId>();
  const space = {
    ...whole,
    candidateId(genotype: readonly number[]): CandidateId {
      const key = genotype.join();
      const id = ids.get(key) ?? whole.candidateId(genotype);
      ids.set(key, id);
      return id;
    },
  };
  const estimator = tableEstimator(table, whole);
  const spec = {
    objectives: OBJECTIVES,
    constraints: [],
    estimator: { kind: 'table' as const, path: table.path },
  };
  const problem = problemOf(spec, (genotype) => estimator.known(genotype), estimator.fidelities);
  const full = estimator.fidelities.at(-1)!;

  return (options, seed, testAccuracy) => {
    const strategy = createStrategy(space, options, createRng(seed), problem);
    const incumbents = new Incumbents();
    const tested: number[] = [];
    for (let seconds = 0; seconds < budgetSeconds;) {
      const ask = strategy.ask();
      if (ask.kind !== 'proposal') throw new Error(`the strategy answered ${ask.kind}`);
      const { trial, genotype, fidelity } = ask.proposal;
      const epochs = fidelity?.epochs ?? full;
      const { metrics, simulatedSeconds = 0 } = estimator.estimate(genotype, seed, epochs);
      seconds += simulatedSeconds;
      const score = scoreOf(metrics, OBJECTIVES, []);
      strategy.tell({ trial, status: 'measured', score, seconds: simulatedSeconds });
      tested[trial] = metrics['testAccuracy']!;
      incumbents.add(trial, score, epochs / full);
      if (epochs === full && tested[incumbents.best!]! >= testAccuracy) return seconds;
    }
    return Infinity;
  };
}
