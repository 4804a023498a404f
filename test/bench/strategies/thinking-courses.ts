import { parseTable, tableEstimator } from '../../../src/core/estimator/table';
import { spaceOfTable } from '../../../src/core/estimator/table-space';
import { problemOf } from '../../../src/core/search/problem';
import { createSpace } from '../../../src/core/space/catalog';
import type { SearchSpace } from '../../../src/core/space/space';
import { ONE_OBJECTIVE } from '../../../src/core/strategy/problem';
import type { Problem } from '../../../src/core/strategy/problem';
import type { Outcome, Proposal } from '../../../src/core/strategy/strategy';
import { scoreOf } from '../../../src/core/trial/objective';
import { benchData } from '../../support/bench-data';
import { measured, ruggedScore } from '../../support/strategy-runs';

/** Where strategies are timed: what they search, and what they hear of it. */
export interface Course {
  readonly title: string;
  /** Whether limits are for all that a proposal costs, or leave out what the space takes to name candidates. */
  readonly countsNames: boolean;
  /** A space that remembers nothing yet, as when a run begins. */
  open(): {
    readonly space: SearchSpace;
    readonly problem: Problem;
    readonly outcomeOf: (proposal: Proposal) => Outcome;
  };
}

/** Validation accuracy after one training; `undefined`, with a printed word, where the table is absent. */
export function tableCourse(): Course | undefined {
  const path = 'nasbench201.json.gz';
  const text = benchData(path);
  if (text === undefined) return undefined;
  const table = parseTable(JSON.parse(text) as unknown, { kind: 'table', path }, path);
  const objectives = [{ metric: 'valAccuracy', goal: 'maximize' }] as const;
  const spec = { objectives, constraints: [], estimator: { kind: 'table' as const, path } };

  return {
    title: 'NAS-Bench-201, the table',
    countsNames: true,
    open() {
      const space = createSpace(spaceOfTable(table), table.context);
      const estimator = tableEstimator(table, space);
      return {
        space,
        problem: problemOf(spec, (genotype) => estimator.known(genotype), estimator.fidelities),
        outcomeOf({ trial, genotype, fidelity }) {
          const { metrics, simulatedSeconds } = estimator.estimate(genotype, 1, fidelity?.epochs);
          return {
            trial,
            status: 'measured',
            score: scoreOf(metrics, objectives, []),
            ...(simulatedSeconds === undefined ? {} : { seconds: simulatedSeconds }),
          };
        },
      };
    },
  };
}

/** 34 knobs, 2.3e11 encodings; a score without meaning, because only time is measured. */
export function chainCourse(): Course {
  return {
    title: 'Chains of up to 8 convolutions',
    countsNames: false, // a name is a network that is built and brought into a canonical form
    open: () => ({
      space: createSpace(
        { kind: 'chain-cnn', ...{ maxDepth: 8 } },
        { inputShape: [32, 32, 3], outputUnits: 10 },
      ),
      problem: { ...ONE_OBJECTIVE, fidelities: [1, 3, 9] },
      outcomeOf: ({ trial, genotype }) => measured(trial, ruggedScore(genotype)),
    }),
  };
}
